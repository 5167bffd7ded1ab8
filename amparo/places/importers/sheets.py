"""Rows of a table that somebody made, with its mistakes said by the line.

A newcomer's mistake: to guess another encoding when UTF-8 fails. A guess turns "Peñaloza" into
something that is printed for years; whoever has the file can save it as UTF-8 in a minute.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

MAX_BYTES = 20_000_000
MAX_ROWS = 200_000

Reason = Literal[
    "too-heavy", "too-many-rows", "encoding", "not-a-table", "no-header", "missing-column",
    "missing-value", "formula", "unknown-kind", "unknown-county", "not-a-number", "not-a-day",
    "nothing", "wrong-width", "other-state", "unknown-office", "not-people", "not-a-phone",
]  # fmt: skip


class CannotImport(ValueError):
    """A file that changes nothing: why, in which line, and which word was the trouble."""

    def __init__(self, reason: Reason, line: int = 0, word: str = "") -> None:
        super().__init__(f"{reason} (line {line}): {word}")
        self.reason: Reason = reason
        self.line = line
        self.word = word[:80]


@dataclass(frozen=True)
class Row:
    """One line with its number, and its cells by the names of the columns."""

    line: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")

    def need(self, name: str) -> str:
        """A cell that may not be empty. Raises CannotImport."""
        if not self.get(name):
            raise CannotImport("missing-value", self.line, name)
        return self.get(name)


def text_of(content: bytes) -> str:
    """The file as text. Raises CannotImport with the line where its letters go wrong."""
    if len(content) > MAX_BYTES:
        raise CannotImport("too-heavy")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotImport("encoding", content[: error.start].count(b"\n") + 1) from None
    if "\x00" in text:
        raise CannotImport("not-a-table")
    return text


def cells_of(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the line, its cells); empty lines are passed over, formulas are refused."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for count, raw in enumerate(reader, start=1):
            cells = [cell.strip() for cell in raw]
            if count > MAX_ROWS:
                raise CannotImport("too-many-rows", reader.line_num)
            _refuse_formulas(cells, reader.line_num)
            if any(cells):
                yield reader.line_num, cells
    except csv.Error:
        raise CannotImport("not-a-table", reader.line_num) from None


def table(content: bytes, known: Mapping[str, Sequence[str]], needed: Sequence[str]) -> list[Row]:
    """The rows of a table with a header; `known` gives a column's own name and what others call it.

    Columns that nobody knows are passed over. Raises CannotImport.
    """
    text = text_of(content)
    lines = list(cells_of(text, _delimiter(text)))
    if not lines:
        raise CannotImport("nothing")
    names = [_column(each, known) for each in lines[0][1]]
    lacking = next((each for each in needed if each not in names), "")
    if lacking:
        raise CannotImport("missing-column", lines[0][0], lacking)
    return [Row(line, dict(zip(names, cells, strict=False))) for line, cells in lines[1:]]


def _column(said: str, known: Mapping[str, Sequence[str]]) -> str:
    plain = said.casefold().replace("_", " ").strip()
    for name, others in known.items():
        if plain in (name.replace("_", " "), *others):
            return name
    return plain


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)


def _refuse_formulas(cells: Sequence[str], line: int) -> None:
    """A cell that a spreadsheet would run; telephones with a plus and numbers are none."""
    for cell in cells:
        if cell[:1] in ("=", "@") or (
            cell[:1] in ("+", "-") and not cell[1:2].isdigit() and cell[1:]
        ):
            raise CannotImport("formula", line, cell)
