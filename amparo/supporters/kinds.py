"""Which kinds of ask a supporter can stand under: rooms above register theirs; this imports none.

A kind answers what this room must know of an action that it only knows by id. Its functions are
called on every sign-up, so a kind keeps its answers for a second or so in memory.
A newcomer's mistake: `on_stored` that does more for a new card than for a repeated one. Its time
would tell who had signed before; run the same statements for both.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise

from amparo.supporters.models import Card, Keyspace

if TYPE_CHECKING:
    from amparo.supporters.operations import Submission

Words = str | Promise


def _nothing_of_an_action(action_id: UUID, language: str) -> Mapping[str, Any]:
    return {}


def _nothing_of_a_card(card_id: UUID) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class ActionKind:
    """What is asked about an action of this kind. `title` and addresses are in a language.

    `folder`: a room's templates `<folder>/supporter/…` stand in for those of `supporters/…` that
    have the same name (confirm.html, yours.html, withdraw.html, mail/confirm.txt …). They are
    given `facts_of` the action and, on pages, `card_facts_of` the card.
    The `on_…` run inside the transaction of what they tell of.
    """

    code: str
    label: Words
    title: Callable[[UUID, str], str]  # "" of an action that is gone
    public_url: Callable[[UUID, str], str]  # a path, "" where there is none
    keyspace_of: Callable[[UUID], Keyspace]
    is_open: Callable[[UUID, datetime], bool]
    needs_contact: bool = True  # without it, whoever leaves no way to reach her counts at once
    told: Mapping[str, Words] = field(default_factory=dict)  # labels of Submission.told, in order
    folder: str = ""
    subjects: Mapping[str, Words] = field(default_factory=dict)  # of letters; may hold %(title)s
    facts_of: Callable[[UUID, str], Mapping[str, Any]] = _nothing_of_an_action
    card_facts_of: Callable[[UUID], Mapping[str, Any]] = _nothing_of_a_card
    on_stored: "Callable[[UUID, Submission, bool], None] | None" = None  # card, sent, is it new?
    on_confirmed: Callable[[UUID], None] | None = None  # once; also where an organizer heard it
    on_pressed: Callable[[UUID], None] | None = None  # each time that she presses "Confirm"
    on_removed: Callable[[list[UUID]], None] | None = None  # before the cards are deleted
    on_merged: Callable[[UUID, UUID], None] | None = None  # the card that goes, the one that stays
    apart: Words = ""  # why two cards are never made one, for who would do it at the desk

    def templates(self, name: str) -> list[str]:
        """Where a page or a letter is looked for, the kind's own first."""
        own = [f"{self.folder}/supporter/{name}"] if self.folder else []
        return [*own, f"supporters/{name}"]


class UnknownKind(LookupError):
    """No room registered this kind."""


_kinds: dict[str, ActionKind] = {}


def register(kind: ActionKind) -> None:
    """Add a kind; the same code again replaces it."""
    _kinds[kind.code] = kind


def get(code: str) -> ActionKind:
    """Return the kind. Raises UnknownKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKind(code) from None


def all_kinds() -> list[ActionKind]:
    return list(_kinds.values())


def tell_confirmed(card: Card) -> None:
    """Let a card's kind know that it counts now."""
    kind = get(card.action_kind)
    if kind.on_confirmed:
        kind.on_confirmed(card.pk)


def tell_merged(gone: Card, kept: Card) -> None:
    """Let their kind know that two cards are one person's, before the later one is deleted."""
    kind = get(gone.action_kind)
    if kind.on_merged:
        kind.on_merged(gone.pk, kept.pk)


def tell_pressed(card: Card) -> None:
    """Let a card's kind know that its owner answered, for the first time or again."""
    kind = get(card.action_kind)
    if kind.on_pressed:
        kind.on_pressed(card.pk)


def tell_removed(ids: Iterable[UUID]) -> None:
    """Let the kinds know, those that asked, which of their cards go now."""
    for kind in all_kinds():
        if kind.on_removed is None:
            continue
        cards = Card.objects.filter(pk__in=ids, action_kind=kind.code)
        if theirs := list(cards.values_list("pk", flat=True)):
            kind.on_removed(theirs)
