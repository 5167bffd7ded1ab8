"""What changed since a day, as the words of a letter to people of the standing list.

A newcomer's mistake: sending it from here. Addresses of the list are sealed; whoever holds a key
reads the draft at the desk, and sends it as any other letter. Who joins by the page of changes
chooses this topic, and leaves by the link under each letter.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.places.counties import state_name
from amparo.policies.addresses import COUNTRY, url_of
from amparo.policies.changing import Change, changes, page_path
from amparo.supporters.models import Topic

TOPIC = "policies"  # its code among those that people of the list choose
MOST = 30  # changes in a letter; the page has the others


def news_since(state: str, since: date) -> list[Change]:
    """What is told of: the latest first."""
    return changes(state, since=since)


def words_of(news: Sequence[Change], state: str, language: str) -> tuple[str, str]:
    """(subject, body) in this language."""
    site = settings.SITE_URL
    with override(language):
        name = state_name(state) if state else _("the whole country")
        told = [_told(each) for each in news[:MOST]]
        page = site + page_path((state or COUNTRY).lower())
        ending = _("Everything, with its sources: %(address)s") % {"address": page}
        subject = _("What changed lately: %(name)s") % {"name": name}
        return subject, "\n\n".join([_("This is what changed lately:"), *told, ending])


def topic_names() -> dict[str, str]:
    """What the topic is called, in every language of the site."""
    return {code: _name(code) for code in settings.SITE_LANGUAGES}


def join_address() -> str:
    """Where one asks for these letters; nothing while the topic is not offered."""
    if not Topic.objects.filter(code=TOPIC, is_offered=True).exists():
        return ""
    return f"{reverse('supporters:join')}?topic={TOPIC}"


def _told(change: Change) -> str:
    """A paragraph: what became of which fact, and the page that has it."""
    said = f"{change.title}. {change.summary}".rstrip(". ")
    return f"{said}.\n{settings.SITE_URL}{url_of(change.fact.government)}"


def _name(language: str) -> str:
    with override(language):
        return _("What governments do with ICE")
