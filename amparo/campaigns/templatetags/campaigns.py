"""What templates say of campaigns: a promise in the language that is waited for, windows, years.

A newcomer's mistake: saying the promise in the page's language only. Whoever waits for Spanish
reads Spanish: the sentence stands in the language that it promises.
"""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from amparo.campaigns.models import Promised
from amparo.lib.dates import moment_in_words
from amparo.organizations.models import Membership
from amparo.web.templatetags.web import language_name

register = template.Library()


@dataclass(frozen=True)
class Promise:
    language: str
    words: str


@register.inclusion_tag("campaigns/_promise.html")
def promise(thing: Promised) -> dict[str, Any]:
    """A notice for each language that a campaign or an ask still owes."""
    return {"promises": promises_of(thing)}


def promises_of(thing: Any) -> list[Promise]:
    """Sentences such as "En español a más tardar el lunes 23 de noviembre, 5:00 p. m."."""
    if not thing.has_open_promise:
        return []
    return [_said(thing, code) for code in thing.missing_languages()]


def _said(thing: Any, language: str) -> Promise:
    now = timezone.now()
    with override(language):
        name = language_name(language)
        if thing.is_promise_broken(now):
            words = gettext("This will be in %(language)s too. We are late; it is being written.")
            return Promise(language, words % {"language": name})
        by = timezone.localtime(thing.promised_by)
        moment = moment_in_words(by, language, today=timezone.localdate(now))
        words = gettext("In %(language)s by %(moment)s")
        return Promise(language, words % {"language": name, "moment": moment})


@register.filter
def since(membership: Membership) -> str:
    """Since when an organization belongs: a year where only the year is known, else the window."""
    if membership.since_year:
        return str(membership.since_year)
    window = membership.since
    return window.in_words(get_language() or "en") if window.is_announced else ""
