"""Dates and times in words, for people; windows of time; the week that a day belongs to.

Times are said as they are given: bring an aware datetime to the coalition's own zone first. Inside
a time stand no-break spaces, so that "4:00 p. m." is never torn over two lines. A language without
words of its own here falls back to the form of ISO 8601, which everybody can read.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class DateWords:
    """How a language says dates. The patterns take named fields; `day` has no leading zero."""

    weekdays: tuple[str, ...]  # from Monday
    months: tuple[str, ...]  # from January
    day: str
    with_year: str
    with_weekday: str
    days_of_month: str  # {first}–{last} of one month
    days: str  # from {first} to {last}
    before: str
    since: str
    to_be_announced: str
    morning: str
    afternoon: str
    noon: str
    midnight: str
    with_time: str
    times: str  # from {first} to {last}


ENGLISH = DateWords(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    day="{month} {day}",
    with_year="{date}, {year}",
    with_weekday="{weekday}, {date}",
    days_of_month="{month} {first}–{last}",
    days="{first} to {last}",
    before="sometime before {date}",
    since="from {date} on",
    to_be_announced="to be announced",
    morning="{hour}:{minute:02}~a.m.",
    afternoon="{hour}:{minute:02}~p.m.",
    noon="12:00~noon",
    midnight="12:00~midnight",
    with_time="{date}, {time}",
    times="{first} to {last}",
)
SPANISH = DateWords(
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    day="{day} de {month}",
    with_year="{date} de {year}",
    with_weekday="{weekday} {date}",
    days_of_month="del {first} al {last} de {month}",
    days="del {first} al {last}",
    before="antes del {date}",
    since="desde el {date}",
    to_be_announced="fecha por anunciar",
    morning="{hour}:{minute:02}~a.~m.",
    afternoon="{hour}:{minute:02}~p.~m.",
    noon="12:00~del~mediodía",
    midnight="12:00~de~la~noche",
    with_time="{date}, {time}",
    times="de {first} a {last}",
)
_languages = {"en": ENGLISH, "es": SPANISH}


def add_language(code: str, words: DateWords) -> None:
    """Teach a further language to say dates."""
    _languages[code] = words


def words_of(language: str) -> DateWords | None:
    """The words of a language or of its base ("es-mx" of "es"), None where it has none."""
    code = language.lower().replace("_", "-")
    return _languages.get(code) or _languages.get(code.split("-")[0])


def day_in_words(
    day: date, language: str, *, weekday: bool = False, today: date | None = None
) -> str:
    """Say a day; the year is left out when it is the year of `today`."""
    words = words_of(language)
    if words is None:
        return date(day.year, day.month, day.day).isoformat()
    said = _with_year(_day(day, words), day, words, today)
    if not weekday:
        return said
    return words.with_weekday.format(weekday=words.weekdays[day.weekday()], date=said)


def time_in_words(at: time, language: str) -> str:
    """Say a time of day: "4:00 p.m.", "12:00 noon"; without seconds."""
    words = words_of(language)
    if words is None:
        return f"{at:%H:%M}"
    pattern = _pattern_of_time(at, words).replace("~", NO_BREAK)
    return pattern.format(hour=at.hour % 12 or 12, minute=at.minute)


def moment_in_words(
    moment: datetime, language: str, *, weekday: bool = True, today: date | None = None
) -> str:
    """Say day and time: "miércoles 3 de diciembre, 4:00 p. m."."""
    words = words_of(language)
    said = day_in_words(moment.date(), language, weekday=weekday, today=today)
    pattern = words.with_time if words else "{date}, {time}"
    return pattern.format(date=said, time=time_in_words(moment.time(), language))


def times_in_words(first: time, last: time, language: str) -> str:
    """Say from when to when on one day: "10:00 a.m. to 1:00 p.m."."""
    words = words_of(language)
    pattern = words.times if words else "{first}–{last}"
    return pattern.format(first=time_in_words(first, language), last=time_in_words(last, language))


@dataclass(frozen=True)
class DateWindow:
    """When something happens, as exactly as it is known.

    Both days known: from the first to the last (one day where they are equal). Only `ends_on`: at
    some time *before* that day. Only `starts_on`: from that day on. Neither: to be announced.
    """

    starts_on: date | None = None
    ends_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("A window may not end before it starts.")

    @property
    def is_announced(self) -> bool:
        return self.starts_on is not None or self.ends_on is not None

    @property
    def sorts_by(self) -> date:
        """The day to sort by: what is not announced comes last."""
        return self.starts_on or self.ends_on or date.max

    def is_over(self, today: date) -> bool:
        if self.starts_on is None:
            return self.ends_on is not None and self.ends_on <= today
        return self.ends_on is not None and self.ends_on < today

    def in_words(self, language: str, *, today: date | None = None) -> str:
        """Say the window, and its note after a comma."""
        return ", ".join(filter(None, [self._said(language, today), self.note]))

    def _said(self, language: str, today: date | None) -> str:
        words = words_of(language) or ENGLISH
        first, last = self.starts_on, self.ends_on
        if first is None and last is None:
            return words.to_be_announced
        if first is None or last is None:
            pattern = words.before if first is None else words.since
            return pattern.format(
                date=day_in_words(first or last or date.max, language, today=today)
            )
        return days_in_words(first, last, language, today=today)


def days_in_words(first: date, last: date, language: str, *, today: date | None = None) -> str:
    """Say from which day to which; month and year are not said twice."""
    words = words_of(language)
    if first == last:
        return day_in_words(first, language, today=today)
    if words is None:
        return f"{first.isoformat()}/{last.isoformat()}"
    if first.year != last.year:
        return words.days.format(
            first=day_in_words(first, language), last=day_in_words(last, language)
        )
    said = words.days.format(first=_day(first, words), last=_day(last, words))
    if first.month == last.month:
        said = _days_of_month(first, last, words)
    return _with_year(said, last, words, today)


def week_of(day: date) -> date:
    """The Monday of the ISO week that the day belongs to."""
    return day - timedelta(days=day.weekday())


def weeks_between(first: date, last: date) -> list[date]:
    """The Mondays of all weeks from the first day's to the last day's, both counted."""
    start, count = week_of(first), (week_of(last) - week_of(first)).days // 7 + 1
    return [start + timedelta(weeks=number) for number in range(count)]


def _day(day: date, words: DateWords) -> str:
    return words.day.format(day=day.day, month=words.months[day.month - 1])


def _with_year(said: str, day: date, words: DateWords, today: date | None) -> str:
    if today is not None and today.year == day.year:
        return said
    return words.with_year.format(date=said, year=day.year)


def _pattern_of_time(at: time, words: DateWords) -> str:
    if at.minute == 0 and at.hour in (0, 12):
        return words.noon if at.hour else words.midnight
    return words.morning if at.hour < 12 else words.afternoon


def _days_of_month(first: date, last: date, words: DateWords) -> str:
    month = words.months[first.month - 1]
    return words.days_of_month.format(first=first.day, last=last.day, month=month)
