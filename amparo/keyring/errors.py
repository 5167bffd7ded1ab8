"""Why a key cannot be used. Nothing is ever stored unsealed instead."""


class Unavailable(Exception):
    """Nothing can be sealed now: the page answers 503 and stores nothing. The text is for logs."""


class CannotUnlock(Exception):
    """The passphrase or the words are not those of this person's key."""


class TooManyTries(CannotUnlock):
    """Twenty wrong tries within the hour: wait for the next."""


class CannotOpen(Exception):
    """This holder has no wrap of the epoch, or the wrap was altered."""


class CannotGrant(Exception):
    """The grant would not count: the giver is not entitled, or the keys are not as compared."""


class CannotMakeHolder(Exception):
    """This person has a key already, or the kit was made already."""
