"""Read somebody else's CSV as it arrives, piece by piece: no file, and never all of it at once.

What comes may be anything: another encoding, another separator, a spreadsheet under a wrong name, a
quotation mark that nobody closed. `NotCsv` says which, and at which line, and repeats nothing.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["LONGEST_RECORD", "MOST_COLUMNS", "SEPARATORS", "CsvStream", "Line", "NotCsv"]

LONGEST_RECORD = 64 * 1024  # letters; more between two quotation marks was never closed
MOST_COLUMNS = 200
SEPARATORS = ",;\t|"

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF", b"7z\xbc\xaf",
             b"Rar!", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ")  # fmt: skip
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Line:
    """One record, and the line of the file on which it began (the header's is 1)."""

    number: int
    cells: list[str]


class NotCsv(ValueError):
    """This is no CSV that can be read. `reason` is empty, archive, not_text, encoding, too_large,
    too_many_rows, too_wide or open_quote; `line` where it was noticed, 0 for the whole file.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class CsvStream:
    """Take bytes with `feed` and, at their end, `finish`; both give the records that are whole."""

    def __init__(self, *, most_bytes: int, most_rows: int) -> None:
        self.most_bytes, self.most_rows = most_bytes, most_rows
        self.encoding = ""
        self.row_count = 0
        self._bytes = 0
        self._text = _Text()
        self._lines = _Lines()
        self._reader: Iterator[list[str]] | None = None

    def feed(self, data: bytes) -> list[Line]:
        """Raises NotCsv; after that nothing more may be fed."""
        self._bytes += len(data)
        if self._bytes > self.most_bytes:
            raise NotCsv("too_large")
        self._lines.add(self._text.decoded(data, line=self._lines.next_number))
        self.encoding = self._text.encoding
        return list(self._records())

    def finish(self) -> list[Line]:
        """Return what was held back until its end was seen. Raises NotCsv."""
        self._lines.add(self._text.ended(line=self._lines.next_number))
        self._lines.close()
        found = list(self._records())
        if self._lines.has_more:
            raise NotCsv("open_quote", self._lines.next_number)
        if not self.row_count:
            raise NotCsv("empty")
        return found

    def _records(self) -> Iterator[Line]:
        while self._lines.has_more:
            number = self._lines.next_number
            self._lines.begin_record()
            try:
                cells = next(self._read())
            except _NeedsMore:
                self._lines.take_back()
                return
            except csv.Error:  # a cell beyond every measure
                raise NotCsv("too_wide", number) from None
            if any(cell.strip() for cell in cells):
                yield self._counted(number, cells)

    def _read(self) -> Iterator[list[str]]:
        if self._reader is None:
            first = self._lines.peek()
            separator = max(SEPARATORS, key=first.count)
            self._reader = csv.reader(self._lines, delimiter=separator)
        return self._reader

    def _counted(self, number: int, cells: list[str]) -> Line:
        self.row_count += 1
        if self.row_count > self.most_rows:
            raise NotCsv("too_many_rows", number)
        if len(cells) > MOST_COLUMNS:
            raise NotCsv("too_wide", number)
        return Line(number, cells)


class _NeedsMore(Exception):
    """The lines that have come end inside of a record."""


class _Lines:
    """The lines that have come and are not read yet, as csv.reader asks for them."""

    def __init__(self) -> None:
        self.next_number = 1
        self._waiting: list[str] = []
        self._at = 0
        self._began_at = 0
        self._rest = ""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._at == len(self._waiting):
            raise _NeedsMore
        self._at += 1
        self.next_number += 1
        return self._waiting[self._at - 1]

    @property
    def has_more(self) -> bool:
        return self._at < len(self._waiting)

    def add(self, text: str) -> None:
        """Raises NotCsv where a line has no end."""
        *whole, self._rest = (self._rest + text).split("\n")
        if whole:
            self._waiting = [*self._waiting[self._at :], *(f"{line}\n" for line in whole)]
            self._at = 0
        if len(self._rest) > LONGEST_RECORD:
            raise NotCsv("too_wide", self.next_number + len(self._waiting) - self._at)

    def close(self) -> None:
        """The last line may have no end."""
        if self._rest:
            self._waiting = [*self._waiting[self._at :], self._rest]
            self._at, self._rest = 0, ""

    def peek(self) -> str:
        return self._waiting[self._at]

    def begin_record(self) -> None:
        self._began_at = self._at

    def take_back(self) -> None:
        """Begin the record again once more has come. Raises NotCsv where it is endless."""
        self.next_number -= self._at - self._began_at
        self._at = self._began_at
        if sum(map(len, self._waiting[self._at :])) > LONGEST_RECORD:
            raise NotCsv("open_quote", self.next_number)


class _Text:
    """Bytes as text: UTF-8, UTF-16 where it says so, else Windows-1252; line ends made one kind."""

    def __init__(self) -> None:
        self.encoding = ""
        self._head = b""
        self._is_plain = True  # only ASCII so far, so that the encoding is still open
        self._decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._ends = io.IncrementalNewlineDecoder(None, translate=True)

    def decoded(self, data: bytes, *, line: int, is_last: bool = False) -> str:
        if not self.encoding:
            self._head += data
            if len(self._head) < 4 and not is_last:
                return ""
            data, self._head = self._head, b""
            self._choose(data)
        if self.encoding != "utf-16" and b"\0" in data:
            raise NotCsv("not_text", line)
        return self._ends.decode(self._letters(data, line, is_last), final=is_last)

    def ended(self, *, line: int) -> str:
        return self.decoded(b"", line=line, is_last=True)

    def _choose(self, head: bytes) -> None:
        if head.startswith(_ARCHIVES):
            raise NotCsv("archive")
        self.encoding = "utf-16" if head.startswith(_UTF16) else "utf-8-sig"
        self._decoder = codecs.getincrementaldecoder(self.encoding)()

    def _letters(self, data: bytes, line: int, is_last: bool) -> str:
        held = bytes(self._decoder.getstate()[0])
        try:
            text = self._decoder.decode(data, is_last)
        except UnicodeDecodeError as error:
            return self._as_windows(held + data, error.start, line, is_last)
        self._is_plain = self._is_plain and text.isascii()
        return text

    def _as_windows(self, data: bytes, wrong_at: int, line: int, is_last: bool) -> str:
        """Read on as Excel of Windows writes, unless something before was plainly not that."""
        if self.encoding == "utf-16" or not (self._is_plain and data[:wrong_at].isascii()):
            raise NotCsv("encoding", line)
        self.encoding, self._is_plain = "cp1252", False
        self._decoder = codecs.getincrementaldecoder("cp1252")()
        try:
            return self._decoder.decode(data, is_last)
        except UnicodeDecodeError:
            raise NotCsv("encoding", line) from None
