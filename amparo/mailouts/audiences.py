"""Who gets a letter: lines that add people or leave them out, told by cards' clear columns.

A line begins with people whom the letter may reach at all (`who`), keeps those who also did
something (`also`, all of it) and drops those who did something else (`unless`, any of it); county,
district (by the counties that it lies in), language, source and weeks narrow it. A person is in the
audience when one line takes her in and no line leaves her out. What clear columns cannot tell,
because cards of one person are not tied to one another, is found in memory at an unlock: until then
a count says "at most".

Keys name what people did: "list", "all" (any ask of the letter's campaign), "petition:<id>",
"committees" (any), "committee:<id>", "came:<id>" (said after a gathering that she was there),
"brought:<id>" (came with a list that was brought along, and nobody has written to her yet).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from amparo.committees.models import KIND as COMMITTEE
from amparo.committees.models import Joining
from amparo.gatherings.models import Coming
from amparo.mailouts.models import Belongs, MailOut, Quiet
from amparo.places.covering import counties_of
from amparo.places.models import District
from amparo.supporters.models import Card, ImportedCard, Keyspace, MergedCard
from amparo.supporters.operations import the_list
from amparo.supporters.wishes import wants

LIST, ALL, ALL_COMMITTEES, CAME, BROUGHT = "list", "all", "committees", "came", "brought"
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an audience; empty narrowings narrow nothing."""

    who: str
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()  # their numbers; a card knows the county that one lies in
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since_on: date | None = None  # weeks, by their Monday
    until_on: date | None = None
    wants_news: bool = False  # only who asked to hear more when she stood with us
    is_left_out: bool = False

    def kept(self) -> dict[str, Any]:
        """As the letter's row keeps it: what is not said is left out."""
        said = {name: value for name, value in asdict(self).items() if value}
        return {name: _plain(value) for name, value in said.items()}

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        known = {field.name for field in fields(cls)}
        said = {name: value for name, value in kept.items() if name in known}
        for name in ("also", "unless", "counties", "districts", "languages", "sources"):
            said[name] = tuple(said.get(name, ()))
        for name in ("since_on", "until_on"):
            said[name] = date.fromisoformat(said[name]) if said.get(name) else None
        return cls(**said)

    @property
    def is_of_list(self) -> bool:
        """Does it begin with cards of the standing list?"""
        return self.who == LIST or self.who.startswith(f"{BROUGHT}:")

    @property
    def conditions(self) -> tuple[str, ...]:
        return (*self.also, *self.unless)


def lines_of(mailout: MailOut) -> list[Line]:
    return [Line.read(each) for each in mailout.audience]


def confirmed() -> QuerySet[Card]:
    """The cards that a letter may be about at all: confirmed, and not an attorney's to open."""
    ours = Keyspace.objects.filter(opened_by=Keyspace.OpenedBy.ORGANIZERS)
    return Card.objects.filter(is_confirmed=True, needs_word=False, keyspace__in=ours)


def cards_of(mailout: MailOut, line: Line) -> QuerySet[Card]:
    """The cards with which a line begins, narrowed; without what only an unlock can tell."""
    return confirmed().filter(_begins(mailout, line))


def counties_around(line: Line) -> list[str]:
    """The counties in which a line's districts lie, wholly or in part."""
    districts = District.objects.filter(pk__in=line.districts)
    found = counties_of(districts.select_related("jurisdiction__parent"))
    return sorted({each.fips for rows in found.values() for each in rows})


def did(mailout: MailOut, key: str) -> QuerySet[Card]:
    """The cards of whoever did what a key names."""
    return confirmed().filter(_did(mailout, key))


def everybody(mailout: MailOut) -> QuerySet[Card]:
    """The cards with which some line begins that takes people in."""
    return _of_lines(mailout, [line for line in lines_of(mailout) if not line.is_left_out])


def at_most(mailout: MailOut) -> int:
    """How many letters there can be at most, told without a key: each card is counted once."""
    return counts_by_language(mailout).total()


def counts_by_language(mailout: MailOut) -> Counter[str]:
    """How many cards by language, each once.

    The list's are counted apart, because only they ask what somebody wants of our letters; a card
    is of the list or of something else, never both.
    """
    lines = [line for line in lines_of(mailout) if not line.is_left_out]
    apart = ([x for x in lines if x.is_of_list], [x for x in lines if not x.is_of_list])
    counts: Counter[str] = Counter()
    for some in apart:
        cards = _of_lines(mailout, some).order_by() if some else Card.objects.none()
        # Not Count("pk"): the index that holds all the rest does not hold it.
        counts.update(dict(cards.values_list("language").annotate(count=Count("*"))))
    return counts


def quiet_cards(mailout: MailOut) -> QuerySet[Card]:
    """Cards of people who want no more letters of this kind. Whoever left the list has none."""
    if mailout.belongs == Belongs.LIST:
        return Card.objects.none()
    quiet = Quiet.objects.values("card_id")
    merged = MergedCard.objects.filter(pk__in=quiet).values("card_id")
    cards = Card.objects.filter(Q(pk__in=quiet) | Q(pk__in=merged))
    if mailout.campaign is not None:
        return cards.filter(keyspace=mailout.campaign.keyspace_id)
    return cards.filter(action_kind=COMMITTEE)


def _of_lines(mailout: MailOut, lines: Sequence[Line]) -> QuerySet[Card]:
    found = Q(pk__in=())
    for line in lines:
        found |= _begins(mailout, line)
    return confirmed().filter(found)


def _begins(mailout: MailOut, line: Line) -> Q:
    asked: dict[str, Any] = {
        "county__in": line.counties,
        "language__in": line.languages,
        "source__in": line.sources,
        "week_on__gte": line.since_on,
        "week_on__lte": line.until_on,
        "wants_news": line.wants_news,
    }
    wanted = _wanted(mailout) if line.who == LIST else Q()
    narrowed = Q(**{name: value for name, value in asked.items() if value})
    if line.districts:
        narrowed &= Q(county__in=counties_around(line))
    return _did(mailout, line.who) & wanted & narrowed


def _wanted(mailout: MailOut) -> Q:
    """Of the list, those only who want a letter about this, now: topics, how often, urgent."""
    today = timezone.localdate()
    return wants(topic=mailout.topic, is_urgent=mailout.is_urgent, month=today)


def _did(mailout: MailOut, key: str) -> Q:
    kind, _, name = key.partition(":")
    if key == LIST:
        return Q(keyspace=the_list(), action_kind=Keyspace.Kind.LIST)
    if key == ALL and mailout.campaign is not None:
        return Q(keyspace=mailout.campaign.keyspace_id)
    if key == ALL_COMMITTEES:
        return Q(action_kind=COMMITTEE)
    if not name:
        return Q(pk__in=())
    return _did_one(kind, UUID(name))


def _did_one(kind: str, about: UUID) -> Q:
    if kind == CAME:
        came = Coming.objects.filter(gathering_id=about, did_come=True)
        return Q(pk__in=came.values("card_id"))
    if kind == BROUGHT:
        with_list = ImportedCard.objects.filter(list_import=about, list_import__undoing_since=None)
        return Q(pk__in=with_list.values("pk"))
    if kind == COMMITTEE:
        joined = Joining.objects.filter(committees=about)
        return Q(action_kind=COMMITTEE, action_id__in=joined.values("pk"))
    return Q(action_kind=kind, action_id=about)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
