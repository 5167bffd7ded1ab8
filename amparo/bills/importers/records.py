"""What every importer reads a source into. Plain data: no row, no request.

A newcomer's mistake: a key that changes when a source is read again. By `key` a row is found at the
next import, so it is made of what stays.
"""

import re
from dataclasses import dataclass, field
from datetime import date, time

from amparo.bills.provisions import Part

# a member of whom her feed told the number alone
UNNAMED = re.compile(r"^(?:LegiScan \d+|Bioguide [A-Z]\d{6})$")


@dataclass(frozen=True)
class SessionRecord:
    state: str  # two letters
    first_year: int
    last_year: int
    special: int = 0  # the number of a special session of `first_year`; 0: a regular one
    name: str = ""

    @property
    def key(self) -> str:
        """The one form for all feeds: "2011-2012", "2012", "2011s1"."""
        if self.special:
            return f"{self.first_year}s{self.special}"
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}-{self.last_year}"


@dataclass(frozen=True)
class StepRecord:
    words: str
    on: date | None
    kind: str
    chamber: str = ""
    body: str = ""  # a committee's name


@dataclass(frozen=True)
class SponsorRecord:
    name: str
    role: str = "author"
    chamber: str = ""
    party: str = ""
    district: str = ""
    number: str = ""  # of a directory, where that is all that is told: "bioguide-M000312"


@dataclass(frozen=True)
class TermRecord:
    chamber: str
    district: str = ""
    party: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class PersonRecord:
    """Who bears a number of a directory, and the terms that she served, the oldest first."""

    scheme: str
    number: str
    name: str
    terms: tuple[TermRecord, ...] = ()


@dataclass(frozen=True)
class TextRecord:
    key: str
    label: str
    kind: str = "version"
    on: date | None = None
    chamber: str = ""
    url: str = ""
    media_type: str = ""
    body: str = ""  # "": only its address is known
    marks: tuple[tuple[int, int, str], ...] = ()
    parts: tuple[Part, ...] | None = None  # None: to be found in the body
    is_complete: bool = True


@dataclass(frozen=True)
class MemberRecord:
    name: str
    option: str
    district: str = ""
    party: str = ""


@dataclass(frozen=True)
class VoteRecord:
    key: str
    motion: str
    on: date | None = None
    chamber: str = ""
    has_passed: bool | None = None
    yes: int = 0
    no: int = 0
    other: int = 0
    members: tuple[MemberRecord, ...] = ()


@dataclass(frozen=True)
class RelationRecord:
    kind: str
    identifier: str
    session: str = ""


@dataclass(frozen=True)
class HearingRecord:
    title: str
    on: date | None
    hour: time | None = None
    place: str = ""
    chamber: str = ""


@dataclass(frozen=True)
class BillRecord:
    """A bill as one feed gives it. Lists that are None were not in the source at all."""

    feed: str
    external_id: str
    session: SessionRecord
    identifier: str
    title: str
    url: str = ""
    change_hash: str = ""
    subjects: tuple[str, ...] = ()
    steps: tuple[StepRecord, ...] | None = None
    sponsors: tuple[SponsorRecord, ...] | None = None
    texts: tuple[TextRecord, ...] = ()
    votes: tuple[VoteRecord, ...] | None = None
    relations: tuple[RelationRecord, ...] | None = None
    hearings: tuple[HearingRecord, ...] | None = None


@dataclass(frozen=True)
class LooseText:
    """A text that came without its bill: it names the bill by the feed's id, or by its number."""

    feed: str
    text: TextRecord
    bill_id: str = ""
    session: SessionRecord | None = None
    identifier: str = ""


@dataclass(frozen=True)
class LooseVote:
    feed: str
    bill_id: str
    vote: VoteRecord


@dataclass(frozen=True)
class Skipped:
    """Something in a file that could not be used, and why, as its source names it."""

    what: str


Record = BillRecord | LooseText | LooseVote | PersonRecord | Skipped


@dataclass
class Seen:
    """Ids of one file: the same bill twice is read once; two bills of one id are refused."""

    bills: dict[str, BillRecord] = field(default_factory=dict)
