"""One signature: what she told, and what an organizer may do about it with her word.

Organizers confirm somebody who left only a telephone, hide a name, or take somebody out who asked
for it. They cannot show a name: only its owner moves toward the public.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.desk import sealed
from amparo.desk.fields import ReasonForm
from amparo.desk.frame import confirm, desk_view, person
from amparo.desk.sealed import Row
from amparo.desk.supporters import columns
from amparo.desk.supporters.reach import ActionHere, action_here
from amparo.desk.unlocked import key_of, needs_key
from amparo.lib.phones import tel_href
from amparo.supporters import operations
from amparo.supporters.models import CommentState, PublicName

LOOK = "one signature"
NO_NAME = gettext_lazy("For the log, which outlives the card: write no name.")


@desk_view(Role.ORGANIZER)
@needs_key
def signature(request: HttpRequest, kind: str, action_id: UUID, pk: UUID) -> HttpResponse:
    """Everything about one signature, and the few things to do."""
    action, row = row_here(request, kind, action_id, pk)
    card = row.card
    opened = row.opened
    title = (opened.name if opened else "") or _("A signature")
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "mail",
        "breadcrumbs_items": _trail(action, title),
        "lines": lines_of(action, row),
        "comment": row.comment,
        "card": card,
        "call": tel_href(opened.phone) if opened and opened.phone else "",
        "phone": columns.phone_of(row),
        "public_name": PublicName.objects.filter(card=card).first(),
        "args": [kind, action_id, pk],
        "is_list": action.is_list,
        "can_merge": operations.can_merge(action.kind) and bool(opened and opened.told),
        "apart": action.kind.apart,
    }
    return render(request, "desk/supporters/card.html", context)


@desk_view(Role.ORGANIZER)
@needs_key
@require_POST
def count_in(request: HttpRequest, kind: str, action_id: UUID, pk: UUID) -> HttpResponse:
    """Count in somebody after talking to her."""
    _action, row = row_here(request, kind, action_id, pk)
    shown, now = sealed.shown_of(row), timezone.now()
    operations.confirm_by_word(row.card, shown=shown, actor=person(request).actor, now=now)
    messages.success(request, _("Counted."))
    return redirect("desk:signature", kind=kind, action_id=action_id, pk=pk)


@desk_view(Role.ORGANIZER)
@needs_key
def hide(request: HttpRequest, kind: str, action_id: UUID, pk: UUID) -> HttpResponse:
    """Take a name off the public page; its owner stays counted."""
    action, row = row_here(request, kind, action_id, pk)
    form = ReasonForm(request.POST or None, hint=NO_NAME)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        operations.hide_name(row.card, reason=reason, actor=person(request).actor)
        messages.success(request, _("The name is no longer shown."))
        return redirect("desk:signature", kind=kind, action_id=action_id, pk=pk)
    return confirm(
        request,
        title=_("Stop showing this name"),
        goes=[_("The name, from the public page of “%(title)s”.") % {"title": action.title}],
        submit=_("Hide it"),
        back=_address(kind, action_id, pk),
        crumbs=crumbs_of(action),
        form=form,
    )


@desk_view(Role.ORGANIZER)
@needs_key
def take_out(request: HttpRequest, kind: str, action_id: UUID, pk: UUID) -> HttpResponse:
    """Delete the signature of somebody who asked for it by telephone or in person."""
    action, row = row_here(request, kind, action_id, pk)
    form = ReasonForm(request.POST or None, hint=NO_NAME)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        operations.withdraw_by_word(row.card, reason=reason, actor=person(request).actor)
        messages.success(request, _("Deleted, and every backup forgets it within seven days."))
        return redirect("desk:signatures", kind=kind, action_id=action_id)
    return confirm(
        request,
        title=_("Take out a signature"),
        goes=[
            _("This signature under “%(title)s”, its name and its comment.")
            % {"title": action.title}
        ],
        submit=_("Take it out"),
        back=_address(kind, action_id, pk),
        crumbs=crumbs_of(action),
        form=form,
    )


def row_here(request: HttpRequest, kind: str, action_id: UUID, pk: UUID) -> tuple[ActionHere, Row]:
    """Return one opened card that this person may open. Raises Http404."""
    action, key = action_here(person(request), kind, action_id), key_of(request)
    card = action.cards.filter(pk=pk).first()
    if card is None or key is None or not action.may_open:
        raise Http404
    rows = sealed.opened_rows([card], by=key, reason=LOOK)
    return action, sealed.with_comments(rows, by=key, reason=LOOK)[0]


def lines_of(action: ActionHere, row: Row) -> list[tuple[str, str]]:
    told = [(column.label, column.value(row)) for column in columns.told_columns(action.kind)]
    kept = [(column.label, column.value(row)) for column in columns.kept_columns(is_list=True)]
    more = [(_("May be shown"), row.card.get_visibility_display())]
    if row.card.comment_state != CommentState.NONE:
        more.append((_("Comment"), columns.comment_state(row.card)))
    return [*told, *kept, *more]


def crumbs_of(action: ActionHere) -> list[tuple[str, str]]:
    address = reverse("desk:signatures", args=[action.kind.code, action.id])
    return [(_("Supporters"), reverse("desk:supporters")), (action.title, address)]


def _trail(action: ActionHere, title: str) -> list[dict[str, str]]:
    trail = [{"url": address, "label": label} for label, address in crumbs_of(action)]
    return [*trail, {"url": "", "label": title}]


def _address(kind: str, action_id: UUID, pk: UUID) -> str:
    return reverse("desk:signature", args=[kind, action_id, pk])


_ONE = "supporters/<slug:kind>/<uuid:action_id>/<uuid:pk>/"

urlpatterns = [
    path(_ONE, signature, name="signature"),
    path(f"{_ONE}count/", count_in, name="signature-count"),
    path(f"{_ONE}hide/", hide, name="signature-hide"),
    path(f"{_ONE}take-out/", take_out, name="signature-take-out"),
]
