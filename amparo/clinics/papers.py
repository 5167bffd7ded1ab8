"""Paper of this room: the sheet of legal providers, and the attorneys' sheet of one day.

Plain values in, PDF out. A newcomer's mistake: keeping the day sheet. It holds names; it is made
for one answer and forgotten.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from amparo.clinics import directory
from amparo.clinics.directory import Asked, Listed
from amparo.lib.dates import day_in_words
from amparo.lib.qrcodes import qr_svg
from amparo.lib.typesetting import typeset
from amparo.lib.typesetting.kept import kept
from amparo.places.counties import county_name
from amparo.web.models import Coalition
from amparo.web.templatetags.web import phone

PRINT = Path(__file__).parent / "print"


@dataclass(frozen=True)
class DayRow:
    """One hour on the attorneys' sheet."""

    hour: str
    table: str
    name: str
    phone: str
    spoken: str
    note: str


@dataclass(frozen=True)
class DaySheet:
    """One attorney's people; with "" for a table, everybody's."""

    table: str
    rows: Sequence[DayRow]


def referral_pdf(asked: Asked, languages: Sequence[str], *, today: date) -> bytes:
    """The directory, or what was asked of it, a part for each language."""
    sides = [_referral_side(asked, code) for code in languages]
    files = {"qr.svg": _qr(languages[0])}
    with override(languages[0]):
        data = {
            "title": _("Legal help"),
            "coalition": Coalition.here().name,
            "sides": sides,
        }
    return _referrals(json.dumps(data), languages[0], files["qr.svg"])


def day_pdf(*, title: str, when: str, sheets: Sequence[DaySheet], language: str) -> bytes:
    """The attorneys' sheets of one day, each on a page of its own. Never kept."""
    with override(language):
        data = {
            "title": title,
            "coalition": Coalition.here().name,
            "when": when,
            "sheets": [
                {"table": sheet.table, "rows": [astuple(row) for row in sheet.rows]}
                for sheet in sheets
            ],
            "columns": [
                pgettext("day sheet", "Hour"),
                pgettext("day sheet", "With"),
                pgettext("day sheet", "Name"),
                pgettext("day sheet", "Telephone"),
                pgettext("day sheet", "Language"),
                pgettext("day sheet", "Came"),
            ],
            "mind": _("Names of people who trusted us. Shred this sheet after the clinic."),
        }
        return typeset(PRINT / "day.typ", data, language=language)


@kept
def _referrals(data: str, language: str, code: bytes) -> bytes:
    template = PRINT / "referrals.typ"
    return typeset(template, json.loads(data), language=language, files={"qr.svg": code})


def _referral_side(asked: Asked, language: str) -> dict[str, Any]:
    with override(language):
        listed = directory.found(asked)
        address = settings.SITE_URL + reverse("clinics:providers")
        return {
            "language": language.split("-")[0],
            "title": _("Legal help"),
            "lede": _(
                "Free and low-cost legal help with immigration. Only a lawyer, or somebody whom"
                " the government accredits, may advise you; a notary may not."
            ),
            "providers": [_printed(each, language) for each in listed],
            "scan": _("The newest list, and more filters:"),
            "address": address,
            "none": _("Nobody in our list fits. Call us, and we will look together."),
        }


def _printed(listed: Listed, language: str) -> dict[str, Any]:
    provider, text = listed.provider, listed.text
    where = [provider.address, county_name(provider.county) if provider.county else ""]
    return {
        "name": provider.name,
        "phone": phone(provider.phone),
        "where": ", ".join(filter(None, where)),
        "services": ", ".join(listed.services),
        "languages": ", ".join(listed.languages),
        "cost": listed.cost,
        "hours": text.hours if text else "",
        "note": text.note if text else "",
        "checked": _("Checked on %(day)s") % {"day": day_in_words(provider.checked_on, language)},
    }


def _qr(language: str) -> bytes:
    with override(language):
        address = settings.SITE_URL + reverse("clinics:providers")
        svg = qr_svg(address, title=_("Legal help"))
    return svg.replace("currentColor", "black").encode()
