"""Releases and briefs on paper: tagged PDF with their notes at the end.

A newcomer's mistake: the public paper of a release under embargo. There is none: `release_pdf` is
called for what is out, and for the desk with `is_held`, which says so across its head.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from amparo.evidence.citing import notes_for
from amparo.evidence.paper import notes_as_runs
from amparo.lib.dates import day_in_words, moment_in_words
from amparo.lib.markup import to_html
from amparo.lib.typesetting import typeset
from amparo.lib.typesetting.kept import kept
from amparo.lib.typesetting.rich import blocks_of
from amparo.pages.models import BriefPage, ReleasePage, SeriesPage
from amparo.web.models import Coalition
from amparo.web.templatetags.web import phone

PRINT = Path(__file__).parent / "print"


def release_pdf(page: ReleasePage, now: datetime) -> bytes:
    """The release as journalists get it."""
    with override(page.language):
        return _set("release.typ", page.language, _release(page, now))


def brief_pdf(page: BriefPage, series: SeriesPage) -> bytes:
    with override(page.language):
        return _set("brief.typ", page.language, _brief(page, series))


def _set(template: str, language: str, data: dict[str, Any]) -> bytes:
    return _typeset_once(template, language, _Frozen(data))


class _Frozen:
    """Data that is the same where it says the same, so that one paper is set once."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.said = repr(data)

    def __hash__(self) -> int:
        return hash(self.said)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and self.said == other.said


@kept
def _typeset_once(template: str, language: str, frozen: _Frozen) -> bytes:
    return typeset(PRINT / template, frozen.data, language=language)


def _release(page: ReleasePage, now: datetime) -> dict[str, Any]:
    here, language = Coalition.here().text(page.language), page.language
    issued = day_in_words(page.issued_on, language)
    return {
        "coalition": here.name,
        "title": page.title,
        "timing": timing(page, now),
        "is_held": page.is_held(now),
        "dateline": " – ".join(filter(None, [page.dateline, issued])),
        "contacts": [_contact(each.value) for each in page.contacts],
        "about": blocks_of(to_html(here.about)),
        "address": "" if page.is_held(now) else (page.full_url or settings.SITE_URL),
        "words": {
            "contact": pgettext("press", "Contact"),
            "about": _("About us"),
            "notes": _("Sources"),
            "end": "###",
            "of": pgettext("paper", "of"),
        },
        **_text(page),
    }


def timing(page: ReleasePage, now: datetime) -> str:
    """When it may be told: at once, not before an hour, or since then."""
    if page.embargo_until is None:
        return _("For immediate release")
    moment = moment_in_words(timezone.localtime(page.embargo_until), page.language)
    if page.is_held(now):
        return _("Embargoed: not before %(moment)s") % {"moment": moment}
    return _("For release from %(moment)s on") % {"moment": moment}


def _contact(contact: Any) -> dict[str, str]:
    return {
        "name": ", ".join(filter(None, [contact["name"], contact["role"]])),
        "phone": phone(contact["phone"]) if contact["phone"] else "",
        "email": contact["email"],
    }


def _brief(page: BriefPage, series: SeriesPage) -> dict[str, Any]:
    said = _("%(series)s, number %(number)s") % {"series": series.title, "number": page.number}
    return {
        "coalition": Coalition.here().text(page.language).name,
        "title": page.title,
        "series": said,
        "date": day_in_words(page.issued_on, page.language),
        "address": page.full_url or settings.SITE_URL,
        "words": {"notes": _("Sources"), "of": pgettext("paper", "of")},
        **_text(page),
    }


def _text(page: Any) -> dict[str, Any]:
    notes = notes_for(page.words_that_cite())
    return {
        "lede": blocks_of(f"<p>{escape(page.lede)}</p>", notes.runs) if page.lede else [],
        "body": blocks_of(page.whole_html(), notes.runs),
        "notes": notes_as_runs(notes),
    }
