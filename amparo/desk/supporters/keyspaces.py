"""What is shredded when: every keyspace with its day, legal holds, and shredding by hand.

Shredding destroys keys: nobody, with whatever backup, reads those cards again. So it is asked for
twice, and once more in words.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.audit.models import Entry
from amparo.campaigns.models import Campaign
from amparo.desk.frame import (
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.supporters.reach import keyspaces_opened
from amparo.desk.today import Todo
from amparo.lib.dates import day_in_words
from amparo.supporters import operations
from amparo.supporters.models import Keyspace
from amparo.web.numbers import in_digits

SOON = timedelta(days=14)


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("The legal reason"),
        max_length=300,
        help_text=gettext_lazy("For the log: what obliges us to keep this, and since when."),
    )


class ShredForm(forms.Form):
    """The word has to be typed, so that a slip of the thumb shreds nothing."""

    word = forms.CharField(label=gettext_lazy("Type the word “shred”"), max_length=20)

    def clean_word(self) -> str:
        typed: str = self.cleaned_data["word"].strip().casefold()
        if typed not in ("shred", _("shred").casefold()):
            raise ValidationError(_("To shred it, type the word “shred”."))
        return typed


@desk_view(Role.ORGANIZER)
def keyspace_list(request: HttpRequest) -> HttpResponse:
    """Every keyspace of this person's campaigns, and the standing list."""
    rows = keyspaces_opened(person(request)).annotate(card_count=Count("cards"))
    listing = Listing(
        title=_("What is shredded when"),
        rows=rows.order_by("shredded_on", "shred_on", "name"),
        columns=_columns(),
        filters=[_state_filter()],
        icon="bin",
        empty=_("There is nothing to shred yet."),
        export_name="shred-dates",
        crumbs=_crumbs()[:1],
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop a shredding for a legal reason."""
    keyspace = _living(request, pk)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor, now = person(request).actor, timezone.now()
        operations.hold(keyspace, reason=form.cleaned_data["reason"], actor=actor, now=now)
        messages.success(request, _("On hold: it will not be shredded until you release it."))
        return redirect("desk:keyspaces")
    title = _("Hold “%(name)s”") % {"name": _title(keyspace)}
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("Put it on hold"),
        crumbs=_crumbs(),
        icon="lock",
    )


@desk_view(Role.ORGANIZER)
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a shredding go on."""
    keyspace = _living(request, pk)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = person(request).actor
        operations.release_hold(keyspace, reason=form.cleaned_data["reason"], actor=actor)
        messages.success(request, _("Released. What is overdue goes within a day."))
        return redirect("desk:keyspaces")
    title = _("Release the hold on “%(name)s”") % {"name": _title(keyspace)}
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("Release it"),
        crumbs=_crumbs(),
        icon="lock-open",
    )


@desk_view(Role.ORGANIZER)
def shred(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy the keys of a keyspace now."""
    keyspace = _living(request, pk)
    form = ShredForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _shredded(request, keyspace)
    return confirm(
        request,
        title=_("Shred “%(name)s”") % {"name": _title(keyspace)},
        goes=_what_goes(keyspace),
        submit=_("Shred it for good"),
        back=reverse("desk:keyspaces"),
        crumbs=_crumbs(),
        form=form,
    )


def todos(user: User, now: datetime) -> list[Todo]:
    """What the start page says about days of shredding."""
    if not user.is_organizer:
        return []
    until = timezone.localdate(now) + SOON
    near = keyspaces_opened(user).filter(shred_on__lte=until, shredded_on=None, held_since=None)
    said = _("“%(name)s” is shredded on %(day)s. Download before then what you must keep.")
    return [
        Todo(
            said % {"name": _title(each), "day": _day(each.shred_on)},
            reverse("desk:keyspaces"),
            _("Look"),
            45,
            "bin",
        )
        for each in near
    ]


def _shredded(request: HttpRequest, keyspace: Keyspace) -> HttpResponse:
    try:
        certificate = operations.shred(keyspace, actor=person(request).actor, now=timezone.now())
    except operations.CannotShred:
        messages.error(request, _("It is on legal hold, or it is the standing list."))
    else:
        said = ngettext(
            "Shredded: %(count)s card. The certificate stands in the log.",
            "Shredded: %(count)s cards. The certificate stands in the log.",
            certificate.card_count,
        )
        messages.success(request, said % {"count": in_digits(certificate.card_count)})
    return redirect("desk:keyspaces")


def _living(request: HttpRequest, pk: UUID) -> Keyspace:
    """Return a keyspace that is not shredded and not the list. Raises Http404."""
    mine = keyspaces_opened(person(request)).filter(shredded_on=None)
    found = mine.exclude(kind=Keyspace.Kind.LIST).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _title(keyspace: Keyspace) -> str:
    """A keyspace's own name tells nobody's case; at the desk it is called as its campaign is."""
    if keyspace.kind == Keyspace.Kind.LIST:
        return _("Standing list")
    found = Campaign.objects.filter(keyspace=keyspace).first()
    return found.title if found else keyspace.name


def _what_goes(keyspace: Keyspace) -> list[str]:
    count = keyspace.cards.count()
    cards = ngettext(
        "%(count)s card: name, address and comment of everybody who signed.",
        "%(count)s cards: names, addresses and comments of everybody who signed.",
        count,
    )
    return [
        cards % {"count": in_digits(count)},
        _("The keys, so that no backup and no key holder can read them again."),
        _("Names that their owners show in public. The counts stay."),
    ]


def _columns() -> list[Column]:
    return [
        Column("name", _("Name"), _title, "name"),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
        Column("cards", _("Cards"), lambda row: row.card_count, "card_count", is_number=True),
        Column("on", _("Shredded on"), lambda row: row.shred_on, "shred_on"),
        Column("state", _("State"), _state),
        Column("act", "", _acts),
    ]


def _state_filter() -> Filter:
    words = [("living", _("living")), ("held", _("on legal hold")), ("gone", _("shredded"))]
    asked: dict[str, dict[str, Any]] = {
        "living": {"shredded_on": None, "held_since": None},
        "held": {"held_since__isnull": False},
        "gone": {"shredded_on__isnull": False},
    }
    return Filter("state", _("State"), words, lambda rows, value: rows.filter(**asked[value]))


def _state(row: Keyspace) -> str:
    if row.shredded_on:
        said = {"day": _day(row.shredded_on), "count": in_digits(row.shredded_count)}
        number = _certificate_number(row)
        if number:
            text = _("shredded on %(day)s, %(count)s cards; entry %(number)s of the log")
            return text % {**said, "number": number}
        return _("shredded on %(day)s, %(count)s cards") % said
    if row.held_since:
        said = {"day": _day(row.held_since), "reason": row.hold_reason}
        return _("on legal hold since %(day)s: %(reason)s") % said
    return _("being shredded") if row.shredding_since else ""


def _certificate_number(row: Keyspace) -> int | None:
    entries = Entry.objects.filter(verb="supporters.shred", about_id=str(row.pk))
    return entries.values_list("number", flat=True).first()


def _acts(row: Keyspace) -> str:
    if row.shredded_on or row.kind == Keyspace.Kind.LIST:
        return ""
    acts = [("keyspace-release", _("Release"))]
    if not row.held_since:
        acts = [("keyspace-hold", _("Hold")), ("keyspace-shred", _("Shred"))]
    links = ((reverse(f"desk:{name}", args=[row.pk]), label) for name, label in acts)
    return format_html("{}", format_html_join(" · ", '<a href="{}">{}</a>', links))


def _day(day: date | None) -> str:
    return day_in_words(day, get_language() or "en") if day else ""


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Supporters"), reverse("desk:supporters")),
        (_("What is shredded when"), reverse("desk:keyspaces")),
    ]


urlpatterns = [
    path("keyspaces/", keyspace_list, name="keyspaces"),
    path("keyspaces/<uuid:pk>/hold/", hold, name="keyspace-hold"),
    path("keyspaces/<uuid:pk>/release/", release, name="keyspace-release"),
    path("keyspaces/<uuid:pk>/shred/", shred, name="keyspace-shred"),
]
