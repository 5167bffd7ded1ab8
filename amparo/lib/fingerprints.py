"""Fingerprints: keyed codes that tell that two sign-ups are one person's, and tell nothing else.

The key is derived from the runtime key, which dies with the boot, and from the action, so that one
code compares within one action and one boot only. Never fingerprint a telephone number: there are
few enough of them to try all. Two people who share an address are told apart by their names.
"""

import hmac
import unicodedata

from amparo.lib.emails import canonical_email
from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.symmetric import derive

__all__ = ["CODE_BYTES", "action_key", "codes", "email_code", "folded_name", "person_code"]

CODE_BYTES = 32

_APART = str.maketrans("", "", "'’‘ʼʻ`´.")
_SPACES = str.maketrans(dict.fromkeys("-‐‑‒–—_", " "))
_UNMARKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})


def action_key(runtime_key: bytes, action: str) -> bytes:
    """Return the key of the codes of one action, for as long as this boot lasts."""
    return derive(runtime_key, "fingerprints", action)


def person_code(key: bytes, email: str, name: str) -> bytes:
    """Return the code of this name at this address; the same for another spelling of either.

    Raises NotAnEmail.
    """
    return codes(key, email, name)[0]


def email_code(key: bytes, email: str) -> bytes:
    """Return the code of the address alone, to count the names behind it. Raises NotAnEmail."""
    return _code(key, "email", canonical_email(email))


def codes(key: bytes, email: str, name: str) -> tuple[bytes, bytes]:
    """Return the person's code and the address's, reading the address once. Raises NotAnEmail."""
    canonical = canonical_email(email)
    person = _code(key, "person", canonical, folded_name(name))
    return person, _code(key, "email", canonical)


def folded_name(name: str) -> str:
    """Return one form for the spellings of one name: case, accents, spaces, hyphens, apostrophes.

    Particles and order stay: "María de la Cruz" is "maria de la cruz", not "maria cruz". Letters of
    scripts without case or accents stay as they are.
    """
    if name.isascii():  # no accents, and nothing that cannot be seen
        return " ".join(name.casefold().translate(_SPACES).translate(_APART).split())
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_SPACES).translate(_APART)
    bare = "".join(letter for letter in plain if not _is_dropped(letter))
    return " ".join(unicodedata.normalize("NFC", bare.translate(_UNMARKED)).split())


def _is_dropped(letter: str) -> bool:
    """Tell accents and what cannot be seen; marks below 10 make other letters (ka and ga)."""
    return unicodedata.combining(letter) >= 10 or unicodedata.category(letter) == "Cf"


def _code(key: bytes, *said: str) -> bytes:
    return hmac.digest(key, frame(*said), "sha256")
