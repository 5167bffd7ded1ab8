"""The kinds of ask that campaigns have: rooms above register theirs; this imports none of them.

A newcomer's mistake: `campaign.petitions` in a template here. A campaign's page, the hub, feeds and
a takedown know every ask by the same few facts, and what an `AskKind` says of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override

from amparo.announcing import kinds as announcing_kinds
from amparo.campaigns import takedown
from amparo.campaigns.actions import (
    A,
    Action,
    ActionQuerySet,
    ActionState,
    Effort,
    asks,
)
from amparo.campaigns.announced import announced_kind
from amparo.campaigns.citations import forget
from amparo.campaigns.citing import places_of_kind
from amparo.campaigns.models import Campaign
from amparo.campaigns.standing import Standing, Standings, show_on_commit
from amparo.evidence import citing
from amparo.supporters import figures
from amparo.supporters import kinds as supporters_kinds
from amparo.supporters.kinds import ActionKind
from amparo.supporters.models import Keyspace


@dataclass(frozen=True)
class Ask:
    """One ask as a list shows it, in the language that was asked for or the one it has."""

    kind: str
    id: UUID
    title: str
    sentence: str
    url: str
    button: str  # what one does there: "Sign the petition"
    language: str  # of title and sentence
    is_open: bool
    is_won: bool = False
    starts_at: datetime | None = None  # of what happens at a time
    closes_at: datetime | None = None
    count: int | None = None  # None: not shown
    goal: int | None = None
    effort: str = Effort.MINUTES
    campaign: str = ""  # its title, for lists of many campaigns' asks
    campaign_slug: str = ""
    is_case: bool = False  # of a person: in no feed, because feeds are copied for ever
    opens_at: datetime | None = None
    changed_at: datetime | None = None  # its words


def _counted(action: Action) -> int | None:
    return figures.tally(action.pk).total


def _of_its_campaign(action: Action) -> Keyspace:
    return action.campaign.keyspace


def _nothing_more(action: Action, language: str) -> str:
    return ""


def _at_no_time(action: Action) -> datetime | None:
    return None


@dataclass(frozen=True)
class AskKind(Generic[A]):
    """What other rooms may know of the asks of one model, asked by id or by campaign.

    `page` names the address of its page, which takes the slug. `goes` says in one sentence, with
    the title, what a takedown deletes of it.
    """

    model: type[A]
    label: str | Promise
    page: str
    button: str | Promise  # while it is open
    button_after: str | Promise
    goes: str | Promise
    effort: str = Effort.MINUTES  # of an ask that says none itself
    keyspace_of: Callable[[A], Keyspace] = _of_its_campaign
    starts_at: Callable[[A], datetime | None] = _at_no_time
    count_of: Callable[[A], int | None] = _counted
    also_found_by: Callable[[A, str], str] = _nothing_more  # words of its page only it has
    standings: Standings[A] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "standings", Standings(self.model))

    @property
    def code(self) -> str:
        return self.model.KIND

    def path(self, action: A, language: str | None = None) -> str:
        """The address of an ask's page, in the language of the moment unless one is named."""
        with override(language or get_language()):
            return reverse(self.page, args=[action.slug])

    def asks_of(self, campaign: Campaign, language: str, now: datetime) -> list[Ask]:
        """The public asks of a campaign, open ones first."""
        return self._shown(self._published().filter(campaign=campaign), language, now)

    def all_asks(self, language: str, now: datetime) -> list[Ask]:
        """The public asks of every campaign, open ones first."""
        return self._shown(self._published(), language, now)

    def ask_of(self, action: A, language: str, now: datetime) -> Ask | None:
        """An ask as lists show it; None where it has no words."""
        text = action.any_text(language)
        if text is None:
            return None
        is_open = action.is_open(now)
        with override(language):
            button = str(self.button if is_open else self.button_after)
        campaign = action.campaign.text(language)
        return Ask(
            kind=self.code,
            id=action.pk,
            title=text.title,
            sentence=text.ask,
            url=self.path(action, language),
            button=button,
            language=text.language,
            is_open=is_open,
            is_won=action.state == ActionState.WON,
            starts_at=self.starts_at(action),
            closes_at=action.closes_at,
            count=self.count_of(action),
            goal=action.goal,
            effort=action.effort or self.effort,
            campaign=campaign.title if campaign else "",
            campaign_slug=action.campaign.slug,
            is_case=action.campaign.is_case,
            opens_at=action.opens_at,
            changed_at=text.changed_at,
        )

    def action_kind(self, **options: Any) -> ActionKind:
        """How supporters stand under it; asked at every sign-up, so answered from memory."""
        return ActionKind(
            code=self.code,
            label=self.label,
            title=self._title,
            public_url=self._public_url,
            keyspace_of=self._keyspace,
            is_open=self._is_open,
            **options,
        )

    def part(self) -> takedown.Part:
        """Its part in a takedown."""
        return takedown.Part(
            self.code,
            name_what_goes=self._name_what_goes,
            remove=self._remove,
            paths_of=self._paths,
        )

    def _published(self) -> ActionQuerySet[A]:
        return asks(self.model).published().with_words()

    def _shown(self, actions: Iterable[A], language: str, now: datetime) -> list[Ask]:
        public = [each for each in actions if each.is_public_in(language, now)]
        asks = [ask for each in public if (ask := self.ask_of(each, language, now))]
        return sorted(asks, key=lambda ask: not ask.is_open)

    def _title(self, action_id: UUID, language: str) -> str:
        standing = self.standings.by_id(action_id)
        found = standing.text_in(language) if standing else None
        return str(found[0].title) if found else ""

    def _public_url(self, action_id: UUID, language: str) -> str:
        """Empty where the public sees nothing: taken down, or consent does not cover it."""
        standing = self.standings.by_id(action_id)
        if standing is None or not standing.action.is_public_in(language, timezone.now()):
            return ""
        return self.path(standing.action, language)

    def _keyspace(self, action_id: UUID) -> Keyspace:
        return self.keyspace_of(self._there(action_id).action)

    def _is_open(self, action_id: UUID, now: datetime) -> bool:
        """Does it take anybody in? One that is not there does not."""
        standing = self.standings.by_id(action_id)
        return standing is not None and standing.action.is_open(now)

    def _there(self, action_id: UUID) -> Standing[A]:
        standing = self.standings.by_id(action_id)
        if standing is None:
            raise LookupError("no published ask has this id")
        return standing

    def _name_what_goes(self, campaign: Campaign) -> list[str | Promise]:
        found = asks(self.model).filter(campaign=campaign).with_words()
        return [str(self.goes) % {"title": each.title} for each in found]

    def _paths(self, campaign: Campaign) -> list[str]:
        """Their addresses; what lies below them is buried with them."""
        found = asks(self.model).filter(campaign=campaign)
        return [self.path(each, settings.LANGUAGE_CODE) for each in found]

    def _remove(self, campaign: Campaign, now: datetime) -> takedown.Gone:
        gone = takedown.Gone(paths=self._paths(campaign))
        found = asks(self.model).filter(campaign=campaign)
        forget(found)
        found.delete()
        show_on_commit()
        return gone


@dataclass(frozen=True)
class OutsideKind:
    """Asks of no campaign, such as committees to join: lists, feeds and frames know them so.

    `find` hands over those that the public may read in a language, open or not; `page` names the
    address of each, which takes its slug.
    """

    code: str
    label: str | Promise
    page: str
    find: Callable[[str, datetime], Iterable[Ask]]


_kinds: dict[str, AskKind[Any]] = {}
_outside: dict[str, OutsideKind] = {}


def register(kind: AskKind[Any], *, takes_cards: bool = True, **options: Any) -> None:
    """Add a kind; the same code again replaces it. Called from AppConfig.ready().

    `options` are those of supporters.kinds.ActionKind; a kind that `takes_cards` not has no
    supporters under it.
    """
    _kinds[kind.code] = kind
    takedown.register(kind.part())
    announcing_kinds.register(announced_kind(kind))
    citing.register(places_of_kind(kind))
    if takes_cards:
        supporters_kinds.register(kind.action_kind(**options))


def register_outside(kind: OutsideKind) -> None:
    """Add a kind whose asks belong to no campaign; the same code again replaces it."""
    _outside[kind.code] = kind


def all_kinds() -> list[AskKind[Any]]:
    return list(_kinds.values())


def outside_kinds() -> list[OutsideKind]:
    return list(_outside.values())


def kind_labels() -> dict[str, str]:
    """What each kind is called, by its code."""
    ours = {kind.code: str(kind.label) for kind in all_kinds()}
    return ours | {kind.code: str(kind.label) for kind in outside_kinds()}


def asks_of(campaign: Campaign, language: str, now: datetime) -> list[Ask]:
    """Every public ask of a campaign, of all kinds: open ones first, then won, then closed."""
    found = [ask for kind in all_kinds() for ask in kind.asks_of(campaign, language, now)]
    return sorted(found, key=lambda ask: (not ask.is_open, not ask.is_won))


def all_asks(language: str, now: datetime) -> list[Ask]:
    """Every public ask there is, of all kinds and campaigns and of none: open ones first."""
    found = [ask for kind in all_kinds() for ask in kind.all_asks(language, now)]
    found += [ask for kind in outside_kinds() for ask in kind.find(language, now)]
    return sorted(found, key=lambda ask: (not ask.is_open, not ask.is_won))
