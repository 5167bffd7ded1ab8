"""Briefs and their series at the desk: written, compared, published one by one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    confirm,
    desk_view,
    link_column,
    page_context,
    person,
    show_form,
    show_list,
)
from amparo.desk.press.forms import BriefFactsForm, BriefWordsForm, SeriesWordsForm
from amparo.desk.press.overview import differences_between, missing, shown, state_of, told
from amparo.desk.words import has_one, words_forms
from amparo.pages.drafts import send_out, take_back
from amparo.pages.models import BriefPage, SeriesPage
from amparo.pages.releases import BriefWords, brief_twins, series_twins, write_brief, write_series
from amparo.web.templatetags.web import language_name

Crumbs = list[tuple[str, str]]


@desk_view(Role.ORGANIZER)
def briefs(request: HttpRequest) -> HttpResponse:
    """All series."""
    keys = SeriesPage.objects.order_by("pk").values_list("translation_key", flat=True)
    listing = Listing(
        title=_("Briefs"),
        icon="doc-full",
        rows=[series_twins(key)[0] for key in dict.fromkeys(keys)],
        columns=[
            Column("title", _("Series"), _link),
            Column("count", _("Briefs"), lambda page: len(_keys_of(page)), is_number=True),
        ],
        export_name="briefs",
        buttons=[Button(_("New series"), reverse("desk:series-new"), "plus", is_primary=True)],
        crumbs=[(_("Press releases"), reverse("desk:releases"))],
        empty=_("No series yet. A series holds briefs with numbered notes, in an order."),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_series(request: HttpRequest) -> HttpResponse:
    return _edit_series(request, None)


@desk_view(Role.ORGANIZER)
def edit_series(request: HttpRequest, key: UUID) -> HttpResponse:
    _series(key)
    return _edit_series(request, key)


@desk_view(Role.ORGANIZER)
def series(request: HttpRequest, key: UUID) -> HttpResponse:
    page = _series(key)
    rows = sorted((brief_twins(each) for each in _keys_of(page)), key=lambda twins: twins[0].number)
    listing = Listing(
        title=page.title,
        icon="doc-full",
        rows=rows,
        columns=[
            Column("number", _("No."), lambda twins: twins[0].number, is_number=True),
            link_column(
                "title",
                _("Title"),
                lambda twins: reverse("desk:brief", args=[twins[0].translation_key]),
                lambda twins: twins[0].title,
            ),
            Column("state", _("State"), state_of),
            Column("missing", _("No complete text in"), _missing_said),
        ],
        export_name="briefs-of-a-series",
        empty=_("No brief yet."),
        above="desk/press/series.html",
        context={"series": page},
        buttons=_series_buttons(key),
        crumbs=[(_("Briefs"), reverse("desk:briefs"))],
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_brief(request: HttpRequest, key: UUID) -> HttpResponse:
    page = _series(key)
    return _edit_brief(request, page, [], number=len(_keys_of(page)) + 1)


@desk_view(Role.ORGANIZER)
def edit_brief(request: HttpRequest, key: UUID) -> HttpResponse:
    twins = _brief(key)
    return _edit_brief(request, _series_of(twins[0]), twins, number=twins[0].number)


@desk_view(Role.ORGANIZER)
def brief(request: HttpRequest, key: UUID) -> HttpResponse:
    twins = _brief(key)
    context = {
        "key": key,
        "twins": [shown(page) for page in twins],
        "state": state_of(twins),
        "is_out": any(page.live for page in twins),
        "differences": told(differences_between(twins), twins),
        "missing": missing(twins),
        **page_context(twins[0].title, "doc-full", _crumbs(_series_of(twins[0]))),
    }
    return render(request, "desk/press/brief.html", context)


@desk_view(Role.ORGANIZER)
def send_brief(request: HttpRequest, key: UUID) -> HttpResponse:
    twins = _brief(key)
    if request.method == "POST":
        send_out(twins, by=person(request))
        messages.success(request, _("It is out."))
        return redirect("desk:brief", key=key)
    return _ask(
        request,
        twins,
        _("Publish this brief"),
        _("Publish it"),
        told(differences_between(twins), twins),
    )


@desk_view(Role.ORGANIZER)
def withdraw_brief(request: HttpRequest, key: UUID) -> HttpResponse:
    twins = _brief(key)
    if request.method == "POST":
        take_back(list(BriefPage.objects.filter(translation_key=key)), by=person(request))
        messages.success(request, _("It is off the site. The drafts are kept."))
        return redirect("desk:brief", key=key)
    title = _("Take this brief off the site")
    return _ask(request, twins, title, _("Take it off the site"), [])


def _ask(
    request: HttpRequest, twins: list[BriefPage], title: str, submit: str, differing: list[str]
) -> HttpResponse:
    here = reverse("desk:brief", args=[twins[0].translation_key])
    doubt = [_("The languages differ here. Is that right?")] if differing else []
    return confirm(
        request,
        title=title,
        goes=[*(f"{p.language.upper()}: {p.title}" for p in twins), *doubt, *differing],
        submit=submit,
        back=here,
        crumbs=[*_crumbs(_series_of(twins[0])), (twins[0].title, here)],
        is_final=False,
    )


def _edit_series(request: HttpRequest, key: UUID | None) -> HttpResponse:
    words = words_forms(request, SeriesWordsForm, series_twins(key) if key else [])
    if words[0].is_bound and all_valid(*words):
        said = {
            form.language: BriefWords(form.cleaned_data["title"], "", form.cleaned_data["lede"])
            for form in words
            if form.cleaned_data["title"]
        }
        if has_one(words, "title", _("Please write it in one language at least.")):
            made = write_series(said, by=person(request), key=key)
            return redirect("desk:series", key=made)
    return show_form(
        request,
        title=_("Change the series") if key else _("New series"),
        forms=words,
        submit=_("Save"),
        crumbs=[(_("Briefs"), reverse("desk:briefs"))],
        template="desk/words.html",
    )


def _edit_brief(
    request: HttpRequest, parent: SeriesPage, twins: Sequence[BriefPage], *, number: int
) -> HttpResponse:
    known = {page.language: page for page in twins}
    initial: dict[str, Any] = {"number": number}
    if twins:
        initial["issued_on"] = twins[0].issued_on
    facts = BriefFactsForm(initial=initial, **sent(request))
    languages = [page.language for page in series_twins(parent.translation_key)]
    words = [
        BriefWordsForm(
            language=code,
            page=known.get(code),
            initial=_words_of(known[code]) if code in known else {},
            **sent(request),
        )
        for code in settings.SITE_LANGUAGES
        if code in languages
    ]
    if facts.is_bound and all_valid(facts, *words):
        said = {form.language: BriefWords(**form.cleaned_data) for form in words if form.has_words}
        if has_one(words, "title", _("Please write it in one language at least.")):
            key = write_brief(
                parent.translation_key,
                said,
                **facts.cleaned_data,
                by=person(request),
                key=twins[0].translation_key if twins else None,
            )
            messages.success(request, _("Saved. Look at it, then publish it."))
            return redirect("desk:brief", key=key)
    return show_form(
        request,
        title=_("Change the brief") if twins else _("New brief"),
        forms=[*words, facts],
        submit=_("Save"),
        crumbs=_crumbs(parent),
        template="desk/evidence/edit.html",
    )


def _words_of(page: BriefPage) -> dict[str, str]:
    return {"title": page.title, "lede": page.lede}


def _missing_said(twins: list[BriefPage]) -> str:
    return ", ".join(language_name(code) for code in missing(twins))


def _series_buttons(key: UUID) -> list[Button]:
    public, said = (
        [page for page in series_twins(key) if page.live],
        _("Public page (%(language)s)"),
    )
    return [
        Button(_("New brief"), reverse("desk:brief-new", args=[key]), "plus", is_primary=True),
        Button(_("Change the series"), reverse("desk:series-edit", args=[key]), "edit"),
        *(Button(said % {"language": page.language.upper()}, page.url) for page in public),
    ]


def _series(key: UUID) -> SeriesPage:
    """Raises Http404."""
    twins = series_twins(key)
    if not twins:
        raise Http404
    return twins[0]


def _brief(key: UUID) -> list[BriefPage]:
    """Raises Http404."""
    twins = brief_twins(key)
    if not twins:
        raise Http404
    return twins


def _series_of(page: BriefPage) -> SeriesPage:
    return _series(page.get_parent().translation_key)


def _keys_of(page: SeriesPage) -> list[UUID]:
    """The briefs of a series in whatever language they are."""
    parents = SeriesPage.objects.filter(translation_key=page.translation_key)
    found = [
        child.translation_key
        for parent in parents
        for child in parent.get_children().order_by("pk")
    ]
    return list(dict.fromkeys(found))


def _crumbs(page: SeriesPage) -> Crumbs:
    here = reverse("desk:series", args=[page.translation_key])
    return [(_("Briefs"), reverse("desk:briefs")), (page.title, here)]


def _link(page: SeriesPage) -> str:
    address = reverse("desk:series", args=[page.translation_key])
    return format_html('<a href="{}">{}</a>', address, page.title)


urlpatterns = [
    path("briefs/", briefs, name="briefs"),
    path("briefs/new/", new_series, name="series-new"),
    path("briefs/<uuid:key>/", series, name="series"),
    path("briefs/<uuid:key>/edit/", edit_series, name="series-edit"),
    path("briefs/<uuid:key>/new/", new_brief, name="brief-new"),
    path("briefs/brief/<uuid:key>/", brief, name="brief"),
    path("briefs/brief/<uuid:key>/edit/", edit_brief, name="brief-edit"),
    path("briefs/brief/<uuid:key>/send/", send_brief, name="brief-send"),
    path("briefs/brief/<uuid:key>/take-back/", withdraw_brief, name="brief-take-back"),
]
