"""The telephones of an office or an official in the order in which a caller should try them.

A newcomer's mistake: showing every number alike. Where an office answers in the caller's language
on a line of its own, that one comes first; a number that stands twice is shown once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from amparo.lib.phones import national_phone, tel_href
from amparo.officials.models import Office, Official, Purpose, Reachable
from amparo.web.templatetags.web import language_said


@dataclass(frozen=True)
class Number:
    phone: str  # E.164
    purpose: Purpose
    language: str = ""  # "" where any is spoken, or unknown


@dataclass(frozen=True)
class Dialed:
    """A telephone as a link, as people write it, and what it is for."""

    href: str
    shown: str
    use: str


def dialed_of(office: Office, official: Official | None, language: str) -> list[Dialed]:
    """Their telephones; what each is for is said where there is more than one."""
    numbers = numbers_of(office, official, language)
    return [_dialed(number, with_use=len(numbers) > 1) for number in numbers]


def numbers_of(office: Office, official: Official | None, language: str) -> list[Number]:
    """Every telephone, each once: lines of `language` first, those of another language last."""
    found: dict[str, Number] = {}
    for number in _all(office, official):
        known = found.get(number.phone)
        if known is None or (number.language and not known.language):
            found[number.phone] = number
    return sorted(found.values(), key=lambda number: _rank(number, language))


def _all(office: Office, official: Official | None) -> Iterator[Number]:
    if official is not None:
        yield from _own(official)
    yield from _own(office)
    for line in office.lines.all():
        yield Number(line.phone, Purpose(line.purpose), line.language)


def _own(reached: Reachable) -> Iterator[Number]:
    if reached.phone:
        yield Number(reached.phone, Purpose.MAIN)
    if reached.toll_free_phone:
        yield Number(reached.toll_free_phone, Purpose.TOLL_FREE)


def _rank(number: Number, language: str) -> int:
    return 1 if not number.language else 0 if number.language == language else 2


def _dialed(number: Number, *, with_use: bool) -> Dialed:
    use = str(number.purpose.label) if with_use else ""
    if number.language:
        use = ", ".join(part for part in (language_said(number.language), use) if part)
    return Dialed(tel_href(number.phone), national_phone(number.phone), use)
