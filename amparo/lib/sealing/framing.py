"""Join several values into bytes so that no two different lists give the same bytes.

Plain concatenation would let ("ab", "c") pass for ("a", "bc"), and one row's
card for another's.
"""

__all__ = ["frame"]


def frame(*parts: str | bytes) -> bytes:
    """Return the parts, each behind its length in bytes as a big-endian 32-bit number."""
    framed: list[bytes] = []
    for part in parts:  # in the path of every card: no call for each part
        content = part.encode() if isinstance(part, str) else part
        framed += (len(content).to_bytes(4, "big"), content)
    return b"".join(framed)
