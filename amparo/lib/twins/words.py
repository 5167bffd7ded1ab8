"""Names of months, weekdays and numbers in English and Spanish, with what they stand for."""

import re
import unicodedata
from collections.abc import Iterable

_ENGLISH_MONTHS = (
    "january february march april may june july august september october november december"
)
_SPANISH_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_SHORT_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago set dic"
_SHORT_NUMBERS = (1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12, 1, 4, 8, 9, 12)

MONTHS: dict[str, int] = {
    **{name: number for number, name in enumerate(_ENGLISH_MONTHS.split(), start=1)},
    **{name: number for number, name in enumerate(_SPANISH_MONTHS.split(), start=1)},
    **dict(zip(_SHORT_MONTHS.split(), _SHORT_NUMBERS, strict=True)),
    "setiembre": 9,
    "deciembre": 12,  # a spelling that people use
}

_ENGLISH_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_SPANISH_DAYS = "lunes martes miércoles jueves viernes sábado domingo"
WEEKDAYS: dict[str, int] = {
    **{name: number for number, name in enumerate(_ENGLISH_DAYS.split())},
    **{f"{name}s": number for number, name in enumerate(_ENGLISH_DAYS.split())},
    **{name: number for number, name in enumerate(_SPANISH_DAYS.split())},
    "miercoles": 2,
    "sabado": 5,
    "sábados": 5,
    "sabados": 5,
    "domingos": 6,
}

_ENGLISH_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
_SPANISH_NUMBERS = (
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete dieciocho diecinueve veinte"
)
_ENGLISH_TENS = "thirty forty fifty sixty seventy eighty ninety"
_SPANISH_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"


def _english() -> dict[str, int]:
    return {
        **{word: number for number, word in enumerate(_ENGLISH_NUMBERS.split(), start=2)},
        **{word: number * 10 for number, word in enumerate(_ENGLISH_TENS.split(), start=3)},
        "one": 1,
        "hundred": 100,
        "thousand": 1000,
        "dozen": 12,
    }


def _spanish() -> dict[str, int]:
    return {
        **{word: number for number, word in enumerate(_SPANISH_NUMBERS.split(), start=2)},
        **{word: number * 10 for number, word in enumerate(_SPANISH_TENS.split(), start=3)},
        "un": 1,
        "uno": 1,
        "una": 1,
        "cien": 100,
        "mil": 1000,
        "docena": 12,
    }


# word → (what it means in English, what it means in Spanish); "once" is 11 in one of them only
NUMBERS: dict[str, tuple[int, int]] = {
    word: (_english().get(word, 0), _spanish().get(word, 0))
    for word in sorted({*_english(), *_spanish()})
}


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of the words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def month_number(said: str) -> int:
    """1 to 12, or 0 for what is no month. Digits are taken as they are."""
    return int(said) if said.isdigit() else MONTHS.get(said.casefold(), 0)


def weekday_number(said: str) -> int:
    """0 for Monday to 6 for Sunday."""
    return WEEKDAYS[unicodedata.normalize("NFC", said).casefold()]
