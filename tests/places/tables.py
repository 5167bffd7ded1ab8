"""A small invented county with its districts, as offices would publish them: Rice, in two parts.

West and East are two commissioner districts of Rice County and two halves of the House; Northfield
is cut by the line, Dundas is not.
"""

import json
from datetime import date

from amparo.places.origins import Origin

ORIGIN = Origin("An office", "https://example.org/maps", date(2026, 11, 1))
TOWNS = """66;Rice;46924;City of Northfield
19;Dakota;46924;City of Northfield
66;Rice;17342;City of Dundas
66;Rice;07318;Bridgewater Township
"""
PRECINCTS = """66;0010;NORTHFIELD W-1 P-1;2;20A;01;03;3066;46924;
66;0020;NORTHFIELD W-2 P-1;2;20B;02;03;3066;46924;
66;0030;DUNDAS;1;20B;02;03;3066;17342;
66;0040;BRIDGEWATER TWP;1;20B;02;03;3066;07318;
19;0050;NORTHFIELD W-2 P-2;2;20A;03;01;3019;46924;
"""


def box(west: float, east: float, south: float = 44.3, north: float = 44.5) -> list[object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [ring]


def area(coordinates: object, **properties: str) -> dict[str, object]:
    geometry = {"type": "Polygon", "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: object, **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


LEGISLATIVE = collection(
    area(box(-93.4, -93.2), chamber="house", district="20A"),
    area(box(-93.2, -93.0), chamber="house", district="20B"),
    area(box(-93.4, -93.0), chamber="senate", district="20"),
)
PRECINCT_AREAS = collection(
    area(box(-93.4, -93.3), Precinct="A", County="Rice", CtyComDist="01", MNLegDist="20A"),
    area(box(-93.3, -93.2), Precinct="B", County="Rice", CtyComDist="01", MNLegDist="20A"),
    area(box(-93.2, -93.0), Precinct="C", County="Rice", CtyComDist="02", MNLegDist="20B"),
)
DIVISIONS = """id,name,validFrom,validThrough
ocd-division/country:us/state:mn,Minnesota,,
ocd-division/country:us/state:mn/sldl:20a,House 20A,2022-01-01,
ocd-division/country:us/state:mn/county:rice/council_district:1,Rice 1,,
ocd-division/country:us/state:mn/place:nowhere/ward:1,Nowhere 1,,
"""
