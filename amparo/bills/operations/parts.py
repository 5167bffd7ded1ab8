"""The steps, sponsors, relations, hearings and votes of a bill, as a feed gives them.

A newcomer's mistake: a list that a source left out. None means "not said", and leaves what is here;
an empty list means that there is none.
"""

import hashlib
from collections import Counter
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from amparo.bills.importers.records import (
    UNNAMED,
    BillRecord,
    MemberRecord,
    SponsorRecord,
    VoteRecord,
)
from amparo.bills.models import Bill, BillRelation, Body, BodyKind, MemberVote, Vote
from amparo.bills.naming import said_of
from amparo.bills.operations.legislators import named
from amparo.bills.operations.rows import sync
from amparo.bills.people import Members, district_of


def write(
    bill: Bill, record: BillRecord, now: datetime, *, members: Members, is_new: bool = False
) -> dict[str, int]:
    """Write all lists that the record has; how many rows of each kind changed."""
    today = timezone.localdate(now)
    found: dict[str, int] = {}
    feed = record.feed
    if record.steps is not None:
        _count(found, "steps", sync(bill.steps, feed, _steps(bill, record, today), is_new=is_new))
    if record.sponsors is not None:
        wanted = _sponsors(bill, record, members)
        _count(found, "sponsors", sync(bill.sponsors, feed, wanted, is_new=is_new))
    if record.relations is not None:
        wanted = _relations(bill, record)
        _count(found, "relations", sync(bill.relations, feed, wanted, is_new=is_new))
    if record.hearings is not None:
        wanted = _hearings(record, today)
        _count(found, "hearings", sync(bill.hearings, feed, wanted, is_new=is_new))
    for vote in record.votes or ():
        for what, number in write_vote(bill, record.feed, vote, now).items():
            found[what] = found.get(what, 0) + number
    return found


def _count(found: dict[str, int], name: str, counts: dict[str, int]) -> None:
    found |= {f"{name}_{what}": number for what, number in counts.items() if number}


def _steps(bill: Bill, record: BillRecord, today: Any) -> dict[str, dict[str, Any]]:
    """By what they say: a step that is told twice on one day is two."""
    found: dict[str, dict[str, Any]] = {}
    seen: Counter[str] = Counter()
    for order, step in enumerate(record.steps or ()):
        said = f"{step.on}|{step.chamber}|{step.words}"
        key = hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()[:32]
        seen[said] += 1
        found[key] = {
            "kind": step.kind,
            "chamber": step.chamber,
            "body_id": body_of(bill, step.body, step.chamber),
            "words": step.words,
            "starts_on": step.on,
            "ends_on": step.on,
            "order": order,
            "source_url": record.url,
            "checked_on": today,
        }
    return found


def body_of(bill: Bill, name: str, chamber: str) -> int | None:
    """The committee of this name, written where it is not here yet; None where none is said."""
    if not name:
        return None
    body, _ = Body.objects.get_or_create(
        jurisdiction_id=bill.session.jurisdiction_id,
        chamber=chamber or bill.chamber or "joint",
        name=name[:200],
        defaults={"kind": BodyKind.COMMITTEE},
    )
    return int(body.pk)


def _sponsors(bill: Bill, record: BillRecord, members: Members) -> dict[str, dict[str, Any]]:
    day = next((step.on for step in record.steps or () if step.on), None)
    found: dict[str, dict[str, Any]] = {}
    for order, each in enumerate(record.sponsors or ()):
        if each.name:
            said = f"{each.chamber}|{each.name}".encode()
            key = each.number or hashlib.sha256(said).hexdigest()[:32]
            facts = {"role": each.role, "chamber": each.chamber, "order": order}
            found.setdefault(key, {**facts, **_who(each, day, members)})
    return found


def _who(each: SponsorRecord, day: date | None, members: Members) -> dict[str, Any]:
    if known := members.numbered(each.number) if each.number else None:
        return named(known, each.chamber, day, members)
    official = members.find(each.name, day, each.chamber)
    return {
        "name": each.name,
        "party": each.party,
        "district": each.district or district_of(official),
        "official_id": official.pk if official else None,
    }


def _relations(bill: Bill, record: BillRecord) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for each in record.relations or ():
        other = said_of(each.identifier)[:40]
        if other and (other, each.session) != (bill.identifier, ""):
            key = f"{each.kind}-{other}-{each.session}"
            known = _other(bill, other, each.session)
            found[key] = {
                "kind": each.kind,
                "other_identifier": other,
                "other_session": each.session,
                "other_id": known.pk if known else None,
            }
    return {key: fields for key, fields in found.items() if _is_free(bill, fields)}


def _is_free(bill: Bill, fields: dict[str, Any]) -> bool:
    """Not there by a person's hand already."""
    by_hand = BillRelation.objects.filter(bill=bill, import_key="", kind=fields["kind"])
    return not by_hand.filter(
        other_identifier=fields["other_identifier"], other_session=fields["other_session"]
    ).exists()


def _other(bill: Bill, identifier: str, session: str) -> Bill | None:
    of_state = Bill.objects.filter(session__jurisdiction=bill.session.jurisdiction_id)
    return of_state.filter(identifier=identifier, session__key=session or bill.session.key).first()


def _hearings(record: BillRecord, today: Any) -> dict[str, dict[str, Any]]:
    return {
        hashlib.sha256(f"{each.on}|{each.title}".encode()).hexdigest()[:32]: {
            "title": each.title,
            "starts_on": each.on,
            "ends_on": each.on,
            "hour": each.hour,
            "place": each.place,
            "chamber": each.chamber,
            "source_url": record.url,
            "checked_on": today,
        }
        for each in record.hearings or ()
    }


def write_vote(bill: Bill, feed: str, record: VoteRecord, now: datetime) -> dict[str, int]:
    """One vote with its members; another feed's votes of this bill lead where there are some."""
    key = f"{feed}:{record.key}"[:80]
    votes = Vote.objects.filter(bill=bill)
    if votes.exclude(import_key="").exclude(import_key__startswith=f"{feed}:").exists():
        return {}
    facts = {
        "motion": record.motion,
        "held_on": record.on,
        "chamber": record.chamber,
        "has_passed": record.has_passed,
        "yes_count": record.yes,
        "no_count": record.no,
        "other_count": record.other,
    }
    vote = votes.filter(import_key=key).first()
    if vote and vote.hand:
        return {}
    members = () if vote and _has_better_names(vote, record) else record.members
    if vote and _says(vote, facts) and (not members or _same_members(vote, record)):
        return {}
    is_new = vote is None
    vote = vote or Vote(bill=bill, import_key=key)
    for name, value in {**facts, "checked_on": timezone.localdate(now)}.items():
        setattr(vote, name, value)
    vote.save()
    if members:
        write_members(vote, members)
    return {"votes_added" if is_new else "votes_changed": 1}


def write_members(vote: Vote, members: tuple[MemberRecord, ...]) -> None:
    """How each voted, instead of what stood there. Nobody is counted twice."""
    known = Members(vote.bill.session.jurisdiction.state)
    vote.members.all().delete()
    unique = {(each.name, each.district): each for each in members}
    found = [(each, known.find(each.name, vote.held_on, vote.chamber)) for each in unique.values()]
    MemberVote.objects.bulk_create(
        MemberVote(
            vote=vote,
            name=each.name,
            option=each.option,
            district=each.district or district_of(official),
            party=each.party,
            official=official,
        )
        for each, official in found
    )


def _says(vote: Vote, facts: dict[str, Any]) -> bool:
    return all(getattr(vote, name) == value for name, value in facts.items())


def _has_better_names(vote: Vote, record: VoteRecord) -> bool:
    """A roll call by itself has numbers; who they are came with the people of its session."""
    told = [each for each in record.members if not UNNAMED.match(each.name)]
    if len(told) == len(record.members):
        return False
    kept = vote.members.values_list("name", flat=True)
    return sum(not UNNAMED.match(name) for name in kept) > len(told)


def _same_members(vote: Vote, record: VoteRecord) -> bool:
    """By name and option: a district may have been found among our officials."""
    kept = set(vote.members.values_list("name", "option"))
    return kept == {(each.name, each.option) for each in record.members}
