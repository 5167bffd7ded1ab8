"""Comments that wait to be read, and those that were: published, or kept back.

Reading takes a key; judging takes one press a comment, and can be undone by another.
"""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role, User
from amparo.desk import sealed
from amparo.desk.frame import desk_view, page_context, person
from amparo.desk.sealed import Row
from amparo.desk.supporters.reach import ActionHere, action_here, keyspaces_opened, keyspaces_seen
from amparo.desk.today import Todo
from amparo.desk.unlocked import key_of, unlock_address
from amparo.keyring.unlocking import Unlocked
from amparo.supporters import operations
from amparo.supporters.models import Card, CommentState

COMMENTS_A_PAGE = 20
READ = "comments to judge"
NOT_FIT = "not fit to publish"
STATES = (CommentState.WAITING, CommentState.PUBLISHED, CommentState.REFUSED)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def comment_list(request: HttpRequest) -> HttpResponse:
    """The comments of one state, of all asks or one, the oldest first; envelopes while locked."""
    state = request.GET.get("state", CommentState.WAITING)
    if state not in STATES:
        raise Http404
    user, key = person(request), key_of(request)
    written = _written().filter(
        keyspace__in=keyspaces_opened(user) if key else keyspaces_seen(user)
    )
    asks = _asks(written, user)
    ask = next((each for each in asks if str(each.id) == request.GET.get("ask")), None)
    if ask is not None:
        written = written.filter(action_id=ask.id)
    page = Paginator(written.filter(comment_state=state), COMMENTS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [(row, _action_of(row, user)) for row in _read(list(page), key)],
        "state": state,
        "tabs": [_tab(value, written, ask) for value in STATES],
        "asks": asks,
        "ask": ask,
        "download_url": _download(ask, state) if key and ask and ask.may_open else "",
        "unlock_url": unlock_address(request.get_full_path()),
        "is_open": key is not None,
        "kept": _query(state, ask),
        **page_context(_("Comments"), "comment", []),
    }
    return render(request, "desk/supporters/comments.html", context)


@desk_view(Role.ORGANIZER)
@require_POST
def judge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Publish one comment or keep it back, then go on with the next."""
    user, key = person(request), key_of(request)
    kept = {name: request.POST[name] for name in ("state", "ask") if request.POST.get(name)}
    back = f"{reverse('desk:comments')}?{urlencode(kept)}"
    if key is None:
        return redirect(unlock_address(back))
    card = Card.objects.filter(pk=pk, keyspace__in=keyspaces_opened(user)).first()
    if card is None:
        raise Http404
    try:
        if request.POST.get("verdict") == "publish":
            text = sealed.comments_of([card], by=key, reason=READ).get(card.pk, "")
            _publish(request, card, text)
        else:
            operations.refuse_comment(card, reason=NOT_FIT, actor=user.actor)
            messages.success(request, _("Kept back. She stays counted."))
    except operations.CannotModerate:
        messages.warning(request, _("This comment is gone, or its writer has not confirmed yet."))
    return redirect(back)


def todos(user: User, now: datetime) -> list[Todo]:
    """What the start page says about comments."""
    if not user.is_organizer:
        return []
    mine = _written().filter(keyspace__in=keyspaces_opened(user))
    count = mine.filter(comment_state=CommentState.WAITING).count()
    if not count:
        return []
    text = ngettext(
        "%(count)d comment waits to be read.", "%(count)d comments wait to be read.", count
    )
    return [Todo(text % {"count": count}, reverse("desk:comments"), _("Read"), 40, "comment")]


def _publish(request: HttpRequest, card: Card, text: str) -> None:
    if not text:
        messages.warning(request, _("Your key cannot read this comment, so it stays unpublished."))
        return
    operations.publish_comment(card, text=text, actor=person(request).actor)
    messages.success(request, _("Published."))


def _action_of(row: Row, user: User) -> ActionHere:
    return action_here(user, row.card.action_kind, row.card.action_id)


def _read(cards: list[Card], key: Unlocked | None) -> list[Row]:
    if key is None or not cards:
        return sealed.closed_rows(cards)
    opened = sealed.opened_rows(cards, by=key, reason=READ)
    return sealed.with_comments(opened, by=key, reason=READ)


def _asks(written: QuerySet[Card], user: User) -> list[ActionHere]:
    """What people commented on, by title."""
    found = written.order_by().values_list("action_kind", "action_id").distinct()
    return sorted((action_here(user, *each) for each in found), key=lambda ask: ask.title)


def _tab(
    state: CommentState, written: QuerySet[Card], ask: ActionHere | None
) -> tuple[str, str, int, str]:
    """A state to choose: its code, its name, how many comments are in it, its query."""
    count = written.filter(comment_state=state).count()
    return state.value, str(state.label), count, _query(state, ask)


def _query(state: str, ask: ActionHere | None) -> str:
    return urlencode({"state": state, **({"ask": ask.id} if ask else {})})


def _download(ask: ActionHere, state: str) -> str:
    """The file of whose comments these are, which asks what for."""
    address = reverse("desk:export", args=[ask.kind.code, ask.id])
    return f"{address}?{urlencode({'state': 'confirmed', 'comment': state})}"


def _written() -> QuerySet[Card]:
    """Only of people who confirmed: others may not be who they say."""
    written = Card.objects.filter(sealed_comment__isnull=False, is_confirmed=True)
    return written.order_by("week_on", "pk")


urlpatterns = [
    path("comments/", comment_list, name="comments"),
    path("comments/<uuid:pk>/", judge, name="comment-judge"),
]
