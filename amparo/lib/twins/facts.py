"""What a text states that must be the same in every language: dates, times, figures, telephones.

Each fact has a value without language ("2011-06-21", "12:00", "18.8 %", "SF 1143"), the words as
they stand and where. Kinds are looked for in a fixed order and what one has taken is hidden from
the next, so that a telephone is no figure. English and Spanish are known; texts in other languages
are read as Spanish is, with what is written in digits.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from amparo.lib.twins.words import (
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    alternatives,
    month_number,
    weekday_number,
)

Kind = Literal["telephone", "bill", "date", "weekday", "time", "figure", "place", "word"]


@dataclass(frozen=True)
class Fact:
    """Something stated. Kind "word" is a number in letters: it may answer a figure, never asks."""

    kind: Kind
    value: str
    said: str
    at: int


def facts(text: str, language: str, *, places: Collection[str] = ()) -> list[Fact]:
    """Everything stated in a text, in its order. `places` are names that no language changes."""
    is_english = language.lower().startswith("en")
    rest, found = _URL.sub(_blank, text), list[Fact]()
    for kind, pattern, read in _finders(is_english, places):
        for match in pattern.finditer(rest):
            at = match.start()
            said = text[at : match.end()]
            found += [Fact(kind, value, said, at) for value in read(match, is_english)]
        rest = pattern.sub(lambda match: _blank(match) if match[0].strip() else match[0], rest)
    return sorted(found, key=lambda fact: fact.at)


Read = Callable[[re.Match[str], bool], Iterator[str]]
Finder = tuple[Kind, re.Pattern[str], Read]


def _finders(is_english: bool, places: Collection[str]) -> Iterator[Finder]:
    if places:
        named = re.compile(rf"\b(?:{alternatives(places)})\b", re.IGNORECASE)
        yield "place", named, lambda match, _: iter([match[0].casefold()])
    yield "telephone", _TELEPHONE, _telephone
    yield "bill", _BILL, _bill
    dates = (_ISO, *(_ENGLISH_DATES if is_english else _SPANISH_DATES), _NUMERIC)
    yield from (("date", pattern, _date) for pattern in dates)
    yield "weekday", _WEEKDAY, _weekday
    yield from (("time", pattern, _time) for pattern in (_CLOCK, _NOON))
    if not is_english:  # "400 000": English would read two figures
        yield "figure", _SPACED_FIGURE, _figure
    yield "figure", _FIGURE, _figure
    yield "word", _NUMBER_WORD, _number_word


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


_URL = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
)
_SPACE = "[ \u00a0\u202f]"
_TELEPHONE = re.compile(
    rf"(?<![\d.])(?:\+?1[\s.\-\u00a0]?)?(?:\(\d{{3}}\){_SPACE}?|\d{{3}}[.\-\u2011\u00a0 ])"
    r"\d{3}[.\-‑  ]\d{4}(?!\d)|(?<![\d-])\d{3}-\d{4}(?![\d-])"
)
_BILL = re.compile(
    rf"\b([HS]\.?{_SPACE}?(?:J\.?|C\.?)?{_SPACE}?[FBR]\.?|[HS]\.{_SPACE}?Res\.|S\.)"
    rf"{_SPACE}?(?:No\.?|N\.?º|Nº)?{_SPACE}?(\d{{1,5}})\b"
)
_MONTH, _DAY = rf"(?P<month>{alternatives(MONTHS)})\b\.?", r"(?P<day>\d{1,2})"
_GAP = r"(?:(?<!\.)\s+|[^\S\n]+)"  # "set." ends a line in English, and "3." begins a point
_YEAR = r"(?P<year>(?:1[6-9]|20|21)\d\d)\b"
_UNTIL = r"(?:\s?(?:[-–]|to|and|al?|y)\s?(?P<last>\d{1,2}))?"
_ORDINAL = r"(?:st|nd|rd|th|º|°|\.º)?"
_ENGLISH_DATES = (
    re.compile(
        rf"\b{_MONTH}{_GAP}(?:the\s+)?{_DAY}{_ORDINAL}(?:{_UNTIL}{_ORDINAL})\b(?:,?\s+{_YEAR})?",
        re.I,
    ),
    re.compile(rf"\b{_DAY}{_ORDINAL}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?", re.I),
    re.compile(rf"\b{_MONTH}(?:,|\s+of)?\s+{_YEAR}", re.I),
)
_SPANISH_DATES = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}}|primero){_ORDINAL}{_UNTIL}\s+(?:de\s+)?{_MONTH}"
        rf"(?:\s*,?\s+(?:del?\s+)?(?:año\s+)?{_YEAR})?",
        re.I,
    ),
    re.compile(rf"\b{_MONTH},?\s+(?:del?\s+)?(?:año\s+)?{_YEAR}", re.I),
)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b")
_NUMERIC = re.compile(
    r"(?<![\d/])(?!24/7\b)(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?(?![\d/])"
)
_WEEKDAY = re.compile(rf"\b(?:{alternatives(WEEKDAYS)})\b", re.IGNORECASE)
_HALF = rf"{_SPACE}?(?P<half>[ap])\.?{_SPACE}?m\b\.?"
_PART = rf"{_SPACE}(?:de|en){_SPACE}la{_SPACE}(?P<part>mañana|tarde|noche)\b"
_CLOCK = re.compile(
    rf"(?<![\d:.,])(?P<hour>\d{{1,2}})(?:(?P<colon>[:.])(?P<minute>\d\d))?(?:{_HALF}|{_PART})"
    r"|(?<![\d:.,])(?P<hour24>\d{1,2}):(?P<minute24>\d\d)(?!\d)"
    rf"(?:{_SPACE}(?:del{_SPACE})?(?P<named>noon|mediod[ií]a|midnight|medianoche))?",
    re.IGNORECASE,
)
_NOON = re.compile(r"\b(?:12 )?(?:del )?(noon|midday|mediod[ií]a|midnight|medianoche)\b", re.I)
_AFTER_NUMBER = (
    rf"(?:{_SPACE}?(?P<percent>%|percent\b|per{_SPACE}cent\b|por{_SPACE}ciento\b))?"
    rf"(?:{_SPACE}(?P<scale>thousand|mil|million|millón|millones|billion)\b)?"
)
_SPACED_FIGURE = re.compile(
    rf"(?<![\w.,])(?P<number>\d{{1,3}}(?: \d{{3}}){{1,5}})(?![\d.,]\d){_AFTER_NUMBER}",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    rf"(?<![\w.,])(?P<number>\d{{1,15}}(?:[.,\u00a0\u202f]\d{{1,15}}){{0,5}})(?!\d)(?:st|nd|rd|th|[ºª]|\.[ºª])?{_AFTER_NUMBER}",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(rf"\b(?:{alternatives(NUMBERS)})\b", re.IGNORECASE)
_SCALES = {"thousand": 1_000, "mil": 1_000, "billion": 1_000_000_000}


def _telephone(match: re.Match[str], is_english: bool) -> Iterator[str]:
    yield re.sub(r"\D", "", match[0])[-10:]


def _bill(match: re.Match[str], is_english: bool) -> Iterator[str]:
    yield f"{re.sub(r'[^A-Za-z]', '', match[1]).upper()} {int(match[2])}"


def _date(match: re.Match[str], is_english: bool) -> Iterator[str]:
    """As much of YYYY-MM-DD as is said, unknown parts left out: "06-17", "2010-11"."""
    parts = match.groupdict()
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    if parts.get("first"):
        month, day = _month_and_day(int(parts["first"]), int(parts["second"]), is_english)
        year = f"20{year}" if year and len(year) == 2 else year
    number = month_number(month or "")
    for each in (day, parts.get("last")) if day else (None,):
        if day is None or each is not None:
            said = _digits(each)
            if _exists(year, number, said):
                yield "-".join(filter(None, [year, f"{number:02}", said]))


def _digits(day: str | None) -> str:
    if day is None:
        return ""
    return f"{int(day):02}" if day.isdigit() else "01"


def _month_and_day(first: int, second: int, is_english: bool) -> tuple[str, str]:
    """Digits alone are month/day in English here and day/month in Spanish, unless impossible."""
    month_first = is_english if max(first, second) <= 12 else second > 12
    return (str(first), str(second)) if month_first else (str(second), str(first))


def _exists(year: str | None, month: int, day: str) -> bool:
    try:
        date(int(year or 2000), month, int(day or 1))
    except ValueError:
        return False
    return True


def _weekday(match: re.Match[str], is_english: bool) -> Iterator[str]:
    yield str(weekday_number(match[0]))


def _time(match: re.Match[str], is_english: bool) -> Iterator[str]:
    """HH:MM, with a question mark where nothing says whether before or after noon."""
    parts = match.groupdict()
    if not parts:
        yield _named_time(match[1])
        return
    hour, minute = int(parts["hour"] or parts["hour24"]), parts["minute"] or parts["minute24"]
    if hour > 23 or int(minute or 0) > 59:
        return
    if parts["named"] and hour == 12:
        yield _named_time(parts["named"])
        return
    half = parts["half"] or _half_of(parts["part"], hour)
    if half:
        hour = hour % 12 + (12 if half.casefold() == "p" else 0)
    yield f"{hour:02}:{minute or '00'}{'' if half or not 1 <= hour <= 12 else '?'}"


def _named_time(name: str) -> str:
    return "00:00" if name.casefold().startswith(("midn", "media")) else "12:00"


def _half_of(part: str | None, hour: int) -> str:
    """Which half of the day "de la mañana" and the like mean; twelve at night begins a day."""
    if part is None:
        return ""
    in_morning = part.casefold() == "mañana" or (part.casefold() == "noche" and hour == 12)
    return "a" if in_morning else "p"


def _figure(match: re.Match[str], is_english: bool) -> Iterator[str]:
    whole, part = _whole_and_part(match["number"], is_english)
    scale = _SCALES.get((match["scale"] or "").casefold(), 1_000_000 if match["scale"] else 1)
    if scale > 1:
        whole, part = _scaled(whole, part, scale)
    yield f"{whole}{'.' + part if part else ''}{' %' if match['percent'] else ''}"


def _whole_and_part(number: str, is_english: bool) -> tuple[int, str]:
    """18.8 and 18,8 have a part; 400,000 and 400 000 have none; 400.000 has none in Spanish."""
    *groups, last = re.split("[.,\u00a0\u202f ]", number)
    if not groups:
        return int(last), ""
    mark = number[-len(last) - 1]
    is_thousands = len(last) == 3 and (mark != "." or not is_english)
    if is_thousands or mark in "\u00a0\u202f ":
        return int("".join([*groups, last])), ""
    return int("".join(groups)), last.rstrip("0")


def _scaled(whole: int, part: str, scale: int) -> tuple[int, str]:
    value = whole * scale + int(part or 0) * scale // 10 ** len(part)
    return value, ""


def _number_word(match: re.Match[str], is_english: bool) -> Iterator[str]:
    meaning = NUMBERS[match[0].casefold()]
    yield str(meaning[0] if is_english else meaning[1])
