"""Writing a release, quoting somebody who agreed, sending it out, noting who has got it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import confirm, desk_view, person, show_form
from amparo.desk.press.forms import (
    MailingForm,
    QuotationFactsForm,
    QuotationWordsForm,
    ReleaseFactsForm,
    ReleaseWordsForm,
    own_line,
)
from amparo.desk.press.overview import crumbs, differences_between, told, twins_or_404
from amparo.desk.words import has_one, words_forms
from amparo.pages.drafts import send_out, take_back
from amparo.pages.models import Mailing, ReleasePage
from amparo.pages.papers import release_pdf
from amparo.pages.releases import (
    CannotHold,
    Contact,
    Quotation,
    ReleaseFacts,
    ReleaseWords,
    forget_mailing,
    note_mailing,
    quote,
    unquote,
    write_release,
)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, [])


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    return _edit(request, twins_or_404(key))


@desk_view(Role.ORGANIZER)
def add_quotation(request: HttpRequest, key: UUID) -> HttpResponse:
    """What somebody said, in each language; only with their yes to the words and the name."""
    twins = twins_or_404(key)
    facts = QuotationFactsForm(**sent(request))
    words = words_forms(request, QuotationWordsForm, [])
    if facts.is_bound and all_valid(facts, *words):
        given = facts.cleaned_data
        if has_one(words, "words", _("Please write it in one language at least.")):
            said = {
                form.language: Quotation(
                    form.cleaned_data["words"],
                    given["who"],
                    given["agreed_on"],
                    given["agreed_how"],
                    form.cleaned_data["role"],
                )
                for form in words
                if form.cleaned_data["words"]
            }
            quote(key, said, by=person(request))
            at = len(twins[0].quotations) + 1
            mark = f"[quote:{at}]"
            text = _("It stands below the text, or where the text says %(mark)s.") % {"mark": mark}
            messages.success(request, text)
            return redirect("desk:release", key=key)
    return show_form(
        request,
        title=_("Quote somebody"),
        forms=[facts, *words],
        submit=_("Quote them"),
        crumbs=crumbs(twins[0]),
        icon="openquote",
        template="desk/words.html",
    )


@require_POST
@desk_view(Role.ORGANIZER)
def drop_quotation(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Out of every language, at once: whoever was quoted may take it back."""
    twins_or_404(key)
    unquote(key, number, by=person(request))
    messages.success(request, _("They are not quoted any more."))
    return redirect("desk:release", key=key)


@desk_view(Role.ORGANIZER)
def send(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask once more, with what differs between the languages; then let it go."""
    twins = twins_or_404(key)
    if request.method == "POST":
        send_out(twins, by=person(request))
        is_held = twins[0].is_held(timezone.now())
        said = _("It goes out by itself at its hour.") if is_held else _("It is out.")
        messages.success(request, said)
        return redirect("desk:release", key=key)
    differing = told(differences_between(twins), twins)
    return confirm(
        request,
        title=_("Send this release out"),
        goes=[
            *(f"{page.language.upper()}: {page.title}" for page in twins),
            *([_("The languages differ here. Is that right?")] if differing else []),
            *differing,
        ],
        submit=_("Send it out"),
        back=reverse("desk:release", args=[key]),
        crumbs=crumbs(twins[0]),
        is_final=False,
    )


@desk_view(Role.ORGANIZER)
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    twins = twins_or_404(key)
    if request.method == "POST":
        take_back(list(ReleasePage.objects.filter(translation_key=key)), by=person(request))
        messages.success(request, _("It is off the site. The drafts are kept."))
        return redirect("desk:release", key=key)
    return confirm(
        request,
        title=_("Take this release off the site"),
        goes=[f"{page.language.upper()}: {page.title}" for page in twins],
        submit=_("Take it off the site"),
        back=reverse("desk:release", args=[key]),
        crumbs=crumbs(twins[0]),
        is_final=False,
    )


@desk_view(Role.ORGANIZER)
def paper(request: HttpRequest, key: UUID, language: str) -> HttpResponse:
    """The PDF as it stands now, to be mailed by hand, under embargo too: it says so."""
    page = next((page for page in twins_or_404(key) if page.language == language), None)
    if page is None:
        raise Http404
    response = HttpResponse(release_pdf(page, timezone.now()), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{page.slug}-{language}.pdf"'
    return response


@desk_view(Role.ORGANIZER)
def mail(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note an outlet that one of us has written to."""
    twins = twins_or_404(key)
    form = MailingForm(**sent(request))
    if form.is_bound and form.is_valid():
        note_mailing(key, **form.cleaned_data, by=person(request))
        return redirect("desk:release", key=key)
    return show_form(
        request,
        title=_("Note whom you wrote to"),
        forms=[form],
        submit=_("Note it"),
        crumbs=crumbs(twins[0]),
        icon="mail",
    )


@require_POST
@desk_view(Role.ORGANIZER)
def unmail(request: HttpRequest, key: UUID, part: int) -> HttpResponse:
    forget_mailing(get_object_or_404(Mailing, release=key, pk=part), by=person(request))
    return redirect("desk:release", key=key)


def _edit(request: HttpRequest, twins: Sequence[ReleasePage]) -> HttpResponse:
    known = {page.language: page for page in twins}
    facts = ReleaseFactsForm(initial=_facts_of(twins), **sent(request))
    words = [
        ReleaseWordsForm(
            language=code,
            page=known.get(code),
            initial=_words_of(known[code]) if code in known else own_line(),
            **sent(request),
        )
        for code in settings.SITE_LANGUAGES
    ]
    if facts.is_bound and all_valid(facts, *words):
        said = {form.language: _said(form) for form in words if form.has_words}
        if has_one(words, "title", _("Please write it in one language at least.")):
            try:
                return _written(request, facts, said, twins)
            except CannotHold:
                facts.add_error("embargo_until", _("It is public already."))
    return show_form(
        request,
        title=_("Change the press release") if twins else _("New press release"),
        forms=[*words, facts],
        submit=_("Save"),
        crumbs=crumbs(twins[0]) if twins else [(_("Press releases"), reverse("desk:releases"))],
        icon="edit",
        template="desk/evidence/edit.html",
    )


def _written(
    request: HttpRequest,
    facts: ReleaseFactsForm,
    said: dict[str, ReleaseWords],
    twins: Sequence[ReleasePage],
) -> HttpResponse:
    key = write_release(
        ReleaseFacts(**facts.cleaned_data),
        said,
        by=person(request),
        now=timezone.now(),
        key=twins[0].translation_key if twins else None,
    )
    is_out = any(page.live for page in twins)
    messages.success(
        request, _("It is on the site.") if is_out else _("Saved. Look at it, then send it out.")
    )
    return redirect("desk:release", key=key)


def _said(form: ReleaseWordsForm) -> ReleaseWords:
    given = form.cleaned_data
    contact = Contact(
        given["contact_name"],
        given["contact_role"],
        given["contact_phone"],
        given["contact_email"],
    )
    return ReleaseWords(
        given["title"],
        given["text"],
        given["lede"],
        given["dateline"],
        (contact,) if contact.name else (),
    )


def _facts_of(twins: Sequence[ReleasePage]) -> dict[str, Any]:
    if not twins:
        return {}
    page = twins[0]
    until = timezone.localtime(page.embargo_until) if page.embargo_until else None
    return {"issued_on": page.issued_on, "embargo_until": until, "campaign": page.campaign}


def _words_of(page: ReleasePage) -> dict[str, Any]:
    contact = next((each.value for each in page.contacts), None)
    return {
        "title": page.title,
        "lede": page.lede,
        "dateline": page.dateline,
        **({f"contact_{name}": contact[name] for name in CONTACT} if contact else {}),
    }


CONTACT = ("name", "role", "phone", "email")

urlpatterns = [
    path("press/new/", new, name="release-new"),
    path("press/<uuid:key>/edit/", edit, name="release-edit"),
    path("press/<uuid:key>/quote/", add_quotation, name="release-quote"),
    path("press/<uuid:key>/quote/<int:number>/out/", drop_quotation, name="release-unquote"),
    path("press/<uuid:key>/send/", send, name="release-send"),
    path("press/<uuid:key>/take-back/", withdraw, name="release-take-back"),
    path("press/<uuid:key>/outlets/", mail, name="release-mail"),
    path("press/<uuid:key>/outlets/<int:part>/out/", unmail, name="release-unmail"),
    path("press/<uuid:key>/<str:language>.pdf", paper, name="release-pdf"),
]
