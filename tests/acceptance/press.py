"""What an action committee told the press in 2011 and what a series told its readers in 2017.

Nothing of it stands here: words, names and telephones are read from the sources when the suite
runs. A newcomer's mistake: mending them. The Spanish twin says another year and another place;
that is kept as it was printed, and the desk says so.
"""

import re
from dataclasses import dataclass

from tests.house.plan import ROOT

SOURCES = ROOT.parent / "shared" / "sources"


@dataclass(frozen=True)
class Printed:
    """A release in one language, as it was printed."""

    date: str
    title: str
    lede: str
    dateline: str
    paragraphs: list[str]
    quoted: int  # which paragraph is somebody's words
    words: str
    who: str


def source(number: int) -> str:
    found = next(SOURCES.glob(f"{number:03d}_*.txt"))
    return found.read_text(encoding="utf-8").replace("\r\n", "\n")


def releases() -> dict[str, Printed]:
    text = source(1)
    english = _between(text, "For Immediate Release", "Background information on the")
    spanish = _between(text, "Para su publicación inmediata", "Mas información sobre")
    return {"en": _read(english, "said"), "es": _read(spanish, "dice")}


def telephone() -> str:
    """The committee's own line, as it stands above the release."""
    head = _between(source(1), "Struggle continues to keep", "For Immediate Release")
    found = re.search(r"\d{3}-\d{3}-\d{4}", head)
    assert found is not None
    return found[0]


def brief() -> tuple[str, str, list[str], str]:
    """(title, below it, paragraphs, note) of the policy series."""
    blocks = _blocks(source(2))
    note = next(block for block in blocks if block.startswith("1. "))
    paragraphs = [block for block in blocks[2:] if block != note]
    return blocks[0], blocks[1].replace("\n", " "), paragraphs, note


def _read(part: str, verb: str) -> Printed:
    date, *blocks = _blocks(part)
    heads, body = blocks[:-1], blocks
    first = next(at for at, block in enumerate(blocks) if block.startswith("Minneapolis"))
    heads, body = blocks[:first], blocks[first:]
    lines = [line for head in heads for line in head.split("\n")]
    place, _dash, rest = body[0].partition(" – ")
    paragraphs = [" ".join(each.split()) for each in (rest, *body[1:])]
    quoted = next(at for at, each in enumerate(paragraphs) if f"” {verb} " in each)
    said = re.findall(r"“([^”]+)”", paragraphs[quoted])
    who = re.search(rf"” {verb} (\w+)", paragraphs[quoted])
    assert who is not None
    return Printed(
        date, " ".join(lines[:-1]), lines[-1].strip(), place, paragraphs, quoted,
        " ".join(said), who[1],
    )  # fmt: skip


def _between(text: str, start: str, end: str) -> str:
    at = text.index(start) + len(start)
    return text[at : text.index(end, at)]


def _blocks(text: str) -> list[str]:
    return [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
