"""The files of people that this room reads, offered beside those of places."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.officials.importers import openstates, sheets
from amparo.officials.importers.people import PersonRow
from amparo.officials.operations.importing import store_people
from amparo.places.importing import MOST_SHOWN, ImportKind, Looked, Options, register
from amparo.places.origins import Counts, Origin, Progress

COUNTS = {
    "people": gettext_lazy("People"),
    "people_added": gettext_lazy("People who are new in office"),
    "people_changed": gettext_lazy("People whose facts changed"),
    "people_kept": gettext_lazy("People who stayed as they were"),
    "people_left": gettext_lazy("People who left office"),
    "offices_added": gettext_lazy("New seats"),
    "seats_empty": gettext_lazy("Seats that are empty"),
    "people_nowhere": gettext_lazy("People of a city or county that is not loaded"),
}


def register_kinds() -> None:
    register(
        ImportKind(
            "people",
            gettext_lazy("People in office"),
            gettext_lazy(
                "Open States: a YAML, a zip of them, or the CSV of a state. For sheriffs, "
                "commissioners and councils a CSV with the columns office, county, city, district, "
                "name, party, phone, email, website, since, term_ends, source, source_url, "
                "checked_on."
            ),
            look_at_people,
            keep_people,
            order=50,
        ),
        COUNTS,
    )


def parse(content: bytes, state: str) -> list[PersonRow]:
    """YAML or a zip of it, else a CSV."""
    start = content.lstrip(b"\xef\xbb\xbf \r\n")
    is_yaml = start.startswith((b"PK\x03\x04", b"id: ocd-person/", b"---"))
    if is_yaml:
        return openstates.parse(content, state, timezone.localdate())
    return sheets.parse(content, state)


def look_at_people(content: bytes, options: Options) -> Looked:
    rows = parse(content, options.state)
    sample = [
        (str(row.seat.label), row.district, row.name, row.party, row.phone)
        for row in rows[:MOST_SHOWN]
    ]
    header = (_("Office"), _("District"), _("Name"), _("Party"), _("Telephone"))
    empty = sum(not row.name for row in rows)
    counts = {"people": len(rows) - empty, **({"seats_empty": empty} if empty else {})}
    return Looked(rows, counts, header, sample)


def keep_people(
    rows: Sequence[PersonRow], options: Options, origin: Origin, progress: Progress
) -> Counts:
    return store_people(options.state, rows, origin, progress=progress)
