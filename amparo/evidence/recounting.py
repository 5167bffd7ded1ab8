"""Figures that are counted elsewhere: which would be others by what is known now.

A newcomer's mistake: to import the room that counts. It registers how to ask it; the claim keeps
the figure that letters were sent with, and the page says what it would be today.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Stale:
    """Since when a claim's figure is no longer what would be counted, and what would be."""

    since_on: date
    count_now: int


Provider = Callable[[Collection[UUID]], Mapping[UUID, Stale]]  # by claim

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let a room that counts tell which of its claims are stale."""
    if provider not in _providers:
        _providers.append(provider)


def stale(claims: Collection[UUID]) -> dict[UUID, Stale]:
    """Those of these claims whose figure would be another now."""
    found: dict[UUID, Stale] = {}
    for provider in _providers:
        found |= provider(claims)
    return found
