"""Seats as public life knows them, and what their offices and holders are called.

A newcomer's mistake: to translate a name when a page is shown. A name is written once, in each
language of the site, and an organizer may change it.
"""

from collections.abc import Iterable

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from amparo.places.models import DistrictKind


class Seat(models.TextChoices):
    """In the order in which an answer to "who represents me" names them."""

    PRESIDENT = "president", _("President")
    US_SENATOR = "us_senator", _("U.S. senator")
    US_REPRESENTATIVE = "us_representative", _("U.S. representative")
    GOVERNOR = "governor", _("Governor")
    LT_GOVERNOR = "lt_governor", _("Lieutenant governor")
    ATTORNEY_GENERAL = "attorney_general", _("Attorney general")
    SECRETARY_OF_STATE = "secretary_of_state", _("Secretary of state")
    STATE_SENATOR = "state_senator", _("State senator")
    STATE_REPRESENTATIVE = "state_representative", _("State representative")
    SHERIFF = "sheriff", _("Sheriff")
    COUNTY_ATTORNEY = "county_attorney", _("County attorney")
    COMMISSIONER = "commissioner", _("County commissioner")
    MAYOR = "mayor", _("Mayor")
    COUNCIL = "council", _("City council member")
    SCHOOL_BOARD = "school_board", _("School board member")


OF_DISTRICT = {
    Seat.US_REPRESENTATIVE: DistrictKind.CONGRESS,
    Seat.STATE_SENATOR: DistrictKind.SENATE,
    Seat.STATE_REPRESENTATIVE: DistrictKind.HOUSE,
    Seat.COMMISSIONER: DistrictKind.COMMISSIONER,
    Seat.COUNCIL: DistrictKind.WARD,
    Seat.SCHOOL_BOARD: DistrictKind.SCHOOL,
}
STATEWIDE = (
    Seat.US_SENATOR, Seat.US_REPRESENTATIVE, Seat.GOVERNOR, Seat.LT_GOVERNOR,
    Seat.ATTORNEY_GENERAL, Seat.SECRETARY_OF_STATE, Seat.STATE_SENATOR, Seat.STATE_REPRESENTATIVE,
    Seat.SCHOOL_BOARD,
)  # fmt: skip
OF_COUNTY = (Seat.SHERIFF, Seat.COUNTY_ATTORNEY, Seat.COMMISSIONER)
OF_CITY = (Seat.MAYOR, Seat.COUNCIL)
SHARED = (Seat.US_SENATOR,)  # two hold it at a time

_OFFICES: dict[Seat, str | Promise] = {
    Seat.PRESIDENT: _("President of the United States"),
    Seat.US_SENATOR: _("U.S. Senate, %(place)s"),
    Seat.US_REPRESENTATIVE: _("U.S. House of Representatives, District %(code)s"),
    Seat.GOVERNOR: _("Governor of %(place)s"),
    Seat.LT_GOVERNOR: _("Lieutenant Governor of %(place)s"),
    Seat.ATTORNEY_GENERAL: _("Attorney General of %(place)s"),
    Seat.SECRETARY_OF_STATE: _("Secretary of State of %(place)s"),
    Seat.STATE_SENATOR: _("State Senate, District %(code)s"),
    Seat.STATE_REPRESENTATIVE: _("State House, District %(code)s"),
    Seat.SHERIFF: _("Sheriff of %(place)s"),
    Seat.COUNTY_ATTORNEY: _("County Attorney of %(place)s"),
    Seat.COMMISSIONER: _("Board of Commissioners of %(place)s, District %(code)s"),
    Seat.MAYOR: _("Mayor of %(place)s"),
    Seat.COUNCIL: _("City Council of %(place)s, Ward %(code)s"),
    Seat.SCHOOL_BOARD: _("School board, District %(code)s"),
}
_AT_LARGE: dict[Seat, str | Promise] = {
    Seat.COMMISSIONER: _("Board of Commissioners of %(place)s"),
    Seat.COUNCIL: _("City Council of %(place)s"),
    Seat.SCHOOL_BOARD: _("School board"),
}
_HOLDERS: dict[Seat, str | Promise] = {
    Seat.US_SENATOR: _("U.S. senator, %(place)s"),
    Seat.US_REPRESENTATIVE: _("U.S. representative, District %(code)s"),
    Seat.STATE_SENATOR: _("State senator, District %(code)s"),
    Seat.STATE_REPRESENTATIVE: _("State representative, District %(code)s"),
    Seat.COMMISSIONER: _("Commissioner, %(place)s, District %(code)s"),
    Seat.COUNCIL: _("Council member, %(place)s, Ward %(code)s"),
    Seat.SCHOOL_BOARD: _("School board member, District %(code)s"),
}
_HOLDERS_AT_LARGE: dict[Seat, str | Promise] = {
    Seat.COMMISSIONER: _("Commissioner, %(place)s"),
    Seat.COUNCIL: _("Council member, %(place)s"),
    Seat.SCHOOL_BOARD: _("School board member"),
}


def called(
    seat: Seat, place: str, code: str, languages: Iterable[str]
) -> dict[str, tuple[str, str]]:
    """(the office's name, its holder's title) by language."""
    office = _OFFICES[seat] if code or seat not in _AT_LARGE else _AT_LARGE[seat]
    at_large = _HOLDERS_AT_LARGE.get(seat, office)
    holder = _HOLDERS.get(seat, office) if code or seat not in _HOLDERS_AT_LARGE else at_large
    told = {"place": place, "code": code}
    found = {}
    for language in languages:
        with override(language):
            found[language] = (str(office) % told, str(holder) % told)
    return found


def order_of(seat: str) -> int:
    """Its place in an answer; what has no seat of this list comes last."""
    return list(Seat.values).index(seat) if seat in Seat.values else len(Seat.values)
