"""One government on paper: what it does with ICE, by which sources, and who decides.

Plain values in, PDF out: `sheet_of` reads the page, print/ sets it in black on white.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from amparo.evidence.models import Source
from amparo.lib.dates import day_in_words
from amparo.lib.maps.drawing import located
from amparo.lib.maps.sheets import state_sheet
from amparo.lib.qrcodes import qr_svg
from amparo.lib.typesetting import typeset, typeset_png
from amparo.lib.typesetting.kept import kept
from amparo.places.counties import state_name
from amparo.policies.addresses import url_of
from amparo.policies.custody import Chain, Verdict
from amparo.policies.models import Fact, Part
from amparo.policies.shown import Answered, Page
from amparo.policies.wording import time_of
from amparo.web.models import Coalition
from amparo.web.templatetags.web import phone

PRINT = Path(__file__).parent / "print"


@dataclass(frozen=True)
class Told:
    """A factor on paper: what is written and what is done, each with the numbers of its sources."""

    factor: str
    written: tuple[str, ...]
    practice: tuple[str, ...]
    contradicts: bool = False


@dataclass(frozen=True)
class Decider:
    office: str
    people: tuple[str, ...]
    reach: tuple[str, ...]


@dataclass(frozen=True)
class PolicySheet:
    """One government, in one language."""

    language: str
    coalition: str
    title: str
    state: str
    fips: str
    day: str
    custody: tuple[str, ...]
    verdict: str
    topics: tuple[tuple[str, tuple[Told, ...]], ...]
    deciders: tuple[Decider, ...]
    sources: tuple[str, ...]
    unknown: tuple[str, ...]
    address: str
    has_examples: bool = False


@kept
def sheet_pdf(sheet: PolicySheet) -> bytes:
    """The sheet as a tagged PDF on US Letter."""
    return typeset(PRINT / "sheet.typ", _data(sheet), language=sheet.language, files=_files(sheet))


def sheet_preview(sheet: PolicySheet) -> list[bytes]:
    """The sheet's pages as PNG."""
    return typeset_png(
        PRINT / "sheet.typ", _data(sheet), language=sheet.language, files=_files(sheet)
    )


def sheet_of(page: Page, today: date) -> PolicySheet:
    """What the page says, for paper, in the language of the moment."""
    language = get_language() or settings.LANGUAGE_CODE
    sources = _Sources()
    place = page.place
    chain = next((each for each in page.chains if len(each.links) > 1 or each.ends_at), None)
    return PolicySheet(
        language=language,
        coalition=Coalition.here().name,
        title=place.name,
        state=state_name(place.state),
        fips=place.fips,
        day=day_in_words(today, language),
        custody=tuple(_stations(chain, sources)) if chain else (),
        verdict=_verdict(chain) if chain else "",
        topics=(
            *(
                (section.name, tuple(_told(each, sources) for each in section.answered))
                for section in page.sections
            ),
            *_programs(page, sources),
        ),
        deciders=tuple(_deciders(page)),
        sources=tuple(sources.said),
        unknown=tuple(factor.name for factor in page.unknown),
        address=settings.SITE_URL + url_of(place),
        has_examples=page.has_examples,
    )


class _Sources:
    """Sources by number, in the order in which they are first named."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._numbers: dict[Any, int] = {}

    def number(self, source: Source) -> int:
        if source.pk not in self._numbers:
            self.said.append(_source(source))
            self._numbers[source.pk] = len(self.said)
        return self._numbers[source.pk]


def _source(source: Source) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    published = day_in_words(source.published_on, language) if source.published_on else ""
    read = _("read on %(day)s") % {"day": day_in_words(source.read_on, language)}
    return ", ".join(filter(None, [source.title, source.publisher, published, source.url, read]))


def _told(each: Answered, sources: _Sources) -> Told:
    return Told(
        each.factor.name,
        tuple(_line(fact, sources) for fact in each.written),
        tuple(_line(fact, sources) for fact in each.practice),
        each.contradicts,
    )


def _programs(page: Page, sources: _Sources) -> Iterable[tuple[str, tuple[Told, ...]]]:
    """What it did about each program, as one more topic."""
    rows = [
        Told(program.name, tuple(_step(part, sources) for part in parts), (), False)
        for program, parts in page.parts
    ]
    if rows:
        yield _("Federal programs"), tuple(rows)


def _step(part: Part, sources: _Sources) -> str:
    day = day_in_words(part.on, get_language() or settings.LANGUAGE_CODE)
    example = " (" + _("example") + ")" if part.is_example else ""
    return f"{day}: {part.get_role_display()}{example} [{sources.number(part.source)}]"


def _line(fact: Fact, sources: _Sources) -> str:
    numbers = ", ".join(str(sources.number(cited.source)) for cited in fact.cited_sources.all())
    example = " (" + _("example") + ")" if fact.is_example else ""
    note = f" {fact.note}" if fact.note else ""
    return f"{fact.value.name}{example}, {time_of(fact)}.{note} [{numbers}]"


def _verdict(chain: Chain) -> str:
    said = str(chain.verdict.label)
    if chain.verdict == Verdict.ENDS and chain.ends_at:
        return f"{said}: {chain.ends_at.place.name}"
    return said


def _stations(chain: Chain, sources: _Sources) -> Iterable[str]:
    for link in chain.links:
        harming = "; ".join(f"{fact.factor.name}: {fact.value.name}" for fact in link.harming)
        if link.custody is None:
            yield ". ".join(filter(None, [link.place.name, harming]))
            continue
        said = _("Whoever %(agency)s arrests is booked into %(jail)s.") % {
            "agency": link.custody.agency.name, "jail": link.place.name,
        }  # fmt: skip
        yield f"{said} [{sources.number(link.custody.source)}] {harming}".strip()


def _deciders(page: Page) -> Iterable[Decider]:
    for office in page.offices:
        people = [each.name for each in office.officials.all() if each.left_on is None]
        phones = [office.phone, office.toll_free_phone]
        phones += [line.phone for line in office.lines.all()]
        reach = [phone(number) for number in dict.fromkeys(filter(None, phones))]
        yield Decider(
            office.name,
            tuple(people),
            (*reach, *filter(None, [office.email, office.website])),
        )


def _files(sheet: PolicySheet) -> dict[str, bytes]:
    drawn = qr_svg(sheet.address, title=sheet.title).replace("currentColor", "black")
    files = {"qr.svg": drawn.encode()}
    paper = state_sheet(sheet.fips[:2]) if len(sheet.fips) == 5 else None
    if paper is not None:
        files["map.svg"] = located(paper, sheet.fips).encode()
    return files


def _data(sheet: PolicySheet) -> dict[str, Any]:
    with override(sheet.language):
        return {
            "title": sheet.title,
            "coalition": sheet.coalition,
            "state": sheet.state,
            "as_of": _("What is known as of %(day)s") % {"day": sheet.day},
            "map": "map.svg" if "map.svg" in _files(sheet) else "",
            "verdict": sheet.verdict,
            "custody": list(sheet.custody),
            "topics": [{"name": name, "rows": [_row(row) for row in rows]}
                       for name, rows in sheet.topics],
            "deciders": [vars(each) for each in sheet.deciders],
            "sources": list(sheet.sources),
            "unknown": ", ".join(sheet.unknown),
            "address": sheet.address,
            "words": _words(sheet),
        }  # fmt: skip


def _row(row: Told) -> dict[str, Any]:
    return {
        "factor": row.factor,
        "written": _lines(row.written),
        "practice": _lines(row.practice),
        "contradicts": row.contradicts,
    }


def _lines(said: Sequence[str]) -> str:
    return "\n".join(said) or "–"


def _words(sheet: PolicySheet) -> dict[str, str]:
    place = {"name": sheet.title, "state": sheet.state}
    return {
        "lede": _("What it does with ICE, since when, and by which source."),
        "factor": _("Question"),
        "written": _("In writing"),
        "practice": _("In practice"),
        "contradicts": _("contradictory"),
        "deciders": _("Who decides, and how to reach them"),
        "sources": _("Sources"),
        "unknown": _("Not known yet"),
        "examples": _("What is marked as an example is invented, to show how it looks.")
        if sheet.has_examples
        else "",
        "map": _("Where %(name)s lies in %(state)s") % place,
        "page": _("The newest, with every quotation:"),
    }
