"""What stands in the way of hosting, as sentences for the person at the terminal."""


class CannotHost(Exception):
    """Something on this machine stands in the way; the message is the sentence to print."""
