"""Letters that a restart took: how many people wait for one, and writing them again.

The server knows whose they were and cannot read to whom they go: that takes somebody's key. A
newcomer would show the names. Nobody needs them here, so that nobody sees them.
"""

from collections import Counter
from datetime import datetime

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amparo.accounts.models import Role, User
from amparo.desk import sealed
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.supporters.reach import ActionHere, lost_letters_of
from amparo.desk.today import Todo
from amparo.desk.unlocked import key_of, needs_key
from amparo.outbox.models import Waiting
from amparo.supporters import kinds
from amparo.supporters.models import Card, Keyspace
from amparo.web.numbers import in_digits

PORTION = 500  # letters a request: a second or two
HOLDERS = (Role.ORGANIZER, Role.ATTORNEY)


class AgainForm(forms.Form):
    """Why; and, while it goes on by itself, how many there were at its beginning."""

    reason = forms.CharField(
        label=gettext_lazy("Why they are written again"),
        max_length=200,
        help_text=gettext_lazy("For the log: the power cut of Tuesday night, for example."),
    )
    total = forms.IntegerField(
        required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput
    )


@desk_view(*HOLDERS)
@needs_key
def lost_letters(request: HttpRequest) -> HttpResponse:
    """Write lost letters again, a portion a request."""
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _written(request, form)
    return _page(request, form, _hers(request))


def todos(user: User, now: datetime) -> list[Todo]:
    """What the start page says about them; counted without a key."""
    count = lost_letters_of(user, now).count() if user.role in HOLDERS else 0
    if not count:
        return []
    text = ngettext(
        "A restart took the letter that %(count)s person waits for.",
        "A restart took the letters that %(count)s people wait for.",
        count,
    )
    words = text % {"count": in_digits(count)}
    return [Todo(words, reverse("desk:lost-letters"), _("Write them again"), 25, "mail")]


def _written(request: HttpRequest, form: AgainForm) -> HttpResponse:
    """Write one portion; then go on, or say that it is done."""
    before = _hers(request)
    reason, total = form.cleaned_data["reason"], form.cleaned_data["total"] or before.count()
    count = _write(request, before, reason)
    left = _hers(request)
    if left.exists() and count:
        return _page(request, AgainForm(initial={"reason": reason, "total": total}), left, total)
    _say_done(request, max(total - left.count(), 0))
    is_organizer = person(request).is_organizer
    return redirect("desk:outbox" if is_organizer else "wagtailadmin_home")


def _write(request: HttpRequest, cards: QuerySet[Card], reason: str) -> int:
    key = key_of(request)
    ids = list(cards.values_list("pk", flat=True)[:PORTION])
    if key is None or not ids:
        return 0
    some = Card.objects.filter(pk__in=ids)
    return sealed.write_again(some, by=key, reason=reason, now=timezone.now())


def _hers(request: HttpRequest) -> QuerySet[Card]:
    """Those that she may write to and that her key opens."""
    key, cards = key_of(request), lost_letters_of(person(request), timezone.now())
    return sealed.openable(cards, by=key) if key else cards.none()


def _page(
    request: HttpRequest, form: AgainForm, cards: QuerySet[Card], total: int = 0
) -> HttpResponse:
    """The question; with a `total`, the page between two portions, which asks nothing."""
    if total:
        form.fields["reason"].widget = forms.HiddenInput()
    left = cards.count()
    return show_form(
        request,
        title=_("Letters that were lost"),
        forms=[form],
        submit=_("Go on") if total else _("Write them again"),
        icon="mail",
        template="desk/supporters/lost_letters.html",
        context={
            "left": left,
            "counts": _by_ask(cards),
            "total": total,
            "done_percent": (total - left) * 100 // total if total else 0,
            "waiting_count": Waiting.objects.to_send().count(),
        },
    )


def _by_ask(cards: QuerySet[Card]) -> list[tuple[str, int]]:
    """How many wait, by what they stood under."""
    rows = cards.order_by().values_list("action_kind", "action_id", "keyspace_id")
    counts = Counter(rows)
    keyspaces = Keyspace.objects.in_bulk([keyspace for _kind, _id, keyspace in counts])
    named = [
        (ActionHere(kinds.get(kind), action, keyspaces[keyspace], may_open=True).title, count)
        for (kind, action, keyspace), count in counts.items()
    ]
    return sorted(named)


def _say_done(request: HttpRequest, count: int) -> None:
    said = ngettext(
        "%(count)s letter waits to go again; the worker sends it.",
        "%(count)s letters wait to go again; the worker sends them one after the other.",
        count,
    )
    messages.success(request, said % {"count": in_digits(count)})


urlpatterns = [path("supporters/lost-letters/", lost_letters, name="lost-letters")]
