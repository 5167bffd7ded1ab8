"""What an old site is made of, whatever program wrote it down.

A newcomer's mistake: keeping a login, an e-mail or a comment "for later". They are dropped where
they are read, and only counted.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Why = Literal[
    "too-large", "too-many", "too-much", "item-too-large", "unpacks-too-far", "nested", "not-xml",
    "cut-off", "entities", "encoding", "no-export", "empty", "no-zip",
]  # fmt: skip


class CannotParse(ValueError):
    """The file is refused as a whole; `where` says where, a line or a name, if that helps."""

    def __init__(self, reason: Why, where: str = "") -> None:
        super().__init__(f"{reason} {where}".strip())
        self.reason = reason
        self.where = where


@dataclass(frozen=True)
class Limits:
    """More than any blog of a group needs, less than fills a machine of 1 GB.

    They hold for all that one reading takes in, however many files a zip brings it in. What is
    read runs by; what is kept stays in memory until all is understood, at some eight bytes for
    each letter (measured: 47 million letters, 375 MB).
    """

    file_bytes: int = 96_000_000
    kept_letters: int = 24_000_000
    item_bytes: int = 4_000_000  # of one post, with its comments
    items: int = 20_000


@dataclass
class Record:
    """One post or page as it stood there. `body` is its markup, untouched."""

    guid: str
    kind: Literal["post", "page"]
    title: str
    body: str
    posted_on: date | None = None
    slug: str = ""
    link: str = ""  # its address there
    number: str = ""  # of ?p=123
    author: str = ""  # the name that the public read there
    excerpt: str = ""
    labels: list[str] = field(default_factory=list)  # categories and tags, by name
    picture: str = ""  # address of the picture at its head
    is_plain: bool = False  # the body is no markup at all


@dataclass
class OldSite:
    """All that was understood. `left_out` counts what was not brought, by what it was."""

    title: str = ""
    address: str = ""
    records: list[Record] = field(default_factory=list)
    attachments: dict[str, str] = field(default_factory=dict)  # number -> address of a file
    left_out: Counter[str] = field(default_factory=Counter)
    kept_letters: int = 0

    def keep(self, record: Record, limits: Limits) -> None:
        """Raises CannotParse where it is one too many, or all are too long together."""
        self.kept_letters += len(record.body) + len(record.title) + len(record.excerpt)
        if len(self.records) >= limits.items:
            raise CannotParse("too-many")
        if self.kept_letters > limits.kept_letters:
            raise CannotParse("too-much")
        self.records.append(record)
