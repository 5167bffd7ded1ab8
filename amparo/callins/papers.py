"""A call-in day on paper: whom to call, what to say, and a place to note the answer; the letter.

Plain values in, PDF out: nothing here reads a table. The templates stand in print/.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from amparo.lib.qrcodes import qr_svg
from amparo.lib.typesetting import typeset, typeset_png
from amparo.lib.typesetting.kept import kept

PRINT = Path(__file__).parent / "print"
FEW = 3  # targets that have a row of their own to note what was heard


@dataclass(frozen=True)
class ToCall:
    """One to call: who, with what title, on which numbers; `only` names whose people should."""

    name: str
    title: str
    numbers: tuple[tuple[str, str], ...]  # (number as it is dialed, what it is for)
    only: str = ""
    is_fallback: bool = False


@dataclass(frozen=True)
class CallSheet:
    """What one holds in the hand while calling, in one language."""

    language: str
    coalition: str
    campaign: str
    title: str
    ask: str
    when: str
    callers: str
    targets: tuple[ToCall, ...]
    opening: str
    points: tuple[str, ...]
    closing: str
    voicemail: str
    address: str


@dataclass(frozen=True)
class PrintedLetter:
    """A letter to sign and to send, with room for a name and a town."""

    language: str
    title: str
    recipient: tuple[str, ...]
    day: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str


@kept
def sheet_pdf(sheet: CallSheet) -> bytes:
    """The sheet as a tagged PDF: one page while a dozen are called, more where there are more."""
    return typeset(
        PRINT / "sheet.typ", _sheet_data(sheet), language=sheet.language, files=_qr(sheet)
    )


def sheet_preview(sheet: CallSheet) -> list[bytes]:
    """The sheet's pages as PNG."""
    return typeset_png(
        PRINT / "sheet.typ", _sheet_data(sheet), language=sheet.language, files=_qr(sheet)
    )


@kept
def letter_pdf(letter: PrintedLetter) -> bytes:
    """The letter as a tagged PDF of one page or more."""
    return typeset(PRINT / "letter.typ", _letter_data(letter), language=letter.language)


def letter_preview(letter: PrintedLetter) -> list[bytes]:
    """The letter's pages as PNG."""
    return typeset_png(PRINT / "letter.typ", _letter_data(letter), language=letter.language)


def _qr(sheet: CallSheet) -> dict[str, bytes]:
    drawn = qr_svg(sheet.address, title=sheet.title).replace("currentColor", "black")
    return {"qr.svg": drawn.encode()}


def _sheet_data(sheet: CallSheet) -> dict[str, Any]:
    with override(sheet.language):
        return {
            "coalition": sheet.coalition,
            "campaign": sheet.campaign,
            "title": sheet.title,
            "ask": sheet.ask,
            "when": sheet.when,
            "callers": sheet.callers,
            "targets": [_target(each) for each in sheet.targets],
            "rows": [each.name for each in sheet.targets[:FEW]]
            if len(sheet.targets) <= FEW
            else [],
            "opening": sheet.opening,
            "points": list(sheet.points),
            "closing": sheet.closing,
            "voicemail": sheet.voicemail,
            "address": sheet.address,
            "words": _words(),
        }


def _target(target: ToCall) -> dict[str, Any]:
    return {
        "name": target.name,
        "title": target.title,
        "numbers": [{"phone": phone, "use": use} for phone, use in target.numbers],
        "only": target.only,
        "fallback": target.is_fallback,
    }


def _words() -> dict[str, str]:
    return {
        "call": _("Call"),
        "fallback": _("If nobody answers"),
        "say": _("What to say"),
        "voicemail": _("If you reach the voicemail"),
        "notes": _("How did it go?"),
        "office": pgettext("paper", "Whom I called"),
        "outcome": pgettext("paper", "What happened"),
        "heard": pgettext("paper", "What they said"),
        "outcomes": _("□ spoke   □ left a message   □ no answer"),
        "report": _("Tell us on this page, without an account:"),
    }


def _letter_data(letter: PrintedLetter) -> dict[str, Any]:
    with override(letter.language):
        return {
            "title": letter.title,
            "recipient": list(letter.recipient),
            "date": letter.day,
            "salutation": letter.salutation,
            "paragraphs": list(letter.paragraphs),
            "closing": letter.closing,
            "words": {
                "name": _("Name"),
                "town": _("City or town"),
                "signature": pgettext("paper", "Signature"),
            },
        }
