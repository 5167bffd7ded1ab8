"""Watched texts, the index that finds them, what was seen, and stops that a person put in."""

from amparo.sightings.models.index import (
    CitedSection,
    IndexedText,
    Posting,
    WatchedPosting,
    WatchedSection,
)
from amparo.sightings.models.seen import Movement, Sighting, Standing, Tier
from amparo.sightings.models.stops import Stop, StopWords
from amparo.sightings.models.watching import Muted, Origin, WatchedText, WatchedWords

__all__ = [
    "CitedSection",
    "IndexedText",
    "Movement",
    "Muted",
    "Origin",
    "Posting",
    "Sighting",
    "Standing",
    "Stop",
    "StopWords",
    "Tier",
    "WatchedPosting",
    "WatchedSection",
    "WatchedText",
    "WatchedWords",
]
