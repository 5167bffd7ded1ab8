"""Numbers of a directory that bills name sponsors with, and the names that belong to them.

A newcomer's mistake: waiting for the bills to be imported again. Whoever is told of later is named
on what is here.
"""

from datetime import date
from typing import Any

from django.db.models import Min

from amparo.bills.importers.records import PersonRecord
from amparo.bills.models import Legislator, Sponsor
from amparo.bills.people import Members, district_of


def nameless() -> set[str]:
    """What stands on bills where a sponsor's name should."""
    rows = Sponsor.objects.filter(name__startswith="Bioguide ", hand="")
    return set(rows.values_list("name", flat=True).order_by())


def store_person(record: PersonRecord, members: Members, nameless: set[str]) -> dict[str, int]:
    """Write who bears a number, and name the sponsors that bills tell of by it alone."""
    terms = [
        [term.chamber, term.district[:20], term.party[:40], _iso(term.since), _iso(term.until)]
        for term in record.terms
    ]
    facts: dict[str, Any] = {"name": record.name, "terms": terms}
    found = Legislator.objects.filter(scheme=record.scheme, number=record.number).first()
    if found and _says_more(found, record):
        facts["terms"] = found.terms
    if found and (found.name, found.terms) == (facts["name"], facts["terms"]):
        return {"same": 1}
    person, is_new = Legislator.objects.update_or_create(
        scheme=record.scheme, number=record.number, defaults=facts
    )
    changes = {"people_added" if is_new else "people_changed": 1}
    said = f"{record.scheme.capitalize()} {record.number}"
    return {**changes, "sponsors_named": _name(said, person, members) if said in nameless else 0}


def named(person: Legislator, chamber: str, day: date | None, members: Members) -> dict[str, Any]:
    """What stands on a bill of its sponsor: as she was on the day."""
    term = person.term_on(chamber, day)
    official = members.find(person.name, day, chamber)
    return {
        "name": person.name,
        "party": term.party if term else "",
        "district": term.district if term else district_of(official),
        "official_id": official.pk if official else None,
    }


def _says_more(found: Legislator, record: PersonRecord) -> bool:
    """A table has her last term without its dates; what came from a list of all has more."""
    has_dates = any(term[3] for term in found.terms)
    return has_dates and not any(term.since for term in record.terms)


def _name(said: str, person: Legislator, members: Members) -> int:
    count = 0
    rows = Sponsor.objects.filter(name=said, hand="")
    dated = rows.annotate(day=Min("bill__steps__starts_on"))
    for pk, chamber, day in dated.values_list("pk", "chamber", "day"):
        facts = named(person, chamber, day, members)
        count += Sponsor.objects.filter(pk=pk).update(**facts)
    return count


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
