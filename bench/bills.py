"""The bills that provisions are measured on: ../shared/data/bills, read as they lie there."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

BILLS = Path(__file__).resolve().parents[2] / "shared/data/bills"

_ANY_WORD = re.compile(r"[a-z0-9]+")


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
    """As they were printed: the file has their words alone, with "(1)" as the word 1.

    Where a printing cannot be found again, its words are taken as they are.
    """
    path = BILLS / "federal/eval_reintroduction_queries_1000.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted: dict[str, list[str]] = {}
    for row in rows:
        wanted.setdefault(row["bill"], []).append(row["words"])
    printed: dict[str, str] = {}
    for bill in congress(116):
        for words in wanted.get(bill["bill"], ()):
            texts = (version["text"] for version in bill["versions"] if version["text"])
            printed[words] = next(filter(None, (_printed(words, text) for text in texts)), words)
    return [
        Watched(printed.get(row["words"], row["words"]), tuple(row["positives"])) for row in rows
    ]


def _printed(words: str, text: str) -> str:
    """The stretch of a text that has just these words; "" where none has."""
    spans = [(match[0], *match.span()) for match in _ANY_WORD.finditer(text.lower())]
    whole = f" {' '.join(word for word, _start, _end in spans)} "
    at = whole.find(f" {words} ")
    if at < 0:
        return ""
    first = whole[: at + 1].count(" ") - 1
    return text[spans[first][1] : spans[first + words.count(" ")][2]]
