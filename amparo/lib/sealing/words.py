"""Secrets and fingerprints as words: what people type, write on paper and read to each other.

Three kinds, not to be mixed up: the *passphrase* (six words, secret, typed at each unlock),
the *kit* (24 words, secret, on paper, in English or Spanish) and the *fingerprint* (six words,
public, read aloud to compare keys).
"""

import difflib
import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib import resources

from mnemonic import Mnemonic

from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.keys import SEED_BYTES, BadKey, HolderPublic

__all__ = [
    "FINGERPRINT_WORDS",
    "KIT_WORDS",
    "PASSPHRASE_BITS",
    "PASSPHRASE_WORDS",
    "CannotReadWords",
    "UnknownWord",
    "WrongChecksum",
    "WrongWordCount",
    "fingerprint_words",
    "kit_words",
    "make_passphrase",
    "normalize_passphrase",
    "seed_from_words",
]

PASSPHRASE_WORDS = 6
PASSPHRASE_BITS = 77  # six times log2(7,772); in Spanish 78
KIT_WORDS = 24
FINGERPRINT_WORDS = 6  # 11 bits each: 66 bits

_LISTS = {"en": "english", "es": "spanish"}
_PASSPHRASE_LISTS = {"en": "wordlist_en_eff.txt", "es": "wordlist_es.txt"}


class CannotReadWords(ValueError):
    """What was typed is not the 24 words of a kit."""


class WrongWordCount(CannotReadWords):
    """Not 24 words, but `count`."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class UnknownWord(CannotReadWords):
    """The word at `position` (from 1) is not in the list; `suggestion` may be empty."""

    def __init__(self, position: int, word: str, suggestion: str) -> None:
        super().__init__(position)  # not the word: a message may end in a log
        self.position = position
        self.word = word
        self.suggestion = suggestion


class WrongChecksum(CannotReadWords):
    """Each word is in the list, but they do not belong together: two are swapped or one is off."""


def make_passphrase(language: str = "en") -> str:
    """Return six words drawn at random, with spaces between, in "en" or "es"."""
    drawn_from = _passphrase_list(language)
    return " ".join(secrets.choice(drawn_from) for _ in range(PASSPHRASE_WORDS))


def normalize_passphrase(text: str) -> str:
    """Return the letters and digits alone, folded: case, spaces, hyphens and accents do not count.

    No word of the list begins with another, so that words run together stay told apart.
    """
    return "".join(letter for letter in _folded(text) if letter.isalnum())


def kit_words(seed: bytes, language: str = "en") -> list[str]:
    """Return the 24 words (BIP-39) of a 32-byte seed, in "en" or "es"."""
    if len(seed) != SEED_BYTES:
        raise BadKey
    return _composed(_speaker(language).to_mnemonic(seed)).split()


def seed_from_words(text: str | Sequence[str]) -> bytes:
    """Return the seed, whichever language the words are in, with or without accents.

    Raises WrongWordCount, UnknownWord (the first one, with the nearest word) or WrongChecksum.
    """
    typed = (text if isinstance(text, str) else " ".join(text)).split()
    if len(typed) != KIT_WORDS:
        raise WrongWordCount(len(typed))
    language = max(_LISTS, key=lambda language: _known_count(typed, language))
    return _seed([_looked_up(word, at, language) for at, word in enumerate(typed, 1)], language)


def fingerprint_words(public: HolderPublic, language: str = "en") -> list[str]:
    """Return six words that stand for both public keys, to be compared by voice."""
    said = frame("amparo fingerprint 1", public.sealing, public.signing)
    number = int.from_bytes(hashlib.sha256(said).digest(), "big")
    words = _speaker(language).wordlist
    places = [number >> (256 - 11 * (at + 1)) & 2047 for at in range(FINGERPRINT_WORDS)]
    return [_composed(words[place]) for place in places]


def _seed(words: list[str], language: str) -> bytes:
    try:
        return bytes(_speaker(language).to_entropy(words))
    except ValueError as error:
        raise WrongChecksum from error


def _known_count(typed: list[str], language: str) -> int:
    return sum(_folded(word) in _by_folded(language) for word in typed)


def _looked_up(word: str, position: int, language: str) -> str:
    known = _by_folded(language)
    folded = _folded(word)
    if folded not in known:
        nearest = difflib.get_close_matches(folded, known)
        suggestion = _composed(known[nearest[0]]) if nearest else ""
        raise UnknownWord(position, word, suggestion)
    return known[folded]


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@cache
def _speaker(language: str) -> Mnemonic:
    return Mnemonic(_LISTS[language])


@cache
def _by_folded(language: str) -> dict[str, str]:
    return {_folded(word): word for word in _speaker(language).wordlist}


@cache
def _passphrase_list(language: str) -> tuple[str, ...]:
    """Return a list as carried by the package diceware, without hyphenated words.

    English: EFF's long list ("yo-yo" and "yoyo" are both in it), https://www.eff.org/dice. Spanish:
    8,192 words of four to eight letters without accents, none of which begins with another.
    """
    listed = resources.files("diceware") / "wordlists" / _PASSPHRASE_LISTS[language]
    lines = listed.read_text(encoding="utf-8").splitlines()
    words = (line.split()[-1] for line in lines if line.strip())
    return tuple(word for word in words if word.isalpha())
