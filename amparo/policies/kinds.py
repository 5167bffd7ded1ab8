"""The list of agencies, offered beside the files of places and districts."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.places.importing import MOST_SHOWN, ImportKind, Looked, Options, register
from amparo.places.models import Kind
from amparo.places.origins import Counts, Origin, Progress
from amparo.policies.importers import agencylists
from amparo.policies.importers.agencylists import AgencyRow
from amparo.policies.operations.keptagencies import store_agencies

COUNTS = {
    "agencies": gettext_lazy("Agencies"),
    "agencies_added": gettext_lazy("New agencies"),
    "agencies_changed": gettext_lazy("Agencies that got their ORI"),
    "agencies_kept": gettext_lazy("Agencies that stayed as they were"),
}


def register_kinds() -> None:
    register(
        ImportKind(
            "agencies",
            gettext_lazy("Sheriffs, police, jails"),
            gettext_lazy(
                "The FBI's public list of agencies with ORI, or a CSV with the columns name, kind "
                "(sheriff, police, jail, agency), county, city, ori."
            ),
            look_at_agencies,
            keep_agencies,
            order=60,
        ),
        COUNTS,
    )


def look_at_agencies(content: bytes, options: Options) -> Looked:
    rows = agencylists.parse(content, options.state)
    sample = [
        (str(Kind(row.placed.kind).label), row.listed.named, row.listed.county, row.listed.ori)
        for row in rows[:MOST_SHOWN]
    ]
    header = (_("Kind"), _("Name"), _("County"), "ORI")
    by_state = Counter(row.listed.state for row in rows)
    notes = [f"{state}: {count}" for state, count in sorted(by_state.items())]
    return Looked(rows, {"agencies": len(rows)}, header, sample, notes)


def keep_agencies(
    rows: Sequence[AgencyRow], options: Options, origin: Origin, progress: Progress
) -> Counts:
    return store_agencies(rows, progress=progress)
