"""Which letters somebody of the list wants: the questions that whoever writes to her asks.

Everything here is answered without a key. A newcomer's mistake: one letter a card. People who share
an address share the letter, too: `one_an_address` leaves the first of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from amparo.places.counties import county_name
from amparo.supporters.models import (
    Card,
    HowOften,
    ImportedCard,
    Keyspace,
    ListImport,
    Preference,
    Topic,
    TopicName,
)
from amparo.web.templatetags.web import language_name


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one person wants of our letters: in codes. No topic means every topic."""

    how_often: str = HowOften.EVERY
    reads: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def listeners(*, topic: str = "", is_urgent: bool = False, month: date) -> QuerySet[Card]:
    """Return the confirmed cards of the list that want such a letter in this month.

    `topic` is the code of what the letter is about, "" where it is about everything.
    """
    cards = Card.objects.filter(action_kind=Keyspace.Kind.LIST, is_confirmed=True)
    return cards.filter(wants(topic=topic, is_urgent=is_urgent, month=month))


def wants(*, topic: str = "", is_urgent: bool = False, month: date) -> Q:
    """The same as a condition on cards, to be joined with others.

    Told by those who do not want it: they are few, and a list of 100,000 is not joined with its
    wishes to find them.
    """
    unwilling = Q(pk__in=())
    if topic:
        unwilling |= ~Q(topics="") & ~Q(topics__contains=f" {topic} ")
    if not is_urgent:
        written = Q(how_often=HowOften.MONTHLY, written_month=month.replace(day=1))
        unwilling |= Q(how_often=HowOften.URGENT) | written
    return ~Q(pk__in=Preference.objects.filter(unwilling).values("pk"))


def note_written(card_ids: Iterable[UUID], *, month: date) -> None:
    """Keep that a letter went to these in this month; more is not kept.

    People who share an address were all written to. Who was brought along with a list and has been
    written to stays when the list is taken back: she has the link by which she leaves.
    """
    ids = _with_households(list(card_ids))
    Preference.objects.filter(card_id__in=ids).update(written_month=month.replace(day=1))
    came = ImportedCard.objects.filter(card_id__in=ids)
    imports = list(came.order_by().values_list("list_import", flat=True).distinct())
    if imports:
        ListImport.objects.filter(pk__in=imports, written_on=None).update(written_on=month)
        came.delete()


def one_an_address(cards: QuerySet[Card]) -> QuerySet[Card]:
    """Leave one card of each address, the first that it has; they share one letter.

    Told by the fingerprints of this boot: cards that have none yet all stay.
    """
    earlier = cards.order_by().filter(
        action_id=OuterRef("action_id"),
        email_code=OuterRef("email_code"),
        email_slot__lt=OuterRef("email_slot"),
    )
    return cards.exclude(Exists(earlier))


def language_for(card: Card, available: Sequence[str]) -> str:
    """Return the language to write to her in: hers, one that she reads, or the first there is."""
    kept = Preference.objects.filter(card=card).values_list("reads", flat=True).first() or ""
    return best_language(card.language, kept, available)


def best_language(first: str, reads: str, available: Sequence[str]) -> str:
    """The same from what was read already; `reads` as a Preference keeps it."""
    wanted = [first, *codes_of(reads)]
    return next((code for code in wanted if code in available), available[0])


def wishes_of(card: Card) -> Wishes:
    """Return what a card's owner wants; everything where she never said."""
    kept = Preference.objects.filter(card=card).first()
    if kept is None:
        return Wishes()
    return Wishes(kept.how_often, codes_of(kept.reads), codes_of(kept.topics))


def wanted_in_words(card: Card) -> dict[str, list[str] | str]:
    """What she wants of our letters, to be shown to her."""
    wishes, names = wishes_of(card), topic_names()
    return {
        "languages": [language_name(code) for code in (card.language, *wishes.reads)],
        "topics": [names[code] for code in wishes.topics if code in names],
        "how_often": str(HowOften(wishes.how_often).label),
        "county": county_name(card.county) if card.county else "",
    }


def topics_offered(language: str, *, also: Sequence[str] = ()) -> list[tuple[str, str]]:
    """(code, name) of each topic that people may choose, in their order; with those in `also`."""
    names = topic_names(language)
    offered = Topic.objects.filter(Q(is_offered=True) | Q(code__in=also))
    return [(topic.code, names[topic.code]) for topic in offered]


def topic_names(language: str = "") -> dict[str, str]:
    """Return every topic's name by its code, in this language or else in one that it has."""
    wanted = language or get_language() or settings.LANGUAGE_CODE
    names = list(TopicName.objects.select_related("topic"))
    found = {each.topic.code: each.name for each in names}
    found |= {each.topic.code: each.name for each in names if each.language == wanted}
    return {code: found.get(code, code) for code in Topic.objects.values_list("code", flat=True)}


def codes_of(kept: str) -> tuple[str, ...]:
    """Read what a Preference keeps of several codes."""
    return tuple(kept.split())


def kept_as(codes: Iterable[str]) -> str:
    """Write several codes so that each can be looked for between spaces."""
    found = sorted(set(codes))
    return f" {' '.join(found)} " if found else ""


def _with_households(ids: list[UUID]) -> set[UUID]:
    coded = Card.objects.filter(pk__in=ids, email_code__isnull=False)
    listed = coded.filter(action_kind=Keyspace.Kind.LIST).values_list("email_code", flat=True)
    shared = Card.objects.filter(email_code__in=list(listed))
    return {*ids, *shared.order_by().values_list("pk", flat=True)}
