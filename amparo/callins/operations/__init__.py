"""Every change of a call-in day: whom to call, what was heard, what we make of it."""
