"""The code on a slip: what a visitor without e-mail holds, to look at her hour or to cancel it.

Twelve letters and digits that nobody confuses when they are read out, 58 bits. We keep a keyed hash
alone, so that a stolen database cancels nobody's hour. A newcomer's mistake: a code in an address;
it would stay in the history of a shared telephone.
"""

import secrets

from django.utils.crypto import salted_hmac

LETTERS = "23456789ABCDEFGHJKMNPQRTUVWXYZ"  # without 0 O 1 I L S
LENGTH, GROUP = 12, 4


def new_code() -> str:
    """A new code, as it is printed: "K7QM-4XTR-9HPW"."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return as_printed(letters)


def as_printed(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def clean_code(typed: str) -> str:
    """What somebody typed, as it is printed; "" where it cannot be a code of ours."""
    letters = "".join(each for each in typed.upper() if each.isalnum())
    is_whole = len(letters) == LENGTH and all(each in LETTERS for each in letters)
    return as_printed(letters) if is_whole else ""


def hash_of(code: str) -> bytes:
    """What is kept of a code."""
    return salted_hmac("amparo.clinics.code", code, algorithm="sha256").digest()
