"""Words as the search compares them: without case and accents, and cut to their stems.

The same cutting is done when a text is kept and when somebody asks. People leave accents out, and
old posts do too, so a word counts in each of its forms: "policía" is also found as "policia".
A newcomer's mistake: a stemmer shared by threads. Snowball keeps the word that it works on.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

ALGORITHMS = {"en": "english", "es": "spanish"}  # other languages are folded only
LONGEST = 40  # letters of a word; what is longer is no word

_OF_SOMEBODY = re.compile(r"['’]s\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SMALL_WORDS = """
the and for are was that this with from you our not but has have all can will who what when
los las una del por que con para como sus más mas pero este esta son fue hay nos sin sobre
html php index page post category tag www http https
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_one_at_a_time = threading.Lock()


def kept_as(text: str, language: str) -> str:
    """The stems of a text, in its order, parted by spaces: what an index keeps of it."""
    return " ".join(form for word in words_of(text) for form in stems(word, language))


def asked_as(text: str, language: str) -> list[tuple[str, ...]]:
    """For each word that was asked for, the stems any of which answers it."""
    return [stems(word, language) for word in words_of(text)]


def telling(text: str) -> str:
    """The words of a text that say what it is about, for who asked for no words in particular."""
    return " ".join(w for w in words_of(text) if (len(w) > 2 and w not in _SMALL) or w.isdigit())


def words_of(text: str) -> list[str]:
    """Words and numbers apart, so that SF1143 is SF 1143; in small letters, accents as written."""
    said = _OF_SOMEBODY.sub("", unicodedata.normalize("NFC", text)).casefold()
    return [word[:LONGEST] for word in _WORD.findall(said)]


@lru_cache(maxsize=20_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The forms of one word: the stem of it as written, and of it without its accents."""
    if word.isdigit():
        return (word,)
    plain = folded(word)
    algorithm = ALGORITHMS.get(language.partition("-")[0])
    if algorithm is None:
        return (plain,)
    with _one_at_a_time:
        found = _stemmer(algorithm).stemWords([word, plain])
    return tuple(dict.fromkeys(folded(each) for each in found))


def folded(word: str) -> str:
    """Without accents; ñ becomes n, as people type it elsewhere."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


@lru_cache(maxsize=4)
def _stemmer(algorithm: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(algorithm)
