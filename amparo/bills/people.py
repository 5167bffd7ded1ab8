"""Which official of ours a printed name means: by the whole name, or the last while she served.

A newcomer's mistake: a last name alone. The Johnson who voted in 2011 is not the one of today; if
we do not know since when somebody serves, only her whole name counts.
"""

import re
import unicodedata
from collections import defaultdict
from datetime import date

from amparo.bills.models.sessions import letters_of
from amparo.officials.models import Official
from amparo.officials.seats import Seat


class Members:
    """The officials of one state, read when the first name is asked for."""

    def __init__(self, state: str) -> None:
        self.state = state
        self._by_name: dict[str, list[Official]] | None = None
        self._by_last: dict[str, list[Official]] = defaultdict(list)

    def find(self, printed: str, on: date | None, chamber: str = "") -> Official | None:
        """The one official whom this name can mean on that day; None where it is not certain."""
        whole = folded(printed)
        named = [each for each in self._named().get(whole, []) if _sits_in(each, chamber)]
        found = [each for each in named if _served(each, on, is_sure=False)]
        if not found:
            last = whole.split(" ")[-1] if whole else ""
            is_last_alone = len(whole.split(" ")) == 1 or "," in printed
            named = self._by_last[last] if is_last_alone else []
            found = [
                each
                for each in named
                if _sits_in(each, chamber) and _served(each, on, is_sure=True)
            ]
        return found[0] if len(found) == 1 else None

    def knows(self, printed: str) -> bool:
        """Whether any of them has this name, or this last name."""
        whole = folded(printed)
        return whole in self._named() or whole.split(" ")[-1] in self._by_last

    def _named(self) -> dict[str, list[Official]]:
        if self._by_name is None:
            self._by_name = defaultdict(list)
            of_state = Official.objects.filter(office__jurisdiction__state=letters_of(self.state))
            for each in of_state.select_related("office__district"):
                whole = folded(each.name)
                self._by_name[whole].append(each)
                self._by_last[whole.split(" ")[-1]].append(each)
        return self._by_name


def folded(name: str) -> str:
    """Small letters without accents, titles and initials; "Ortman, Julianne" is turned around."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma else name
    plain = unicodedata.normalize("NFKD", turned).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z][a-z'-]+", plain)
    return " ".join(word for word in words if word not in _TITLES)


_TITLES = {"sen", "senator", "rep", "representative", "jr", "sr", "ii", "iii", "iv"}


_SEATS = {"lower": Seat.STATE_REPRESENTATIVE, "upper": Seat.STATE_SENATOR}


def _sits_in(official: Official, chamber: str) -> bool:
    """Of an office whose seat nobody has named, nothing is excluded."""
    seat = official.office.seat
    return not seat or chamber not in _SEATS or seat == _SEATS[chamber]


def district_of(official: Official | None) -> str:
    """The number of the district that she answers for; "" where she has none."""
    district = official.office.district if official else None
    return district.code if district else ""


def _served(official: Official, on: date | None, *, is_sure: bool) -> bool:
    if on is None:
        return not is_sure
    if official.since_on is None:
        return not is_sure and official.left_on is None
    return official.since_on <= on and (official.left_on is None or on <= official.left_on)
