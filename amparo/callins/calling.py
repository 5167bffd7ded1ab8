"""Whom one calls and in which order, as a page and a sheet show it.

A newcomer's mistake: asking for her address. Where a target is for people of some counties, the
page lists the counties, and her choice is a link to that target's page: nothing about her is sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amparo.callins.models import CallIn, CallTarget, Outcome
from amparo.officials.numbers import Dialed, dialed_of
from amparo.places.counties import county_name


@dataclass(frozen=True)
class Called:
    """One target, numbered in the order of the calls; the number is its page's."""

    number: int
    target: CallTarget
    dialed: tuple[Dialed, ...]
    counties: tuple[str, ...]  # names; empty, and without a district: everybody calls
    district: str = ""  # its name, where only its people call

    @property
    def name(self) -> str:
        return self.target.name

    @property
    def title(self) -> str:
        return self.target.title

    @property
    def is_fallback(self) -> bool:
        return self.target.is_fallback

    @property
    def only(self) -> tuple[str, ...]:
        """Whose people should call, by name; empty: everybody's."""
        return (*self.counties, *((self.district,) if self.district else ()))

    def may_follow(self, called: "Called") -> bool:
        """Is it for everybody, or for people of a county or the district of the call before?"""
        own = self.target.county_codes
        is_there = not own or bool(own & called.target.county_codes)
        return is_there and self.district in ("", called.district)


@dataclass(frozen=True)
class Calls:
    """All whom a call-in day calls."""

    everybody: tuple[Called, ...]

    @property
    def in_turn(self) -> list[Called]:
        return [each for each in self.everybody if not each.is_fallback]

    @property
    def fallback(self) -> Called | None:
        return next((each for each in self.everybody if each.is_fallback), None)

    def numbered(self, number: int) -> Called | None:
        return next((each for each in self.everybody if each.number == number), None)

    def after(self, called: Called, outcome: str = "") -> Called | None:
        """The next one: for everybody, or of the same counties; at last whom to fall back on."""
        later = [each for each in self.in_turn if each.number > called.number]
        following = next((each for each in later if each.may_follow(called)), None)
        if following is None and outcome == Outcome.NO_ANSWER and not called.is_fallback:
            return self.fallback
        return None if called.is_fallback else following

    def by_county(self) -> list[tuple[str, Called]]:
        """(county or district, its first target), where some are for people of some of them."""
        found: dict[str, Called] = {}
        for each in self.in_turn:
            for name in each.only:
                found.setdefault(name, each)
        return sorted(found.items())


def calls_of(callin: CallIn, language: str) -> Calls:
    """Whom to call, numbers that answer in `language` first."""
    targets = callin.targets.with_numbers()
    return Calls(
        tuple(called(target, number, language) for number, target in enumerate(targets, start=1))
    )


def called(target: CallTarget, number: int, language: str) -> Called:
    codes = sorted(target.county_codes)
    return Called(
        number,
        target,
        tuple(dialed_of(target.office, target.official, language)),
        tuple(county_name(code) for code in codes),
        target.district.name if target.district else "",
    )


def only_for(names: Sequence[str]) -> str:
    """Say whose people should call; "" where it is for everybody."""
    return _("For people of %(counties)s") % {"counties": ", ".join(names)} if names else ""
