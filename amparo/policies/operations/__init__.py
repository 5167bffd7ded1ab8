"""Every change of what is known about governments, as a verb."""
