"""Watched texts, the index that finds them, what was seen, and stops that a person put in."""

from amparo.sightings.models.index import (
    Block,
    CitedSection,
    IndexedText,
    IndexedWords,
    Shelf,
    WatchedPosting,
    WatchedSection,
    WatchedStamp,
)
from amparo.sightings.models.seen import Movement, Sighting, Standing, Tier
from amparo.sightings.models.stops import Stop, StopWords
from amparo.sightings.models.watching import Muted, Origin, WatchedText, WatchedWords

__all__ = [
    "Block",
    "CitedSection",
    "IndexedText",
    "IndexedWords",
    "Movement",
    "Muted",
    "Origin",
    "Shelf",
    "Sighting",
    "Standing",
    "Stop",
    "StopWords",
    "Tier",
    "WatchedPosting",
    "WatchedSection",
    "WatchedStamp",
    "WatchedText",
    "WatchedWords",
]
