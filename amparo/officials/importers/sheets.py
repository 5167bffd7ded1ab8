"""People in office from a CSV: sheriffs, commissioners, councils; or the CSV of Open States.

A newcomer's mistake: a line without a name left out. It is a seat that is empty, and whoever lives
there should see that.
"""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from amparo.lib.phones import NotAPhone, clean_phone
from amparo.officials.importers.people import PersonRow, phone_or_nothing
from amparo.officials.seats import OF_CITY, OF_COUNTY, OF_DISTRICT, Seat
from amparo.places import ocdids
from amparo.places.importers.names import county_fips, county_fips_by_name
from amparo.places.importers.sheets import CannotImport, Row, table
from amparo.places.models.districts import code_of

_COLUMNS = {
    "office": ("seat", "role", "title"),
    "county": ("county name",),
    "city": ("municipality", "place"),
    "district": ("ward", "current district"),
    "name": ("official", "full name"),
    "party": ("current party",),
    "phone": ("telephone", "capitol voice"),
    "toll_free_phone": ("toll-free telephone", "toll free"),
    "district_phone": ("district voice",),
    "email": ("e-mail",),
    "address": ("capitol address",),
    "website": ("links", "web"),
    "since": ("in office since", "since on"),
    "term_ends": ("term ends on", "until"),
    "source": ("where we read it", "source title"),
    "source_url": ("sources", "source address"),
    "checked_on": ("checked",),
    "chamber": ("current chamber",),
    "id": (),
}
_CHAMBERS = {"upper": Seat.STATE_SENATOR, "lower": Seat.STATE_REPRESENTATIVE}
_OTHER_WORDS = {
    "commissioner": Seat.COMMISSIONER,
    "senator": Seat.STATE_SENATOR,
    "representative": Seat.STATE_REPRESENTATIVE,
    "council": Seat.COUNCIL,
    "council member": Seat.COUNCIL,
    "lieutenant governor": Seat.LT_GOVERNOR,
}


def parse(content: bytes, state: str) -> list[PersonRow]:
    """One row a seat. Raises CannotImport with the line where something is wrong."""
    rows = table(content, _COLUMNS, needed=("name",))
    if not rows:
        raise CannotImport("nothing")
    counties, words = county_fips_by_name(state), _seats_by_words()
    return [_row(row, state, counties, words) for row in rows]


def _row(row: Row, state: str, counties: dict[str, str], words: Mapping[str, Seat]) -> PersonRow:
    seat = _seat(row, words)
    source = row.get("source") or ("Open States" if row.get("chamber") else "")
    return PersonRow(
        seat=seat,
        name=row.get("name")[:120],
        place=_place(row, seat, state, counties),
        district=code_of(row.get("district")) if seat in OF_DISTRICT else "",
        ocd_id=row.get("id")[:60] if row.get("id").startswith("ocd-person/") else "",
        party=row.get("party")[:80],
        phone=_phone(row, "phone"),
        toll_free_phone=_phone(row, "toll_free_phone"),
        district_phone=phone_or_nothing(row.get("district_phone")),
        email=_email(row),
        address=row.get("address").replace(";", "\n"),
        website=_url(row, "website"),
        since_on=_day(row, "since"),
        term_ends_on=_day(row, "term_ends"),
        source_title=source[:200],
        source_url=_url(row, "source_url"),
        checked_on=_day(row, "checked_on"),
    )


def _seat(row: Row, words: Mapping[str, Seat]) -> Seat:
    chamber = row.get("chamber").casefold()
    if not row.get("office") and chamber in _CHAMBERS:
        return _CHAMBERS[chamber]
    said = row.need("office").casefold()
    if said not in words:
        raise CannotImport("unknown-office", row.line, row.get("office"))
    return words[said]


def _seats_by_words() -> dict[str, Seat]:
    """By the key and by what it is called in the language of the moment and in English."""
    by_key = {seat.value: seat for seat in Seat}
    spaced = {seat.value.replace("_", " "): seat for seat in Seat}
    called = {str(seat.label).casefold(): seat for seat in Seat}
    return {**by_key, **spaced, **_OTHER_WORDS, **called}


def _place(row: Row, seat: Seat, state: str, counties: dict[str, str]) -> str:
    if seat in OF_COUNTY:
        return county_fips(row.need("county"), counties, row.line)
    if seat in OF_CITY:
        return ocdids.of_place(state, row.need("city"))
    return ""


def _phone(row: Row, column: str) -> str:
    try:
        return clean_phone(row.get(column)) if row.get(column) else ""
    except NotAPhone:
        raise CannotImport("not-a-phone", row.line, column) from None


def _email(row: Row) -> str:
    try:
        validate_email(row.get("email"))
    except ValidationError:
        return ""
    return row.get("email")


def _url(row: Row, column: str) -> str:
    """The first address of a cell that may hold several."""
    first = row.get(column).split(";")[0].strip()
    try:
        URLValidator(schemes=["https", "http"])(first)
    except ValidationError:
        return ""
    return first[:300]


def _day(row: Row, column: str) -> date | None:
    if not row.get(column):
        return None
    try:
        return date.fromisoformat(row.get(column))
    except ValueError:
        raise CannotImport("not-a-day", row.line, row.get(column)) from None
