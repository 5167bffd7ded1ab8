"""How long words take to say aloud: a script for a telephone call has to end within a minute.

A newcomer's mistake: one speed for all languages. People speak Spanish at more words a minute than
English; both are counted slower here than in talk, because a caller reads, and waits to be heard.
"""

import math
import re

WORDS_A_MINUTE = {"en": 150, "es": 160}
USUAL = 150  # words a minute in a language that is not listed

_WORD = re.compile(r"\w+(?:[-'’./]\w+)*")
_LONG_NUMBER = re.compile(r"\d{3,}")


def count_words(text: str) -> int:
    """How many words are said; digits of a long number are said one by one."""
    return sum(_spoken(word) for word in _WORD.findall(text))


def words_a_minute(language: str) -> int:
    return WORDS_A_MINUTE.get(language, USUAL)


def seconds_to_say(text: str, language: str) -> int:
    """Full seconds, never too few."""
    return math.ceil(count_words(text) * 60 / words_a_minute(language))


def _spoken(word: str) -> int:
    digits = sum(len(found) for found in _LONG_NUMBER.findall(word))
    return max(1, math.ceil(digits / 2))
