"""What a file tells of one person in office, whoever published it."""

from dataclasses import dataclass
from datetime import date

from amparo.lib.phones import NotAPhone, clean_phone
from amparo.officials.seats import Seat


@dataclass(frozen=True)
class PersonRow:
    """A seat and its holder; `place` is a FIPS code or an Open Civic Data id, "" for the state."""

    seat: Seat
    name: str
    place: str = ""
    district: str = ""
    ocd_id: str = ""
    party: str = ""
    phone: str = ""
    toll_free_phone: str = ""
    district_phone: str = ""  # of an office in the district
    email: str = ""
    address: str = ""
    website: str = ""
    since_on: date | None = None
    term_ends_on: date | None = None
    source_title: str = ""
    source_url: str = ""
    checked_on: date | None = None


def phone_or_nothing(told: str) -> str:
    """A telephone as we keep it; one that cannot be dialed is worth nothing."""
    try:
        return clean_phone(told) if told else ""
    except NotAPhone:
        return ""
