"""What to paste into another site, on the page of every ask at the desk.

A newcomer's mistake: a snippet of an ask that is not public yet. The host's page would be empty.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from amparo.campaigns.actions import Action
from amparo.campaigns.embedding import HOST, snippets_of
from amparo.campaigns.kinds import all_kinds
from amparo.desk.asks import AskPanel, register_panel
from amparo.supporters.sources import clean_source
from amparo.web.templatetags.web import language_name


def register() -> None:
    register_panel(_panel)


def _panel(request: HttpRequest, found: Action, may_change: bool) -> AskPanel | None:
    """In each language in which it is open; ?source= is put into what is pasted."""
    now = timezone.now()
    kind = next((kind for kind in all_kinds() if kind.code == found.KIND), None)
    if kind is None or not found.is_open(now):
        return None
    source = clean_source(request.GET.get("source", "")) or HOST
    shown = [
        (code, language_name(code).capitalize(), snippets_of(kind.path(found, code), title, source))
        for code in settings.SITE_LANGUAGES
        if found.is_public_in(code, now) and (title := _title(found, code))
    ]
    context = {"languages": shown, "source": source, "is_asked": "source" in request.GET}
    return AskPanel("desk/asks/embed.html", context) if shown else None


def _title(found: Action, language: str) -> str:
    text = found.any_text(language)
    return text.title if text else ""
