"""What the public pages show of bills: lists with filters, one bill, its texts and its asks.

A newcomer's mistake: a bill that nobody follows. Thousands are imported so that wording is found in
them; only those that organizers follow have a page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amparo.bills.drawing import draw
from amparo.bills.models import (
    Bill,
    BillQuerySet,
    BillRelation,
    Hearing,
    LegalText,
    MemberVote,
    Mention,
    Option,
    Position,
    RelationKind,
    Session,
    Stage,
    Step,
    Vote,
)
from amparo.bills.roads import Station, road_of
from amparo.evidence import citing

STALE_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Filters:
    session: str = ""
    stage: str = ""
    position: str = ""
    words: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """Words that are no choice count as nothing chosen."""
        return cls(
            session=query.get("session", "")[:40],
            stage=_among(query.get("stage", ""), Stage.values),
            position=_among(query.get("position", ""), Position.values),
            words=query.get("q", "").strip()[:80],
        )

    def __bool__(self) -> bool:
        return any((self.session, self.stage, self.position, self.words))


def _among(word: str, choices: Sequence[str]) -> str:
    return word if word in choices else ""


def listed(filters: Filters) -> list[Bill]:
    """Followed bills, those that move first; searched in numbers, titles and plain words."""
    bills: BillQuerySet = Bill.objects.followed().with_words()
    if filters.session:
        bills = bills.filter(session__key=filters.session)
    if filters.stage:
        bills = bills.filter(stage=filters.stage)
    if filters.position:
        bills = bills.filter(position=filters.position)
    found = list(bills)
    words = filters.words.casefold()
    if words:
        found = [each for each in found if words in _searched(each)]
    return sorted(found, key=lambda each: (-each.session.last_year, _ended(each), each.identifier))


def _searched(bill: Bill) -> str:
    texts = (f"{text.title} {text.summary}" for text in bill.texts.all())
    return " ".join((bill.identifier, bill.key, bill.title, *texts)).casefold()


def _ended(bill: Bill) -> bool:
    return bill.stage in (Stage.VETOED, Stage.DEAD, Stage.LAW)


def sessions() -> list[Session]:
    """Sessions that hold a followed bill."""
    return list(Session.objects.filter(bills__is_followed=True).distinct())


def bill_at(state: str, session: str, key: str) -> Bill:
    """The followed bill of an address. Raises Http404."""
    found = (
        Bill.objects.followed()
        .with_words()
        .of_state(state)
        .filter(session__key=session, key=key)
        .first()
    )
    if found is None:
        raise Http404
    return found


def place(bill: Bill) -> tuple[str, str, str]:
    """The parts of its address."""
    return (bill.session.state.lower(), bill.session.key, bill.key)


def address(bill: Bill, name: str = "bill", *more: object) -> str:
    return reverse(f"bills:{name}", args=[*place(bill), *more])


@dataclass(frozen=True)
class Related:
    kind: str
    identifier: str
    session: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Ask:
    title: str
    url: str
    kind: str


@dataclass(frozen=True)
class VoteShown:
    vote: Vote
    groups: tuple[tuple[str, list[MemberVote]], ...]  # (option, members)


def road(bill: Bill, steps: Sequence[Step]) -> tuple[list[Station], SafeString]:
    stations = road_of(steps, bill.stage)
    title = _("The road of %(bill)s") % {"bill": bill.identifier}
    return stations, mark_safe(draw(stations, title=title))  # noqa: S308 - drawn and escaped here


def steps_of(bill: Bill) -> list[Step]:
    return list(bill.steps.kept().by_date().select_related("body").prefetch_related("texts"))


def related(bill: Bill) -> list[Related]:
    """Both ways round: a companion is one whichever of the two said so."""
    rows = bill.relations.kept().select_related("other__session__jurisdiction")
    found = {(row.kind, row.other_identifier): _related(row) for row in rows}
    back = BillRelation.objects.kept().filter(other=bill)
    for row in back.select_related("bill__session__jurisdiction").prefetch_related("bill__texts"):
        if row.kind in (RelationKind.COMPANION, RelationKind.CONFERENCE):
            found.setdefault((row.kind, row.bill.identifier), _other(row.bill, _label(row)))
    return list(found.values())


def _label(row: BillRelation) -> str:
    return str(RelationKind(row.kind).label)


def _related(row: BillRelation) -> Related:
    if row.other is None:
        return Related(_label(row), row.other_identifier, row.other_session)
    return _other(row.other, _label(row))


def _other(other: Bill, label: str) -> Related:
    url = address(other) if other.is_followed else ""
    return Related(label, other.identifier, other.session.name, other.name, url)


def votes_of(bill: Bill) -> list[VoteShown]:
    shown = []
    for vote in bill.votes.kept().with_members():
        members = list(vote.members.all())
        groups = [
            (str(Option(option).label), [each for each in members if each.option == option])
            for option in Option.values
        ]
        shown.append(VoteShown(vote, tuple((name, rows) for name, rows in groups if rows)))
    return shown


def asks_of(bill: Bill) -> list[Ask]:
    """What people can do about it, and what else of ours names it: public things only."""
    pairs = [(each.place_kind, each.place_id) for each in Mention.objects.filter(bill=bill)]
    found = citing.places(pairs)
    return [
        Ask(found[pair].title, found[pair].url, citing.kind_name(pair[0]))
        for pair in pairs
        if pair in found and found[pair].url
    ]


def next_hearing(bill: Bill, today: date) -> Hearing | None:
    """The next that is not over; a cancelled one is said where no other is to come."""
    coming = [each for each in bill.hearings.kept() if not each.window.is_over(today)]
    ordered = sorted(coming, key=lambda each: (each.is_cancelled, each.sorts_by, str(each.hour)))
    return ordered[0] if ordered else None


def texts_of(bill: Bill) -> list[LegalText]:
    return list(bill.legal_texts.kept().by_date().without_words())


def is_stale(bill: Bill, today: date) -> bool:
    """Nobody has looked for long, and it may have moved since."""
    is_over = bill.stage in (Stage.LAW, Stage.VETOED, Stage.DEAD)
    return not is_over and today - bill.checked_on > STALE_AFTER


def marked(text: LegalText) -> Iterator[tuple[str, str]]:
    """("new" | "struck" | "", words) of a text, in its order; marks may not overlap on paper."""
    at = 0
    for start, end, kind in sorted(text.marks):
        if start < at:
            continue
        if text.body[at:start]:
            yield "", text.body[at:start]
        yield str(kind), text.body[start:end]
        at = end
    if text.body[at:]:
        yield "", text.body[at:]
