"""The directory of legal providers at the desk: written by organizers, checked by whoever calls.

A newcomer's mistake: a date that one types. Whoever saves a provider or presses "I checked it" has
checked it today.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role, User
from amparo.clinics import directory
from amparo.clinics.models import CHECKED_DAYS, Provider, Service, Spoken
from amparo.clinics.operations.providers import (
    NameTaken,
    check_provider,
    remove_provider,
    save_provider,
)
from amparo.desk.clinics.forms import ProviderForm, ProviderWordsForm
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.today import Todo
from amparo.desk.words import words_forms
from amparo.lib.dates import day_in_words
from amparo.web.templatetags.web import phone

FACTS = (
    "name", "phone", "address", "county", "counties", "services", "languages", "cost", "website",
    "is_listed",
)  # fmt: skip


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def providers(request: HttpRequest) -> HttpResponse:
    """Every provider, and since when nobody has checked it."""
    buttons = [
        Button(_("The public list"), _public_list(), "view"),
        Button(_("On paper, in both languages"), _public_sheet(), "doc-full"),
    ]
    if person(request).is_organizer:
        new = Button(_("New provider"), reverse("desk:provider-new"), "plus", is_primary=True)
        buttons.insert(0, new)
    listing = Listing(
        title=_("Legal help"),
        rows=list(Provider.objects.with_words()),
        columns=_columns(),
        filters=_filters(),
        search=_search,
        icon="help",
        empty=_("No provider yet. Write down whom you would call yourselves."),
        export_name="legal-providers",
        buttons=buttons,
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Provider(), _("New provider"))


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def provider(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one; a volunteer calls and says that all is as it stands."""
    found = get_object_or_404(Provider.objects.with_words(), pk=pk)
    if not person(request).is_organizer:
        return (
            confirm(
                request,
                title=found.name,
                goes=_facts(found),
                submit=_("I called: all of this is right"),
                back=reverse("desk:providers"),
                crumbs=_crumbs(),
                is_final=False,
            )
            if request.method != "POST"
            else _check(request, found)
        )
    return _edit(request, found, found.name)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """All is as it is listed."""
    return _check(request, get_object_or_404(Provider, pk=pk))


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Provider, pk=pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Remove “%(name)s”") % {"name": found.name},
            goes=[_("The provider with its words, from the public list and from here.")],
            submit=_("Remove it"),
            back=reverse("desk:provider", args=[pk]),
            crumbs=_crumbs(),
        )
    remove_provider(found, by=person(request))
    messages.success(request, _("It is removed."))
    return redirect("desk:providers")


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """What nobody has checked for half a year."""
    if user.role not in (Role.ORGANIZER, Role.VOLUNTEER):
        return
    since = timezone.localdate(now) - timedelta(days=CHECKED_DAYS)
    count = Provider.objects.unchecked_since(since).count()
    if count:
        said = ngettext(
            "%(count)s place in the list of legal help was not checked for six months.",
            "%(count)s places in the list of legal help were not checked for six months.",
            count,
        )
        address = reverse("desk:providers") + "?checked=old"
        yield Todo(said % {"count": count}, address, _("Call and check"), weight=60)


def _edit(request: HttpRequest, found: Provider, title: str) -> HttpResponse:
    is_new = found.pk is None
    facts = ProviderForm(
        initial={} if is_new else {name: getattr(found, name) for name in FACTS}, **sent(request)
    )
    rows = [] if is_new else list(found.texts.all())
    words = words_forms(request, ProviderWordsForm, rows)
    if facts.is_bound and all_valid(facts, *words) and _saved(request, found, facts, words):
        messages.success(request, _("Saved, and checked today."))
        return redirect("desk:providers")
    return show_form(
        request,
        title=title,
        forms=[facts, *words],
        submit=_("Save: I checked all of it"),
        crumbs=_crumbs(),
        icon="help",
        template="desk/clinics/provider.html",
        context={"provider": None if is_new else found},
    )


def _saved(
    request: HttpRequest, found: Provider, facts: ProviderForm, words: list[ProviderWordsForm]
) -> bool:
    try:
        save_provider(
            found,
            facts=facts.cleaned_data,
            words={form.language: form.cleaned_data for form in words},
            by=person(request),
            today=timezone.localdate(),
        )
    except NameTaken:
        facts.add_error("name", _("Another provider has this name."))
        return False
    return True


def _check(request: HttpRequest, found: Provider) -> HttpResponse:
    check_provider(found, by=person(request), today=timezone.localdate())
    messages.success(request, _("Checked today: %(name)s") % {"name": found.name})
    return redirect("desk:providers")


def _facts(found: Provider) -> list[str]:
    listed = directory.as_listed(found)
    said = [
        phone(found.phone),
        found.address,
        found.website,
        ", ".join(listed.services),
        ", ".join(listed.languages),
        listed.cost,
        *((listed.text.hours, listed.text.note) if listed.text else ()),
    ]
    return [each for each in said if each]


def _columns() -> list[Column]:
    return [
        Column("name", _("Name"), _link, sort=lambda each: each.name.casefold()),
        Column("phone", _("Telephone"), lambda each: phone(each.phone)),
        Column("services", _("What it helps with"), _services),
        Column("languages", _("Languages"), _spoken),
        Column("cost", _("Cost"), lambda each: each.get_cost_display()),
        Column("checked", _("Checked on"), _checked, sort=lambda each: each.checked_on),
    ]


def _filters() -> list[Filter]:
    return [
        Filter("service", _("What it helps with"), Service.choices, _having("services")),
        Filter("spoken", _("Language"), Spoken.choices, _having("languages")),
        Filter("checked", _("Checked on"), [("old", _("Over six months ago"))], _stale),
    ]


def _services(found: Provider) -> str:
    return ", ".join(directory.as_listed(found).services)


def _spoken(found: Provider) -> str:
    return ", ".join(directory.as_listed(found).languages)


def _having(name: str) -> Any:
    return lambda rows, value: [row for row in rows if value in getattr(row, name)]


def _stale(rows: list[Provider], value: str) -> list[Provider]:
    today = timezone.localdate()
    return [row for row in rows if row.is_stale(today)]


def _search(rows: list[Provider], words: str) -> list[Provider]:
    return [row for row in rows if words.casefold() in f"{row.name} {row.address}".casefold()]


def _link(found: Provider) -> str:
    hidden = "" if found.is_listed else " · " + pgettext("provider", "not listed")
    address = reverse("desk:provider", args=[found.pk])
    return format_html('<a href="{}">{}</a>{}', address, found.name, hidden)


def _checked(found: Provider) -> str:
    said = day_in_words(found.checked_on, get_language() or "", today=timezone.localdate())
    by = found.checked_by.full_name if found.checked_by else ""
    return f"{said} · {by}" if by else said


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Legal help"), reverse("desk:providers"))]


def _public_list() -> str:
    return f"/{_language()}/legal-help/"


def _public_sheet() -> str:
    return f"/{_language()}/legal-help/sheet.pdf"


def _language() -> str:
    code = get_language() or settings.LANGUAGE_CODE
    return code if code in settings.SITE_LANGUAGES else settings.LANGUAGE_CODE


urlpatterns = [
    path("legal-help/", providers, name="providers"),
    path("legal-help/new/", new, name="provider-new"),
    path("legal-help/<int:pk>/", provider, name="provider"),
    path("legal-help/<int:pk>/check/", check, name="provider-check"),
    path("legal-help/<int:pk>/remove/", remove, name="provider-remove"),
]
