"""Comments that wait to be read, and those that were: published, or kept back.

Reading takes a key; judging takes one press a comment, and can be undone by another.
"""

from datetime import datetime
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
from amparo.desk.frame import desk_view, person
from amparo.desk.sealed import Row
from amparo.desk.supporters.reach import ActionHere, action_here, keyspaces_opened, keyspaces_seen
from amparo.desk.today import Todo
from amparo.desk.unlocked import key_of, unlock_address
from amparo.supporters import operations
from amparo.supporters.models import Card, CommentState, Keyspace

COMMENTS_A_PAGE = 20
READ = "comments to judge"
NOT_FIT = "not fit to publish"
STATES = (CommentState.WAITING, CommentState.PUBLISHED, CommentState.REFUSED)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def comment_list(request: HttpRequest) -> HttpResponse:
    """The comments of one state, the oldest first; envelopes while locked."""
    state = request.GET.get("state", CommentState.WAITING)
    if state not in STATES:
        raise Http404
    user, key = person(request), key_of(request)
    keyspaces = keyspaces_opened(user) if key else keyspaces_seen(user)
    cards = _cards(state).filter(keyspace__in=keyspaces)
    page = Paginator(cards, COMMENTS_A_PAGE).get_page(request.GET.get("page"))
    title = _("Comments")
    rows = sealed.closed_rows(page)
    if key and rows:
        opened = sealed.opened_rows(list(page), by=key, reason=READ)
        rows = sealed.with_comments(opened, by=key, reason=READ)
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "comment",
        "page": page,
        "rows": [(row, _action_of(row, user)) for row in rows],
        "state": state,
        "states": [_tab(value, keyspaces) for value in STATES],
        "unlock_url": unlock_address(request.get_full_path()),
        "is_open": key is not None,
        "kept": f"state={state}",
    }
    return render(request, "desk/supporters/comments.html", context)


@desk_view(Role.ORGANIZER)
@require_POST
def judge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Publish one comment or keep it back, then go on with the next."""
    user, key = person(request), key_of(request)
    back = f"{reverse('desk:comments')}?state={request.POST.get('state', CommentState.WAITING)}"
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
    mine = _cards(CommentState.WAITING).filter(keyspace__in=keyspaces_opened(user))
    count = mine.count()
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


def _tab(state: CommentState, keyspaces: QuerySet[Keyspace]) -> tuple[str, str, int]:
    """A state to choose, and how many comments are in it."""
    count = _cards(state).filter(keyspace__in=keyspaces).count()
    return state.value, str(state.label), count


def _cards(state: str) -> QuerySet[Card]:
    """Only of people who confirmed: others may not be who they say."""
    written = Card.objects.filter(sealed_comment__isnull=False, comment_state=state)
    return written.filter(is_confirmed=True).order_by("week_on", "pk")


urlpatterns = [
    path("comments/", comment_list, name="comments"),
    path("comments/<uuid:pk>/", judge, name="comment-judge"),
]
