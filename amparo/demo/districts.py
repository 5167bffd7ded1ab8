"""The demo's districts: Sherburne County, cut by invented lines into invented seats.

The tables of the Secretary of State may not be passed on, so nothing here is theirs: the towns and
their census numbers are public facts; precincts, districts and people are made up and say so.
"""

import json
from typing import Any

from amparo.demo.words import Clock, Told, read
from amparo.officials.models import Office
from amparo.officials.seats import Seat
from amparo.places.importing import Options
from amparo.places.operations.importing import store_content
from amparo.places.origins import Origin

STATE = "MN"


def fill_districts(clock: Clock, *, offices: dict[str, Office]) -> None:
    """Bring the four files, as an organizer would; the sheriff's office is the one there is."""
    told = read("districts")
    sheriff = offices["sherburne-sheriff"]
    Office.objects.filter(pk=sheriff.pk).update(seat=Seat.SHERIFF)
    origin = Origin(told["source"], "", clock.day(-7))
    options = Options(STATE)
    for kind in ("places", "precincts", "people"):
        store_content(kind, told[kind].strip().encode(), options, origin)
    store_content("boundaries", _areas(told), options, origin)
    board = Options(STATE, kind="commissioner", code="district", place=told["county"])
    store_content("boundaries", _collection(told["board"], kind=""), board, origin)


def _areas(told: Told) -> bytes:
    """Both chambers in one file, as the legislature publishes them."""
    features = [each for kind in ("house", "senate") for each in _features(told[kind], kind)]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _collection(areas: Told, *, kind: str) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": _features(areas, kind)}).encode()


def _features(areas: Told, kind: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "properties": {"district": code, **({"chamber": kind} if kind else {})},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, ring in areas.items()
    ]
