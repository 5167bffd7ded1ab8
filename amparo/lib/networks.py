"""Whether what is said to a host stays on this machine."""

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_elsewhere(host: str) -> bool:
    """Whether it crosses a network: whoever is there has to prove who it is, and be told in secret.

    Without a name, or with a path, it is a socket of this machine.
    """
    return bool(host) and not host.startswith("/") and host not in LOOPBACK
