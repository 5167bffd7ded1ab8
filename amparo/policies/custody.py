"""What happens to a person who is arrested there: custody followed from agency to jail.

A newcomer's mistake: stopping at the city's own policy. A city may protect while its arrested go to
a county jail that does not; the page must say "protection ends here".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from amparo.places.models import AGENCIES, Jurisdiction, Kind
from amparo.policies.models import Custody, Effect, Fact, Topic

ARRESTING = tuple(kind for kind in AGENCIES if kind != Kind.JAIL)
LONGEST = 5  # jails in a row; nobody is moved further on paper


class Verdict(TextChoices):
    HOLDS = "holds", _("Protection holds to the jail's door")
    ENDS = "ends", _("Protection ends here")
    NONE = "none", _("No protection")
    UNKNOWN = "unknown", _("Not known")


@dataclass(frozen=True)
class Link:
    """One station: who has the person, how we know, and what its facts do."""

    place: Jurisdiction  # the agency or jail; first the government that one asked about
    custody: Custody | None  # how the person came here; none at the first
    facts: Sequence[Fact]
    effect: Effect

    @property
    def harming(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.value.effect == Effect.HARMS]


@dataclass(frozen=True)
class Chain:
    """Where a person goes, station by station; two chains where sources differ."""

    links: tuple[Link, ...]

    @property
    def ends_at(self) -> Link | None:
        """The first station that harms."""
        return next((link for link in self.links if link.effect == Effect.HARMS), None)

    @property
    def verdict(self) -> Verdict:
        """Protection ends only where something protected before."""
        if self.ends_at is not None:
            before = self.links[: self.links.index(self.ends_at)]
            protected = any(link.effect == Effect.PROTECTS for link in before)
            return Verdict.ENDS if protected else Verdict.NONE
        known = len(self.links) > 1 and all(
            link.effect == Effect.PROTECTS for link in self.links[1:]
        )
        return Verdict.HOLDS if known else Verdict.UNKNOWN


def what_happens_to(jurisdiction: Jurisdiction, on: date) -> list[Chain]:
    """Follow custody from this government's own police, or from an agency, on that day."""
    first = Link(jurisdiction, None, *_facts(jurisdiction, on, is_first=True))
    ways = list(_from(_agencies(jurisdiction), on))
    if not ways:
        return [Chain((first,))]
    return [Chain((first, *rest)) for way in ways for rest in _on_from(way, on, {jurisdiction.pk})]


def _on_from(way: Custody, on: date, seen: set[int]) -> Iterable[tuple[Link, ...]]:
    """Every way from here on; a jail that was passed before ends it."""
    link = Link(way.jail, way, *_facts(way.jail, on, is_first=False))
    seen = {*seen, way.jail_id}
    ways = [each for each in _from([way.jail_id], on) if each.jail_id not in seen]
    if not ways or len(seen) > LONGEST:
        yield (link,)
    for each in ways:
        for rest in _on_from(each, on, seen):
            yield (link, *rest)


def _from(agencies: Sequence[int], on: date) -> Iterable[Custody]:
    return Custody.objects.with_names().on(on).filter(agency__in=agencies)


def _agencies(jurisdiction: Jurisdiction) -> list[int]:
    """Itself, its police, its sheriff: whoever arrests in its name. A jail arrests nobody."""
    own = jurisdiction.children.filter(kind__in=ARRESTING).values_list("pk", flat=True)
    return [jurisdiction.pk, *own]


def _facts(place: Jurisdiction, on: date, *, is_first: bool) -> tuple[list[Fact], Effect]:
    """What decides there: at the first station all that is known, in a jail what custody asks."""
    government = place.parent if place.kind in AGENCIES and place.parent else place
    rows = Fact.objects.public().on(on).of(government).with_words()
    if is_first:
        rows = rows.exclude(factor__topic=Topic.LIFE)  # an identity card opens no cell
    else:
        rows = rows.filter(factor__in_custody=True)
    facts = list(rows.exclude(factor__key="fingerprints"))  # those go everywhere
    effects = {fact.value.effect for fact in facts}
    if Effect.HARMS in effects:
        return facts, Effect.HARMS
    return facts, Effect.PROTECTS if Effect.PROTECTS in effects else Effect.NEITHER
