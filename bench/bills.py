"""The bills that provisions are measured on: ../shared/data/bills, read as they lie there."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

BILLS = Path(__file__).resolve().parents[2] / "shared/data/bills"


@dataclass(frozen=True)
class Watched:
    """A section of the 116th Congress, and the bills of the 117th that have its title."""

    words: str
    positives: tuple[str, ...]


def congress(number: int) -> Iterator[dict[str, Any]]:
    path = BILLS / f"federal/congress{number}.jsonl.zst"
    with path.open("rb") as file:
        lines = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), "utf-8")
        yield from map(json.loads, lines)


def latest_texts(number: int) -> dict[str, str]:
    """The last text of each bill that has one."""
    return {
        bill["bill"]: text
        for bill in congress(number)
        if (text := next((v["text"] for v in reversed(bill["versions"]) if v["text"]), ""))
    }


def watched_sections() -> list[Watched]:
    path = BILLS / "federal/eval_reintroduction_queries_1000.jsonl"
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Watched(row["words"], tuple(row["positives"])) for row in rows]
