"""All releases, and the page of one: state, twins, quotations, outlets."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    desk_view,
    page_context,
    person,
    show_list,
)
from amparo.desk.press.forms import MailingForm
from amparo.desk.today import Todo
from amparo.lib.twins import Difference
from amparo.pages.announced import path_of
from amparo.pages.drafts import is_waiting
from amparo.pages.models import Mailing, ReleasePage
from amparo.pages.models.prose import ProsePage
from amparo.pages.papers import timing
from amparo.pages.parity import differences_of
from amparo.pages.releases import release_twins
from amparo.web.templatetags.web import language_name, moment

TELL_FOR = timedelta(days=3)  # so long a release that no outlet has got stands on the start page


@desk_view(Role.ORGANIZER)
def releases(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("Press releases"),
        icon="doc-full",
        rows=_all(person(request).preferred_language),
        columns=[
            Column("title", _("Title"), _link, sort="title"),
            Column("date", _("Date"), lambda p: p.issued_on, sort="issued_on"),
            Column("languages", _("Languages"), lambda p: ", ".join(p.languages)),
            Column("state", _("State"), lambda p: p.state),
            Column("outlets", _("Outlets"), lambda p: p.outlets, is_number=True),
        ],
        export_name="press-releases",
        search=lambda rows, words: [p for p in rows if words.casefold() in p.title.casefold()],
        buttons=[
            Button(_("New press release"), reverse("desk:release-new"), "plus", is_primary=True),
            Button(_("Briefs"), reverse("desk:briefs"), "doc-full"),
        ],
        empty=_("No press release yet. It is written here, and goes out when you say so."),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def release(request: HttpRequest, key: UUID) -> HttpResponse:
    twins = twins_or_404(key)
    first = twins[0]
    context = {
        "key": key,
        "twins": [_shown(page) for page in twins],
        "first": first,
        "timing": timing(first, timezone.now()),
        "state": state_of(twins),
        "is_out": any(page.live for page in twins),
        "is_waiting": any(is_waiting(page) for page in twins),
        "differences": told(differences_between(twins), twins),
        "missing": first.languages_missing() if first.live else missing(twins),
        "quotations": quotations_of(twins),
        "mailings": Mailing.objects.filter(release=key),
        "may_announce": bool(path_of(first)),
        "mailing_form": MailingForm(),
        **page_context(first.title, "doc-full", [(_("Press releases"), reverse("desk:releases"))]),
    }
    return render(request, "desk/press/release.html", context)


def twins_or_404(key: UUID) -> list[ReleasePage]:
    twins = release_twins(key)
    if not twins:
        raise Http404
    return twins


def crumbs(page: ReleasePage) -> list[tuple[str, str]]:
    here = reverse("desk:release", args=[page.translation_key])
    return [(_("Press releases"), reverse("desk:releases")), (page.title, here)]


def differences_between(twins: list[Any]) -> list[Difference]:
    return differences_of(twins[0], twins[1]) if len(twins) > 1 else []


def told(found: list[Difference], twins: list[Any]) -> list[str]:
    """Each difference as what the one says and what the other says."""
    return [
        f"{twins[0].language.upper()}: {each.left.said.strip() if each.left else '–'} · "
        f"{twins[1].language.upper()}: {each.right.said.strip() if each.right else '–'}"
        for each in found
    ]


def missing(twins: list[Any]) -> list[str]:
    here = {page.language for page in twins}
    return [code for code in settings.SITE_LANGUAGES if code not in here]


def quotations_of(twins: list[ReleasePage]) -> list[dict[str, Any]]:
    """Each quotation with its words in every language, and that its speaker agreed."""
    rows: list[dict[str, Any]] = []
    for page in twins:
        for at, each in enumerate(page.quotations):
            if at == len(rows):
                rows.append({**each.value, "number": at + 1, "said": []})
            rows[at]["said"].append((page.language, each.value["words"]))
    return rows


def state_of(twins: list[Any]) -> str:
    out = [page for page in twins if page.live]
    waiting = [page for page in twins if is_waiting(page)]
    if waiting and isinstance(waiting[0], ReleasePage):
        return _("Goes out on %(moment)s") % {"moment": moment(waiting[0].embargo_until)}
    if len(out) == len(twins):
        return _("Published")
    if out:
        names = ", ".join(language_name(page.language) for page in out)
        return _("Published in %(languages)s") % {"languages": names}
    return _("Draft")


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """Releases that are out and that no outlet has got yet."""
    if user.role != Role.ORGANIZER:
        return
    since = timezone.localdate(now - TELL_FOR)
    mailed = set(Mailing.objects.values_list("release", flat=True))
    seen = set()
    for page in ReleasePage.objects.out(now).filter(issued_on__gte=since):
        key = page.translation_key
        if key not in mailed and key not in seen:
            seen.add(key)
            text = _("No outlet has got “%(title)s” yet") % {"title": page.title}
            url = reverse("desk:release", args=[key])
            yield Todo(text, url, _("Note whom you wrote to"), weight=55, icon="mail")


def _all(language: str) -> list[Any]:
    """One row for each release, as it was last saved, in the reader's language where there is."""
    groups: dict[UUID, list[Any]] = {}
    for page in ReleasePage.objects.select_related("locale"):
        groups.setdefault(page.translation_key, []).append(page.get_latest_revision_as_object())
    rows = []
    for key, twins in groups.items():
        row = next((page for page in twins if page.language == language), twins[0])
        row.languages = sorted(page.language for page in twins)
        row.state = state_of(twins)
        row.outlets = Mailing.objects.filter(release=key).count()
        rows.append(row)
    return sorted(rows, key=lambda page: page.issued_on, reverse=True)


def shown(page: ProsePage) -> dict[str, Any]:
    """One of the twins of a page, as desk/press/_pages.html lists it."""
    return {
        "page": page,
        "language": page.language,
        "preview": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        "editor": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "public": page.url if page.live else "",
        "has_more": page.live and page.has_unpublished_changes,
    }


def _shown(page: ReleasePage) -> dict[str, Any]:
    pdf = reverse("desk:release-pdf", args=[page.translation_key, page.language])
    return {**shown(page), "pdf": pdf}


def _link(page: ReleasePage) -> str:
    address = reverse("desk:release", args=[page.translation_key])
    return format_html('<a href="{}">{}</a>', address, page.title)


urlpatterns = [
    path("press/", releases, name="releases"),
    path("press/<uuid:key>/", release, name="release"),
]
