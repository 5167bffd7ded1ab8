"""The files that this room reads: places, precincts, ids of districts, boundaries."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.places.counties import county_name
from amparo.places.importers import boundaries, divisions, precincts, towns
from amparo.places.importers.boundaries import BoundaryRow
from amparo.places.importers.divisions import DivisionRow
from amparo.places.importers.precincts import PrecinctRow
from amparo.places.importers.towns import PlaceRow
from amparo.places.importing import MOST_SHOWN, ImportKind, Looked, Options, register
from amparo.places.models import DistrictKind, Kind
from amparo.places.operations.districts import (
    store_boundaries,
    store_divisions,
    store_precincts,
)
from amparo.places.operations.jurisdictions import is_loaded, load_jurisdictions
from amparo.places.operations.loading import load_places
from amparo.places.operations.outlining import outline
from amparo.places.origins import Counts, Origin, Progress


def register_kinds() -> None:
    """Offer them, in the order in which a coalition brings them."""
    register(
        ImportKind(
            "places",
            gettext_lazy("Cities, townships, tribal nations"),
            gettext_lazy(
                "The Secretary of State's table of municipalities, or a CSV with the columns "
                "kind, name, county, fips, ocd_id."
            ),
            look_at_places,
            keep_places,
            order=10,
        )
    )
    register(
        ImportKind(
            "divisions",
            gettext_lazy("Ids of districts"),
            gettext_lazy("A CSV of Open Civic Data ids: id, name, validFrom, validThrough."),
            look_at_divisions,
            keep_divisions,
            order=20,
        )
    )
    register(
        ImportKind(
            "precincts",
            gettext_lazy("Precincts and their districts"),
            gettext_lazy(
                "The Secretary of State's table of precincts, or a CSV with the columns county, "
                "precinct, name, municipality, congress, senate, house, commissioner, ward, school."
            ),
            look_at_precincts,
            keep_precincts,
            order=30,
        )
    )
    register(
        ImportKind(
            "boundaries",
            gettext_lazy("Boundaries of districts"),
            gettext_lazy("GeoJSON, TopoJSON, KML, KMZ, or a zipped Shapefile."),
            look_at_boundaries,
            keep_boundaries,
            asks_about_areas=True,
            order=40,
        )
    )


def look_at_places(content: bytes, options: Options) -> Looked:
    rows = towns.parse(content, options.state)
    sample = [
        (str(Kind(row.kind).label), row.name, county_name(row.county_fips), row.fips)
        for row in rows[:MOST_SHOWN]
    ]
    places = {(row.kind, row.fips or row.name) for row in rows}
    header = (_("Kind"), _("Name"), _("County"), "FIPS")
    return Looked(rows, {"places": len(places)}, header, sample)


def keep_places(
    rows: Sequence[PlaceRow], options: Options, origin: Origin, progress: Progress
) -> Counts:
    if not is_loaded(options.state):
        load_jurisdictions(options.state)
    loaded = load_places(options.state, rows)
    progress(len(rows), len(rows))
    counts = {
        "places_added": loaded.added,
        "places_changed": loaded.changed,
        "places_kept": loaded.unchanged,
        "unknown_county": len(loaded.unknown_counties),
    }
    return {key: count for key, count in counts.items() if count}


def look_at_divisions(content: bytes, options: Options) -> Looked:
    rows = divisions.parse(content, options.state)
    sample = [(str(row.kind.label), row.code, row.ocd_id) for row in rows[:MOST_SHOWN]]
    return Looked(rows, {"districts": len(rows)}, (_("Kind"), _("Number"), "OCD"), sample)


def keep_divisions(
    rows: Sequence[DivisionRow], options: Options, origin: Origin, progress: Progress
) -> Counts:
    counts = store_divisions(options.state, rows, origin)
    progress(len(rows), len(rows))
    return counts


def look_at_precincts(content: bytes, options: Options) -> Looked:
    rows = precincts.parse(content, options.state)
    sample = [
        (county_name(row.county_fips), row.code, row.name, _districts_said(row))
        for row in rows[:MOST_SHOWN]
    ]
    header = (_("County"), _("Number"), _("Precinct"), _("Districts"))
    return Looked(rows, counted_precincts(rows), header, sample)


def counted_precincts(rows: Sequence[PrecinctRow]) -> Counts:
    """How many precincts, municipalities, and of these how many need no precinct to answer.

    A city counts once in each county that it lies in; of wards and schools, as of all that is
    not in every table, nothing is counted here.
    """
    main = (DistrictKind.CONGRESS, DistrictKind.HOUSE, DistrictKind.COMMISSIONER)
    combinations: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for row in rows:
        told = dict(row.districts)
        key = (row.county_fips, row.municipality or row.name)
        combinations[key].add(tuple(told.get(kind, "") for kind in main))
    return {
        "precincts": len(rows),
        "municipalities": len(combinations),
        "one_answer": sum(len(each) == 1 for each in combinations.values()),
    }


def keep_precincts(
    rows: Sequence[PrecinctRow], options: Options, origin: Origin, progress: Progress
) -> Counts:
    return store_precincts(options.state, rows, origin, progress=progress)


def look_at_boundaries(content: bytes, options: Options) -> Looked:
    rows = boundaries.parse(
        content,
        options.state,
        kind=options.kind,
        code=options.code,
        place=options.place,
        epsg=options.epsg,
    )
    by_kind = Counter(row.kind for row in rows)
    sample = [
        (str(row.kind.label), row.code, county_name(row.place) if row.place else "")
        for row in rows[:MOST_SHOWN]
    ]
    mended = sum(row.was_mended for row in rows)
    counts = {"boundaries": len(rows), **({"mended": mended} if mended else {})}
    notes = [f"{kind.label}: {count}" for kind, count in by_kind.items()]
    return Looked(rows, counts, (_("Kind"), _("Number"), _("County")), sample, notes)


def keep_boundaries(
    rows: Sequence[BoundaryRow], options: Options, origin: Origin, progress: Progress
) -> Counts:
    counts = store_boundaries(
        options.state,
        rows,
        origin,
        since_on=options.since_on,
        until_on=options.until_on,
        progress=progress,
    )
    outline(options.state, timezone.localdate())
    return counts


def _districts_said(row: PrecinctRow) -> str:
    return ", ".join(f"{kind.label} {code}" for kind, code in row.districts)


def kind_told(content: bytes) -> str:
    """Which kind a file is by its beginning: areas, or a table by its columns."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"<") or start[:2] in (b"PK", b"\x1f\x8b"):
        return "boundaries"
    first = start.partition(b"\n")[0].decode("utf-8", "replace").strip().casefold()
    if first.startswith(("id,name", "ocd-division/")):
        return "divisions"
    if "ori" in first.replace(";", ",").split(","):
        return "agencies"
    is_precincts = first.count(";") == 9 or "precinct" in first
    return "precincts" if is_precincts else "places"
