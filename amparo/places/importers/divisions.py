"""Lists of Open Civic Data ids: districts by name, without a boundary.

A newcomer's mistake: to make an id where a list lacks it. Lists differ by county and by year
(https://github.com/opencivicdata/ocd-division-ids, read 2026-11-22); what a list does not know has
no id here either.
"""

from dataclasses import dataclass
from datetime import date

from amparo.places import ocdids
from amparo.places.importers.sheets import CannotImport, cells_of, text_of
from amparo.places.models import DistrictKind
from amparo.places.models.districts import code_of

_KINDS = {
    "cd": DistrictKind.CONGRESS,
    "sldu": DistrictKind.SENATE,
    "sldl": DistrictKind.HOUSE,
    "council_district": DistrictKind.COMMISSIONER,
    "ward": DistrictKind.WARD,
    "school_district": DistrictKind.SCHOOL,
}


@dataclass(frozen=True)
class DivisionRow:
    """A district by its id, and the id of the government whose body it elects."""

    ocd_id: str
    government: str
    kind: DistrictKind
    code: str
    since_on: date | None = None
    until_on: date | None = None


def parse(content: bytes, state: str) -> list[DivisionRow]:
    """Districts of a state; states, counties and cities of the list are passed over."""
    lines = list(cells_of(text_of(content), ","))
    if not lines:
        raise CannotImport("nothing")
    header = lines[0][1] if lines[0][1][0] == "id" else ["id", "name"]
    rows = lines[1:] if lines[0][1][0] == "id" else lines
    if not rows or not rows[0][1][0].startswith("ocd-division/"):
        raise CannotImport("missing-column", lines[0][0], "id")
    found = [_row(line, dict(zip(header, cells, strict=False)), state) for line, cells in rows]
    districts = [each for each in found if each is not None]
    if not districts:
        raise CannotImport("nothing")
    return districts


def _row(line: int, cells: dict[str, str], state: str) -> DivisionRow | None:
    ocd_id = cells["id"]
    if not ocd_id.startswith("ocd-division/"):
        raise CannotImport("missing-value", line, "id")
    if not f"{ocd_id}/".startswith(f"{ocdids.of_state(state)}/"):
        raise CannotImport("other-state", line, ocd_id)
    government, _slash, last = ocd_id.rpartition("/")
    kind, _colon, code = last.partition(":")
    if kind not in _KINDS or (kind == "council_district" and "/county:" not in government):
        return None
    since = _day(cells.get("validFrom", ""), line)
    until = _day(cells.get("validThrough", ""), line)
    return DivisionRow(ocd_id, government, _KINDS[kind], code_of(code), since, until)


def _day(told: str, line: int) -> date | None:
    if not told:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise CannotImport("not-a-day", line, told) from None
