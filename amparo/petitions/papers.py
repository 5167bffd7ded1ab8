"""A petition on paper: the sheet that people sign by hand, and the packet that is handed over.

Plain values in, PDF out: nothing here reads a table, so nobody's name can come onto paper except
those that the caller put into `Packet.names`. The templates stand in print/.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from amparo.lib.dates import day_in_words
from amparo.lib.markup import paragraphs
from amparo.lib.qrcodes import qr_svg
from amparo.lib.typesetting import typeset, typeset_png
from amparo.lib.typesetting.kept import kept
from amparo.lib.typesetting.rich import Run
from amparo.web.numbers import in_digits

PRINT = Path(__file__).parent / "print"


@dataclass(frozen=True)
class Sheet:
    """What one signs, in one language. `address` is the page to sign on; `kept` what we keep."""

    language: str
    coalition: str
    campaign: str
    title: str
    addressee: str
    ask: str
    body: str
    address: str
    kept: str = ""


@dataclass(frozen=True)
class Town:
    """How many signed in one place; an empty name is "elsewhere or not said"."""

    name: str
    online: int
    paper: int = 0

    @property
    def total(self) -> int:
        return self.online + self.paper


@dataclass(frozen=True)
class Packet:
    """What is handed over. `names` holds (name, town) of those alone who let them be shown."""

    language: str
    coalition: str
    sender: Sequence[str]
    recipient: Sequence[str]
    delivered_on: date
    salutation: str
    letter: str
    closing: str
    signers: Sequence[tuple[str, str]]
    title: str
    addressee: str
    ask: str
    body: str
    text_hash: str
    towns: Sequence[Town]
    names: Sequence[tuple[str, str]]
    notes: Sequence[Sequence[Run]] = ()


@kept
def sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet as a tagged PDF: one page, or two where the text is long."""
    return typeset(
        PRINT / "sheet.typ", _sheet_data(sheet), language=sheet.language, files=_qr(sheet)
    )


def sheet_preview(sheet: Sheet) -> list[bytes]:
    """The sheet's pages as PNG."""
    return typeset_png(
        PRINT / "sheet.typ", _sheet_data(sheet), language=sheet.language, files=_qr(sheet)
    )


def packet_pdf(packet: Packet) -> bytes:
    """The packet as a tagged PDF with numbered pages."""
    return typeset(PRINT / "packet.typ", _packet_data(packet), language=packet.language)


def packet_preview(packet: Packet) -> list[bytes]:
    """The packet's pages as PNG."""
    return typeset_png(PRINT / "packet.typ", _packet_data(packet), language=packet.language)


def _qr(sheet: Sheet) -> dict[str, bytes]:
    return {
        "qr.svg": qr_svg(sheet.address, title=sheet.title).replace("currentColor", "black").encode()
    }


def _sheet_data(sheet: Sheet) -> dict[str, Any]:
    with override(sheet.language):
        return {
            "coalition": sheet.coalition,
            "campaign": sheet.campaign,
            "title": sheet.title,
            "addressee": sheet.addressee,
            "ask": sheet.ask,
            "body": paragraphs(sheet.body),
            "address": sheet.address,
            "kept": sheet.kept or _kept(sheet.coalition),
            "words": _sheet_words(),
        }


def _kept(coalition: str) -> str:
    return _(
        "What happens with this sheet: %(coalition)s counts the lines and hands the sheet to the"
        " office named above. Nobody copies your name into a computer. Telephone or e-mail is"
        " needed only if you want to hear how it went."
    ) % {"coalition": coalition}


def _sheet_words() -> dict[str, str]:
    return {
        "to": pgettext("paper", "To"),
        "name": _("Name, in capitals"),
        "town": _("City or town"),
        "contact": _("Telephone or e-mail (not required)"),
        "signature": pgettext("paper", "Signature"),
        "scan": _("Or sign with your telephone:"),
        "for_us": _("For whoever counts"),
        "counted_by": _("Counted by"),
        "counted_on": pgettext("paper", "On"),
        "count": _("How many lines"),
        "kept_at": _("Where the sheet is kept"),
        "turn": _("Please turn over and sign on the back."),
    }


def _packet_data(packet: Packet) -> dict[str, Any]:
    with override(packet.language):
        return {
            "coalition": packet.coalition,
            "sender": list(packet.sender),
            "recipient": list(packet.recipient),
            "date": day_in_words(packet.delivered_on, packet.language),
            "salutation": packet.salutation,
            "letter": paragraphs(packet.letter),
            "closing": packet.closing,
            "signers": [{"name": name, "role": role} for name, role in packet.signers],
            "title": packet.title,
            "addressee": packet.addressee,
            "ask": packet.ask,
            "body": paragraphs(packet.body),
            "notes": list(packet.notes),
            "text_hash": packet.text_hash,
            "counts": _counts(packet.towns),
            "names": [{"name": name, "town": town} for name, town in packet.names],
            "names_sentence": _names_sentence(len(packet.names)),
            "enclosures": _enclosures(packet),
            "words": _packet_words(),
        }


def _counts(towns: Sequence[Town]) -> dict[str, Any]:
    online, paper = sum(town.online for town in towns), sum(town.paper for town in towns)
    named = sorted((town for town in towns if town.name), key=lambda town: (-town.total, town.name))
    rows = [*named, *(town for town in towns if not town.name)]
    most = max((town.total for town in rows), default=0) or 1
    return {
        "sentence": _signatures(online + paper),
        "sums": [
            {"count": in_digits(online), "name": _("on the website")},
            {"count": in_digits(paper), "name": _("on paper")},
        ],
        "headers": [
            _("City or town"),
            pgettext("paper", "Website"),
            pgettext("paper", "Paper"),
            pgettext("paper", "Together"),
        ],
        "rows": [
            _figures(town.name or _("Elsewhere, or not said"), town.online, town.paper)
            for town in rows
        ],
        "shares": [town.total / most for town in rows],
        "total": _figures(pgettext("paper", "Together"), online, paper),
        "note": _(
            "Each signature on the website was confirmed by whoever signed. Signatures on paper"
            " were counted by hand."
        ),
    }


def _figures(name: str, online: int, paper: int) -> list[str]:
    return [name, *(in_digits(count) for count in (online, paper, online + paper))]


def _signatures(count: int) -> str:
    words = ngettext("%(count)s person signed", "%(count)s people signed", count)
    return words % {"count": in_digits(count)}


def _names_sentence(count: int) -> str:
    words = ngettext(
        "%(count)s person who lets the name be shown",
        "%(count)s people who let their names be shown",
        count,
    )
    return words % {"count": in_digits(count)}


def _enclosures(packet: Packet) -> list[str]:
    listed = [_("text of the petition"), _("count by city and town")]
    return [*listed, _("names that may be shown")] if packet.names else listed


def _packet_words() -> dict[str, str]:
    return {
        "to": pgettext("paper", "To"),
        "of": pgettext("paper", "of"),
        "enclosed": _("Enclosed:"),
        "text": _("The text that people signed"),
        "counts": _("How many, and where"),
        "names": _("Names that may be shown"),
        "text_hash": _("SHA-256 of the text:"),
        "notes": _("Sources"),
        "handed_over": _("Handed over"),
        "handed_over_ask": _("Please confirm that your office has received this petition."),
        "received_by": _("Received by"),
        "office": pgettext("paper", "Office"),
        "received_on": _("Day and time"),
        "received_signature": pgettext("paper", "Signature"),
    }
