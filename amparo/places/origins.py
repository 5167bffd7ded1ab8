"""Where a file comes from, and how storing it is told: words that importing and storing share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

Progress = Callable[[int, int], None]  # (how many are done, of how many)
Counts = dict[str, int]


@dataclass(frozen=True)
class Origin:
    """Where a file was read, and when somebody last looked."""

    source_title: str
    source_url: str
    checked_on: date

    @property
    def as_columns(self) -> dict[str, Any]:
        return dict(vars(self))


def silent(done: int, total: int) -> None:
    """No progress told."""
