"""One page on a bill, to hand out and to hold up: what it does, where it stands, what we ask."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.bills.drawing import said
from amparo.bills.models import Bill
from amparo.bills.shown import address, asks_of, related, road, steps_of, votes_of
from amparo.lib.dates import day_in_words
from amparo.lib.qrcodes import qr_svg
from amparo.lib.typesetting import typeset
from amparo.lib.typesetting.kept import kept

PRINT = Path(__file__).parent / "print"
MOST_STEPS = 8


@dataclass(frozen=True)
class BillSheet:
    """All that the sheet says, in one language."""

    language: str
    coalition: str
    number: str
    session: str
    title: str
    position: str
    summary: tuple[str, ...]
    why: tuple[str, ...]
    stations: tuple[tuple[str, str, str], ...]  # (name, state, in words)
    steps: tuple[tuple[str, str], ...]
    votes: tuple[str, ...]
    companions: str
    asks: tuple[str, ...]
    checked: str
    address: str


def sheet_of(bill: Bill, coalition: str) -> BillSheet:
    language = get_language() or "en"
    steps, words = steps_of(bill), bill.words
    stations, _drawn = road(bill, steps)
    return BillSheet(
        language=language,
        coalition=coalition,
        number=bill.identifier,
        session=bill.session.name,
        title=bill.name,
        position=str(bill.get_position_display()) if bill.position else "",
        summary=_paragraphs(words.summary if words else ""),
        why=_paragraphs(words.why if words else ""),
        stations=tuple((each.name, each.state, said(each)) for each in stations),
        steps=tuple(
            (
                each.window.in_words(language),
                f"{each.get_kind_display()}. {each.told.words if each.told else each.words}",
            )
            for each in steps[-MOST_STEPS:]
        ),
        votes=tuple(_vote(each.vote) for each in votes_of(bill)[:4]),
        companions=", ".join(f"{each.kind}: {each.identifier}" for each in related(bill)),
        asks=tuple(each.title for each in asks_of(bill)[:4]),
        checked=day_in_words(bill.checked_on, language),
        address=settings.SITE_URL + address(bill),
    )


@kept
def sheet_pdf(sheet: BillSheet) -> bytes:
    drawn = qr_svg(sheet.address, title=sheet.title).replace("currentColor", "black")
    files = {"qr.svg": drawn.encode()}
    return typeset(PRINT / "bill.typ", _data(sheet), language=sheet.language, files=files)


def _data(sheet: BillSheet) -> dict[str, Any]:
    found = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in vars(sheet).items()
    }
    found["stations"] = [{"name": n, "state": s, "said": w} for n, s, w in sheet.stations]
    found["steps"] = [{"when": when, "what": what} for when, what in sheet.steps]
    found["words"] = {
        "does": _("What it does"),
        "why": _("Why this is our position"),
        "stands": _("Where it stands"),
        "happened": _("What has happened"),
        "votes": _("Votes"),
        "asks": _("What you can do"),
        "checked": _("Checked on %(day)s") % {"day": sheet.checked},
        "read": _("Read more, and act:"),
    }
    return found


def _vote(vote: Any) -> str:
    counts = _("%(yes)s yes, %(no)s no") % {"yes": vote.yes_count, "no": vote.no_count}
    day = day_in_words(vote.held_on, get_language() or "en") if vote.held_on else ""
    return ", ".join(filter(None, (day, str(vote.get_chamber_display()), counts)))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split("\n\n") if each.strip())
