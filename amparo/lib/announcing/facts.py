"""What is announced: the facts of one thing in one language, and the labels they stand under.

Every value is a phrase as a person would read it aloud; "" is what it does not have.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

Pair = tuple[str, str]  # a label, and what stands under it


@dataclass(frozen=True, slots=True)
class Facts:
    """One thing to announce. `url` is the full address of its page, and always there."""

    language: str
    title: str
    url: str
    kind: str = ""  # "Legal clinic", over the title
    summary: str = ""  # one or two sentences
    on: date | None = None  # the one day, where there is one: set like a leaf of a calendar
    day: str = ""  # "Saturday, August 27", or "every Wednesday"
    hours: str = ""  # "10:00 a.m. to 1:00 p.m."
    place: str = ""
    address: str = ""
    door: str = ""
    cost: str = ""
    bring: str = ""
    access: str = ""  # ramps, languages, children: who can come, and how
    phone: str = ""  # as it is dialed at home
    hosts: str = ""  # already joined: "A, B and C"
    more: tuple[Pair, ...] = ()  # what only this kind has: whom to call, what to ask
    come: str = ""  # what one does: "Come without an appointment, or call."
    coalition: str = ""

    @property
    def when(self) -> str:
        return ", ".join(filter(None, (self.day, self.hours)))

    @property
    def where(self) -> str:
        return ", ".join(filter(None, (self.place, self.address)))


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of one language."""

    when: str
    where: str
    door: str
    cost: str
    bring: str
    access: str
    phone: str
    hosts: str
    page: str  # "More": before the address of the page


def wording(facts: Facts, words: Words) -> Iterator[Pair]:
    """Label and phrase of everything that is there, in the order in which people ask for it."""
    pairs = (
        (words.when, facts.when),
        (words.where, facts.where),
        (words.door, facts.door),
        *facts.more,
        (words.cost, facts.cost),
        (words.bring, facts.bring),
        (words.access, facts.access),
        (words.phone, facts.phone),
    )
    return ((label, said) for label, said in pairs if said)
