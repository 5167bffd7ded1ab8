"""Rows of figures: name, value, unit, ratio, against what."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    name: str
    value: float
    unit: str
    ratio: float | None = None
    against: str = ""
    digits: int = 1  # behind the point


def show(rows: Iterable[Row]) -> None:
    for row in rows:
        ratio = f"{row.ratio:8.2f}" if row.ratio is not None else " " * 8
        print(
            f"{row.name:<58}{row.value:>12,.{row.digits}f} {row.unit:<6}{ratio}  {row.against}",
            flush=True,
        )
