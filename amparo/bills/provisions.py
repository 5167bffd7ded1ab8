"""The numbered parts of a legal text, found by how legislatures print them, with offsets.

A newcomer's mistake: trusting a heading anywhere. "Sec. 2" counts at the beginning of a line, or
after the sentence before it where a source gave the whole text as one line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_MOST_HEADING = 300

_ARTICLE = r"ARTICLE\s+(?:\d+|[IVXLC]+)\b\.?"
_SECTION = r"(?:Section|Sec\.|SECTION|SEC\.)\s+\d+[A-Za-z]?\."
_PLACE = r"Page\s+\d+,\s+(?:after|delete|line|lines|strike)\b[^\n:]{0,120}:"
_START = re.compile(
    rf"(?:^|(?<=[.:;”\"0-9]\s)|(?<=\n))[ \t]*({_ARTICLE}|{_SECTION}|{_PLACE})", re.M
)
_CODED = re.compile(
    r"\[(\d+[A-Z]?\.\d+[a-z]?)\]|Minnesota Statutes \d{4},? section (\d+[A-Z]?\.\d+)"
)


@dataclass(frozen=True)
class Part:
    """`start` to `end` of the text; `number` is as printed, with its article before it."""

    number: str
    heading: str
    statute: str
    start: int
    end: int


def parts_of(body: str) -> list[Part]:
    """The parts in their order, without gaps from the first of them; [] where none is numbered."""
    starts = [(found.start(1), found[1]) for found in _START.finditer(body)]
    return list(_parts(body, starts))


def _parts(body: str, starts: list[tuple[int, str]]) -> Iterator[Part]:
    article = ""
    for (start, mark), (end, _next) in pairwise([*starts, (len(body), "")]):
        tidy = " ".join(mark.split()).rstrip(".")
        if re.match(_ARTICLE, mark):
            article = tidy.title()
            if not _has_words(body[start + len(mark) : end]):
                continue
        elif not mark.startswith("Page"):
            tidy = tidy.replace("SECTION", "Section").replace("SEC", "Sec")
        number = f"{article}, {tidy}" if article and not re.match(_ARTICLE, mark) else tidy.title()
        number = number if not mark.startswith("Page") else tidy
        yield Part(number[:80], _heading(body[start + len(mark) : end]), *_coded(body, start, end))


def _has_words(text: str) -> bool:
    """More than the article's own title."""
    return len(text.split("\n\n", 1)[-1].split()) > 0 and len(text.strip().splitlines()) > 1


def _heading(after: str) -> str:
    """The words in capitals or the first sentence after a number, as they are printed."""
    line = " ".join(after.strip(" .\n\t").split("\n", 1)[0].split())
    line = re.sub(r"^\[[^\]]{1,20}\]\s*", "", line)
    capitals = re.match(r"[^a-z]{4,}?(?=\s(?:[(]?[A-Z]?[a-z]|\()|$)", line)
    said = capitals[0] if capitals else line.split(". ")[0]
    return said.strip(" .;")[:_MOST_HEADING]


def _coded(body: str, start: int, end: int) -> tuple[str, int, int]:
    found = _CODED.search(body, start, min(end, start + 400))
    return (found[1] or found[2] if found else "", start, end)
