"""On paper: a platform with its planks, how far each has come and who said what to it; and the kit
for whoever brings a resolution in.

Plain values in, PDF out. A newcomer's mistake: words as they are kept. Their marks become numbers,
and what they cite stands in notes at the end.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from amparo.campaigns.citations import sources_of
from amparo.campaigns.standing import Standing
from amparo.evidence.citing import Notes, notes_for
from amparo.evidence.paper import notes_as_runs, with_numbers
from amparo.lib.dates import day_in_words
from amparo.lib.markup import paragraphs
from amparo.lib.qrcodes import qr_svg
from amparo.lib.typesetting import typeset
from amparo.lib.typesetting.kept import kept
from amparo.pledges.comparing import SIGNS, Cell, Row, compare
from amparo.pledges.models import Platform, Resolution, Step
from amparo.pledges.shown import stands_of
from amparo.web.models import Coalition

PLANKS_ACROSS = 18  # beside a name, on a page of Letter width
PRINT = Path(__file__).parent / "print"


@dataclass(frozen=True)
class PlankOnPaper:
    number: int
    title: str
    body: str
    decider: str
    instrument: str
    stands: tuple[str, ...] = ()  # "Hennepin County: Adopted, May 3, 2026"


@dataclass(frozen=True)
class PersonOnPaper:
    """Somebody who said something: in sentences, and a sign for each plank."""

    name: str
    office: str
    said: tuple[str, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True)
class PlatformPaper:
    """A platform in one language."""

    language: str
    coalition: str
    campaign: str
    title: str
    addressee: str
    ask: str
    vision: str
    priorities: str
    body: str
    planks: tuple[PlankOnPaper, ...]
    text_hash: str
    address: str
    notes: str = "[]"  # runs, as JSON: papers that are kept have to be hashable
    people: tuple[PersonOnPaper, ...] = ()
    as_of: date | None = None  # the day on which people and progress were as they stand here


@dataclass(frozen=True)
class KitPaper:
    """A resolution to be brought in, in one language. `address` is where one tells how it went."""

    language: str
    coalition: str
    campaign: str
    title: str
    addressee: str
    ask: str
    body: str
    steps: str
    text_hash: str
    address: str
    notes: str = "[]"


@kept
def made(paper: PlatformPaper | KitPaper) -> bytes:
    """The paper as a tagged PDF. Raises lib.typesetting.CannotTypeset."""
    template, data_of = _TEMPLATES[type(paper)]
    with override(paper.language):
        data = data_of(paper)
    code = qr_svg(paper.address, title=paper.title).replace("currentColor", "black").encode()
    files = {"qr.svg": code}
    return typeset(PRINT / template, data, language=paper.language, files=files)


def platform_paper(standing: Standing[Platform], language: str, *, today: date) -> PlatformPaper:
    """What the platform says on paper, in the language of the text that there is."""
    text, text_hash = _found(standing, language)
    platform = standing.action
    with override(text.language):
        notes = notes_for(text.words_that_cite, listed=sources_of(platform))
        return PlatformPaper(
            **_head(platform, text),
            **_parts(text, notes),
            planks=tuple(_planks(platform, text.language, notes)),
            people=tuple(_person(row, text.language) for row in compare(platform)),
            as_of=today,
            text_hash=text_hash,
            address=f"{settings.SITE_URL}/{text.language}/platforms/{platform.slug}/?source=paper",
        )


def kit_paper(standing: Standing[Resolution], language: str) -> KitPaper:
    """The resolution and how to bring it in."""
    text, text_hash = _found(standing, language)
    slug = standing.action.slug
    with override(text.language):
        notes = notes_for(text.words_that_cite, listed=sources_of(standing.action))
        return KitPaper(
            **_head(standing.action, text),
            **_parts(text, notes),
            text_hash=text_hash,
            address=f"{settings.SITE_URL}/{text.language}/resolutions/{slug}/?source=paper",
        )


def _found(standing: Standing[Any], language: str) -> tuple[Any, str]:
    found = standing.text_in(language)
    if found is None:
        raise LookupError("a published ask without a text")
    return found


def _head(action: Platform | Resolution, text: Any) -> dict[str, Any]:
    campaign = action.campaign.text()
    return {
        "language": text.language,
        "coalition": Coalition.here().name,
        "campaign": campaign.title if campaign else "",
        "title": text.title,
        "addressee": text.addressee,
        "ask": text.ask,
    }


def _parts(text: Any, notes: Notes) -> dict[str, str]:
    """The parts of a text that may cite, with numbers for their marks; and the notes."""
    parts = {name: with_numbers(notes, getattr(text, name)) for name in text.CITING}
    return {**parts, "notes": json.dumps(notes_as_runs(notes))}


def _planks(platform: Platform, language: str, notes: Notes) -> list[PlankOnPaper]:
    stands = stands_of(platform)
    return [
        PlankOnPaper(
            plank.number,
            text.title,
            with_numbers(notes, text.body),
            text.decider,
            str(plank.get_instrument_display()),
            tuple(_come_to(step, language) for step in stands.get(plank.pk, [])),
        )
        for plank in platform.planks.all()
        if (text := plank.any_text(language))
    ]


def _come_to(step: Step, language: str) -> str:
    said = f"{step.jurisdiction.name}: {step.get_stage_display()}"
    return f"{said}, {day_in_words(step.on, language)}"


def _person(row: Row, language: str) -> PersonOnPaper:
    office = row.office.holder_title or row.office.name
    if row.is_candidate:
        office = _("Candidate for %(office)s") % {"office": office}
    said = [
        f"{pledge.get_scope_display()}, {day_in_words(pledge.given_on, language)}"
        for pledge in row.pledges
    ]
    signs = tuple(each.sign for each in row.cells)
    return PersonOnPaper(row.name, office, (*said, *_by_plank(row)), signs)


def _by_plank(row: Row) -> list[str]:
    """The signs of the table in words, for whoever hears the paper read."""
    if row.is_whole:
        return []
    groups = (
        (_("Pledged or said yes to:"), row.pledged),
        (_("In part:"), row.partly),
        (_("Said no to:"), row.refused),
        (_("Writes of it in a text of their own:"), row.planks(Cell.WRITES)),
    )
    return [
        f"{said} {', '.join(str(plank.number) for plank in planks)}"
        for said, planks in groups
        if planks
    ]


def _tables(paper: PlatformPaper) -> list[dict[str, Any]]:
    """The signs of everybody, so many planks beside each other as a page is wide."""
    parts = [slice(at, at + PLANKS_ACROSS) for at in range(0, len(paper.planks), PLANKS_ACROSS)]
    return [
        {
            "numbers": [str(each.number) for each in paper.planks[part]],
            "rows": [(each.name, *each.signs[part]) for each in paper.people],
        }
        for part in parts
    ]


def _platform_data(paper: PlatformPaper) -> dict[str, Any]:
    return {
        **_common(paper),
        "vision": paragraphs(paper.vision),
        "priorities": paragraphs(paper.priorities),
        "body": paragraphs(paper.body),
        "planks": [
            {
                "number": str(each.number),
                "title": each.title,
                "body": paragraphs(each.body),
                "decides": f"{each.decider} · {each.instrument}",
                "stands": each.stands,
            }
            for each in paper.planks
        ],
        "people": [asdict(each) for each in paper.people],
        "tables": _tables(paper) if paper.people else [],
        "legend": [(SIGNS[cell], str(cell.label)) for cell in Cell],
        "words": {
            **_common_words(),
            "come_to": _("How far it has come:"),
            "behind": _("Who stands behind it"),
            "as_of": _as_of(paper),
            "table": _("Plank by plank"),
            "name": _("Name"),
            "vision": _("Vision"),
            "priorities": _("Priorities"),
            "body": _("Why"),
            "planks": _("Planks"),
            "decides": _("Who decides:"),
            "never": never_the_reverse(),
            "scan": _("How it stands today, with every proof:"),
        },
    }


def _as_of(paper: PlatformPaper) -> str:
    said = _("As written down by %(day)s.")
    return said % {"day": day_in_words(paper.as_of, paper.language)} if paper.as_of else ""


def _kit_data(paper: KitPaper) -> dict[str, Any]:
    return {
        **_common(paper),
        "body": paragraphs(paper.body),
        "steps": paragraphs(paper.steps),
        "words": {
            **_common_words(),
            "resolution": _("Resolution"),
            "brought_by": _("Brought in by"),
            "body_name": _("Body that decides"),
            "decided_on": pgettext("paper", "On"),
            "votes": _("Votes for and against"),
            "chair": _("Signature of whoever presides"),
            "changes": _("What was changed"),
            "steps": _("How to bring it in"),
            "report": _("Afterwards, tell us how it went"),
            "report_why": _(
                "Passed or not, changed or not: every answer counts. It takes two minutes, and"
                " whatever you write of yourself is sealed."
            ),
            "scan": _("Tell us here:"),
        },
    }


def _common(paper: PlatformPaper | KitPaper) -> dict[str, Any]:
    return {
        "coalition": paper.coalition,
        "campaign": paper.campaign,
        "title": paper.title,
        "addressee": paper.addressee,
        "ask": paper.ask,
        "text_hash": paper.text_hash,
        "address": paper.address,
        "notes": json.loads(paper.notes),
    }


def _common_words() -> dict[str, str]:
    return {
        "of": pgettext("paper", "of"),
        "text_hash": _("SHA-256 of the text:"),
        "notes": _("Sources"),
    }


def never_the_reverse() -> str:
    """The sentence that stands wherever a pledge is shown."""
    return _(
        "Candidates and officials may endorse this platform. We write down who did, and we endorse"
        " nobody."
    )


_TEMPLATES: dict[type, tuple[str, Callable[[Any], dict[str, Any]]]] = {
    PlatformPaper: ("platform.typ", _platform_data),
    KitPaper: ("kit.typ", _kit_data),
}
