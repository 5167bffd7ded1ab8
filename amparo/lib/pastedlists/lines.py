"""A whole list, line by line: headings, rulers, signers, and what nobody could understand.

A newcomer's mistake: reading a line alone. A heading is in force until the next, also over a page
break ("California Continued").
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from amparo.lib.markup import clean_line
from amparo.lib.pastedlists.parts import Parts, StateFrom, understand
from amparo.lib.pastedlists.states import folded, state_of

LONGEST = 200  # letters of a name; what is longer is a sentence

_BULLET = re.compile(r"^(?:[•·▪◦*‣o]|[-–—]|\d{1,4}[.)])\s+")
_RULER = re.compile(r"[A-Z](?:(?:\s*[-–—/&,|]\s*|\s+)[A-Z])*")
_CONTINUED = re.compile(
    r"[\s,]*[(\[]?\s*\b(?:continued|cont(?:'d|’d|d)?|continuaci[oó]n|contin[uú]a)\b\.?\s*[)\]]?$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\s*[(\[]\s*\d{1,4}\s*[)\]]$")
_NATIONAL = re.compile(
    r"(?:national|nacional(?:es)?|u\.?s\.?|nationwide)"
    r"(?: (?:and international )?(?:organizations?|groups?|partners?))?",
    re.IGNORECASE,
)
_NATIONAL_ES = re.compile(r"(?:organizaciones|grupos) nacionales", re.IGNORECASE)
_STATES_BELOW = re.compile(
    r"(?:state|regional|local|state,? regional|estatales|locales)(?:,? (?:and|&|/|y) "
    r"(?:local|state|estatales|locales))?(?: (?:organizations?|groups?))?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+", re.IGNORECASE)
_PAGE = re.compile(r"(?:page|p[aá]gina|p\.)?\s*\d+(?:\s*(?:of|de|/)\s*\d+)?", re.IGNORECASE)
_COLUMNS = {
    "name": "name organization organisation group organizacion nombre grupo signer endorser",
    "city": "city town ciudad pueblo",
    "state": "state estado",
    "scope": "scope level alcance",
    "acronym": "acronym abbreviation siglas",
    "note": "note notes nota notas comment",
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words.split()}


class Said(StrEnum):
    """What a line is."""

    SIGNER = "signer"
    HEADING = "heading"
    RULER = "ruler"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was pasted, and what it says. `parts` is there for signers alone."""

    number: int  # the first is 1
    text: str  # without spaces at its ends
    said: Said
    parts: Parts | None = None
    state: str = ""  # of a heading
    is_national: bool = False  # a heading
    disagrees: bool = False  # the line names another state than its heading


def read_list(text: str) -> list[Line]:
    """Understand a pasted list; every line that is not blank comes back, in its order."""
    rows = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    rows = [(number, line) for number, line in rows if clean_line(line)]
    separator, columns = _columns(rows[0][1]) if rows else ("", [])
    if columns:
        head = Line(rows[0][0], rows[0][1], Said.RULER)
        return [head, *_in_table(rows[1:], separator, columns)]
    return list(_under_headings(rows))


def _under_headings(rows: Sequence[tuple[int, str]]) -> Iterator[Line]:
    heading = Line(0, "", Said.HEADING)
    for number, text in rows:
        line = _line(number, text)
        if line.said == Said.HEADING:
            heading = line
        yield _placed(line, heading) if line.parts else line


def _line(number: int, text: str) -> Line:
    if "\t" in text:
        return _from_cells(number, text, [cell for cell in text.split("\t") if cell.strip()])
    plain = _BULLET.sub("", clean_line(text))
    if heading := _heading(number, text, plain):
        return heading
    if _RULER.fullmatch(plain):
        return Line(number, text, Said.RULER)
    if not _could_be_a_name(plain):
        return Line(number, text, Said.UNKNOWN)
    return Line(number, text, Said.SIGNER, understand(plain))


def _heading(number: int, text: str, plain: str) -> Line | None:
    bare = _COUNT.sub("", _CONTINUED.sub("", plain)).strip(" :.–—-")
    if _NATIONAL.fullmatch(bare) or _NATIONAL_ES.fullmatch(bare):
        return Line(number, text, Said.HEADING, is_national=True)
    if _STATES_BELOW.fullmatch(bare):
        return Line(number, text, Said.HEADING)
    state = state_of(bare)
    return Line(number, text, Said.HEADING, state=state) if state else None


def _could_be_a_name(plain: str) -> bool:
    letters = sum(each.isalpha() for each in plain)
    return (
        letters >= 2
        and len(plain) <= LONGEST
        and not plain.endswith((":", ";", "?"))
        and not _ADDRESS.search(plain)
        and not _PAGE.fullmatch(plain)
    )


def _placed(line: Line, heading: Line) -> Line:
    """Give a signer the state of its heading, unless the line itself sets one apart."""
    parts = line.parts
    if parts is None:
        return line
    if heading.is_national:
        return replace(line, parts=replace(parts, is_national=True))
    if not heading.state:
        return line
    says_itself = parts.state_from == StateFrom.LINE
    if says_itself and parts.state != heading.state:
        return replace(line, disagrees=True)
    placed = replace(parts, state=heading.state, state_from=StateFrom.HEADING, is_national=False)
    return replace(line, parts=placed)


def _columns(first: str) -> tuple[str, list[str]]:
    """The columns of a table, if its first line names them: ("\\t", ["scope", "name"])."""
    for separator in ("\t", ",", ";"):
        cells = [folded(cell).strip('" ') for cell in first.split(separator)]
        columns = [_COLUMN_OF.get(cell.split(" ")[0] if cell else "", "") for cell in cells]
        if len(cells) > 1 and "name" in columns and sum(map(bool, columns)) > 1:
            return separator, columns
    return "", []


def _in_table(
    rows: Sequence[tuple[int, str]], separator: str, columns: Sequence[str]
) -> Iterator[Line]:
    for number, text in rows:
        cells = next(csv.reader(io.StringIO(text), delimiter=separator), [])
        given = {
            column: clean_line(cell)
            for column, cell in zip(columns, cells, strict=False)
            if column and clean_line(cell)
        }
        yield _from_columns(number, text, given)


def _from_columns(number: int, text: str, given: dict[str, str]) -> Line:
    if not _could_be_a_name(given.get("name", "")):
        return Line(number, text, Said.UNKNOWN)
    parts = understand(given["name"])
    scope = given.get("scope", "")
    state = state_of(given.get("state", "")) or state_of(scope)
    if state:
        parts = replace(parts, state=state, state_from=StateFrom.HEADING)
    if _NATIONAL.fullmatch(scope):
        parts = replace(parts, is_national=True)
    said = {name: given[name] for name in ("city", "acronym", "note") if name in given}
    return Line(number, text, Said.SIGNER, replace(parts, **said))  # type: ignore[arg-type]


def _from_cells(number: int, text: str, cells: Sequence[str]) -> Line:
    """A row of a spreadsheet without a header: the name first, then whatever can be told apart."""
    plain = [clean_line(cell) for cell in cells]
    if not plain or not _could_be_a_name(plain[0]):
        return Line(number, text, Said.UNKNOWN)
    given = {"name": plain[0]}
    for cell in plain[1:]:
        if state_of(cell):
            given["state"] = cell
        elif _NATIONAL.fullmatch(cell):
            given["scope"] = cell
        elif "city" not in given and not _ADDRESS.search(cell):
            given["city"] = cell
    return _from_columns(number, text, given)
