"""All posts; and languages in step: which pages lack a twin, or differ from it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.accounts.models import Role, User
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    desk_view,
    show_list,
)
from amparo.desk.press.addresses import edit_url
from amparo.desk.today import Todo
from amparo.lib.twins.facts import Fact
from amparo.pages.announced import path_of
from amparo.pages.models import NewsPage
from amparo.pages.parity import Gap, gaps
from amparo.web.templatetags.web import language_name


@desk_view(Role.ORGANIZER)
def posts(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("News"),
        icon="doc-full-inverse",
        rows=NewsPage.objects.select_related("locale").order_by("-posted_on", "-pk"),
        columns=[
            Column("title", _("Title"), _edit_link, sort="title"),
            Column(
                "language", _("Language"), lambda page: language_name(page.locale.language_code)
            ),
            Column("date", _("Date"), lambda page: page.posted_on, sort="posted_on"),
            Column("state", _("State"), lambda page: _("Published") if page.live else _("Draft")),
            Column("announce", "", _announce_link),
        ],
        export_name="news",
        filters=[Filter("language", _("Language"), _languages(), _in_language)],
        search=lambda rows, words: rows.filter(title__icontains=words),
        buttons=[Button(_("Post news"), reverse("desk:post"), "plus", is_primary=True)],
        empty=_("Nothing has been posted yet. Two minutes are enough for a first post."),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def languages(request: HttpRequest) -> HttpResponse:
    """What is not in step: no twin, an older one, or one that says other figures."""
    listing = Listing(
        title=_("Languages in step"),
        icon="globe",
        rows=list(gaps()),
        columns=[
            Column("page", _("Page"), lambda gap: _page_link(gap)),
            Column("language", _("Language"), lambda gap: language_name(gap.language)),
            Column("what", _("What differs"), _what_differs),
        ],
        export_name="languages-in-step",
        empty=_("Every page says the same in every language."),
    )
    return show_list(request, listing)


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """One line for the pages that lack a language or lag behind their twin."""
    if user.role != Role.ORGANIZER:
        return
    count = sum(1 for _gap in gaps())
    if count:
        text = ngettext(
            "%(count)d page is not in step with its other language",
            "%(count)d pages are not in step with their other language",
            count,
        ) % {"count": count}
        yield Todo(text, reverse("desk:languages"), _("Look"), weight=60, icon="globe")


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code).capitalize()) for code in settings.SITE_LANGUAGES]


def _in_language(rows: Any, code: str) -> Any:
    return rows.filter(locale__language_code=code)


def _edit_link(page: NewsPage) -> str:
    address = reverse("desk:news", args=[page.translation_key])
    return format_html('<a href="{}">{}</a>', address, page.title)


def _announce_link(page: NewsPage) -> str:
    address = path_of(page) if page.live else ""
    return format_html('<a href="{}">{}</a>', address, _("Flyer and words")) if address else ""


def _page_link(gap: Gap) -> str:
    address = edit_url(str(gap.page.pk))
    return format_html('<a href="{}">{}</a>', address, gap.page.title)


def _what_differs(gap: Gap) -> str:
    if gap.is_missing:
        return _("It is missing")
    told = [f"{_said(one.left)} / {_said(one.right)}" for one in gap.differing]
    return "; ".join([_("It is older"), *told] if gap.is_older else told)


def _said(fact: Fact | None) -> str:
    return fact.said if fact else "–"


urlpatterns = [
    path("news/", posts, name="posts"),
    path("languages/", languages, name="languages"),
]
