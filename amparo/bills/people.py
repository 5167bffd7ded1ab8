"""Which official of ours a printed name means: by the whole name, or the last while she served.

A newcomer's mistake: a last name alone. The Johnson who voted in 2011 is not the one of today; if
we do not know since when somebody serves, only her whole name counts.
"""

import re
import unicodedata
from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from amparo.bills.models.legislators import Legislator
from amparo.bills.models.sessions import CONGRESS, letters_of
from amparo.officials.models import Official
from amparo.officials.seats import Seat


class Members:
    """The officials of one state, read when the first name is asked for."""

    def __init__(self, state: str) -> None:
        self.state = state
        self._by_name: dict[str, list[Official]] | None = None
        self._by_last: dict[str, list[Official]] = defaultdict(list)
        self._by_number: dict[str, Legislator | None] = {}

    def find(self, printed: str, on: date | None, chamber: str = "") -> Official | None:
        """The one official whom this name can mean on that day; None where it is not certain."""
        whole = folded(printed)
        named = [each for each in self._named().get(whole, []) if self._sits_in(each, chamber)]
        found = [each for each in named if _served(each, on, is_sure=False)]
        if not found:
            last = whole.split(" ")[-1] if whole else ""
            is_last_alone = len(whole.split(" ")) == 1 or "," in printed
            named = self._by_last[last] if is_last_alone else []
            found = [
                each
                for each in named
                if self._sits_in(each, chamber) and _served(each, on, is_sure=True)
            ]
        return found[0] if len(found) == 1 else None

    def knows(self, printed: str) -> bool:
        """Whether any of them has this name, or this last name."""
        whole = folded(printed)
        return whole in self._named() or whole.split(" ")[-1] in self._by_last

    def numbered(self, told: str) -> Legislator | None:
        """Whom a directory has under "bioguide-M000312"; None where no file has told us."""
        if told not in self._by_number:
            scheme, _dash, number = told.partition("-")
            found = Legislator.objects.filter(scheme=scheme, number=number)
            self._by_number[told] = found.first()
        return self._by_number[told]

    def _sits_in(self, official: Official, chamber: str) -> bool:
        """Of an office whose seat nobody has named, nothing is excluded."""
        seats = _OF_CONGRESS if self.state == CONGRESS else _OF_STATE
        seat = official.office.seat
        return not seat or chamber not in seats or seat == seats[chamber]

    def _named(self) -> dict[str, list[Official]]:
        if self._by_name is None:
            self._by_name = defaultdict(list)
            found = officials_of(self.state)
            for each in found.select_related("office__district", "office__jurisdiction"):
                whole = folded(each.name)
                self._by_name[whole].append(each)
                self._by_last[whole.split(" ")[-1]].append(each)
        return self._by_name


def officials_of(state: str) -> QuerySet[Official]:
    """Those of a state; of "US" whoever sits in Congress, for whichever state."""
    if state == CONGRESS:
        return Official.objects.filter(office__seat__in=_OF_CONGRESS.values())
    return Official.objects.filter(office__jurisdiction__state=letters_of(state))


def folded(name: str) -> str:
    """Small letters without accents, titles and initials; "Ortman, Julianne" is turned around."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma else name
    plain = unicodedata.normalize("NFKD", turned).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z][a-z'-]+", plain)
    return " ".join(word for word in words if word not in _TITLES)


_TITLES = {"sen", "senator", "rep", "representative", "jr", "sr", "ii", "iii", "iv"}


_OF_STATE = {"lower": Seat.STATE_REPRESENTATIVE, "upper": Seat.STATE_SENATOR}
_OF_CONGRESS = {"lower": Seat.US_REPRESENTATIVE, "upper": Seat.US_SENATOR}


def district_of(official: Official | None) -> str:
    """The number of the district that she answers for, in Congress with the state before it
    ("MN-2"); "" where she has none.
    """
    if official is None:
        return ""
    state, district = official.office.jurisdiction.state, official.office.district
    code = district.code if district else ""
    if official.office.seat in _OF_CONGRESS.values():
        return "-".join(filter(None, (state, code)))
    return code


def _served(official: Official, on: date | None, *, is_sure: bool) -> bool:
    if on is None:
        return not is_sure
    if official.since_on is None:
        return not is_sure and official.left_on is None
    return official.since_on <= on and (official.left_on is None or on <= official.left_on)
