"""A letter on paper: head, addressees, text, everybody who signed, copies.

Plain values in, PDF out: nothing here reads a table. The template stands in print/.
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
from amparo.lib.typesetting import typeset, typeset_png
from amparo.lib.typesetting.rich import Run
from amparo.signons.listing import Group, Signer
from amparo.web.numbers import in_digits

TEMPLATE = Path(__file__).parent / "print" / "letter.typ"


@dataclass(frozen=True)
class Counts:
    organizations: int
    offices: int = 0
    individuals: int = 0


@dataclass(frozen=True)
class Print:
    """All that one print in one language says. `individuals` are names that may be shown."""

    language: str
    coalition: str
    hosts: Sequence[str]
    is_statement: bool
    title: str
    dated_on: date
    recipients: Sequence[Sequence[str]]  # the lines of each
    salutation: str
    ask: str
    body: str
    closing: str
    groups: Sequence[Group]
    counts: Counts
    individuals: Sequence[str]
    copies: Sequence[str]
    number: int  # 0: not frozen yet
    frozen_on: date | None
    text_hash: str
    notes: Sequence[Sequence[Run]] = ()


def letter_pdf(made: Print) -> bytes:
    """The print as a tagged PDF with numbered pages."""
    return typeset(TEMPLATE, _data(made), language=made.language)


def letter_preview(made: Print) -> list[bytes]:
    """Its pages as PNG."""
    return typeset_png(TEMPLATE, _data(made), language=made.language)


def counts_sentence(counts: Counts) -> str:
    """ "213 organizations and 4 officials", in the language of the moment."""
    said = [_organizations(counts.organizations)] if counts.organizations else []
    if counts.offices:
        words = ngettext(
            "%(count)s person by office", "%(count)s people by their office", counts.offices
        )
        said.append(words % {"count": in_digits(counts.offices)})
    if counts.individuals:
        words = ngettext("%(count)s individual", "%(count)s individuals", counts.individuals)
        said.append(words % {"count": in_digits(counts.individuals)})
    if len(said) < 2:
        return said[0] if said else _organizations(0)
    return _("%(first)s and %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]}


def _organizations(count: int) -> str:
    words = ngettext("%(count)s organization", "%(count)s organizations", count)
    return words % {"count": in_digits(count)}


def _data(made: Print) -> dict[str, Any]:
    with override(made.language):
        return {
            "coalition": made.coalition,
            "hosts": list(made.hosts),
            "is_statement": made.is_statement,
            "title": made.title,
            "date": day_in_words(made.dated_on, made.language),
            "recipients": [list(lines) for lines in made.recipients],
            "salutation": made.salutation,
            "ask": made.ask,
            "body": paragraphs(made.body),
            "notes": list(made.notes),
            "closing": made.closing,
            "signed": _("Signed by %(counts)s") % {"counts": counts_sentence(made.counts)},
            "groups": [_group(group) for group in made.groups],
            "individuals": list(made.individuals),
            "copies": list(made.copies),
            "edition": _edition(made),
            "text_hash": made.text_hash,
            "words": {
                "of": pgettext("paper", "of"),
                "copies": _("Copies to"),
                "individuals": _("Individuals who let their names be shown"),
                "text_hash": _("SHA-256 of the text:"),
                "notes": _("Sources"),
            },
        }


def _group(group: Group) -> dict[str, Any]:
    return {"title": group.title, "signers": [_signer(each) for each in group.signers]}


def _signer(signer: Signer) -> dict[str, str]:
    said = {"name": signer.named, "beside": signer.beside}
    return {**said, "website": signer.website, "site": signer.site}


def _edition(made: Print) -> str:
    if made.frozen_on is None:
        return _("Preview, not frozen")
    day = day_in_words(made.frozen_on, made.language)
    return _("Print no. %(number)d of %(day)s") % {"number": made.number, "day": day}
