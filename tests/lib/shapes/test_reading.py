"""Boundaries of every format are read into the same degrees; a bad file says what is wrong."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from pyproj import Transformer

from amparo.lib.shapes import CannotRead, Locator, read_shapes, reading

WEST, SOUTH = -93.2, 44.9
SQUARE = [[WEST, SOUTH], [WEST + 0.1, SOUTH], [WEST + 0.1, SOUTH + 0.1], [WEST, SOUTH + 0.1]]
RING = [*SQUARE, SQUARE[0]]
FAR = [[9e9, 95], [9e9, 96], [9e9 + 1, 96]]


def feature(coordinates, kind: str = "Polygon", **properties: object) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: dict[str, object], **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def projected(ring, epsg: str = "EPSG:26915"):
    turn = Transformer.from_crs("EPSG:4326", epsg, always_xy=True)
    return [list(turn.transform(*point)) for point in ring]


def shapefile(tmp_path: Path, *, ring=RING, crs: str = "EPSG:26915", without: str = "") -> bytes:
    """A zip as offices publish it, in UTM zone 15, with a note beside it."""
    points = projected(ring, crs) if crs != "EPSG:4326" else ring
    pyogrio.raw.write(
        tmp_path / "wards.shp",
        geometry=np.array([shapely.to_wkb(shapely.Polygon(points))], dtype=object),
        field_data=[np.array(["Peñaloza"], dtype=object), np.array([7.0])],
        fields=["NAME", "WARD"],
        geometry_type="Polygon",
        crs=crs,
        driver="ESRI Shapefile",
        encoding="UTF-8",
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("gis/readme.txt", "as is")
        for path in tmp_path.glob("wards.*"):
            if path.suffix != without:
                archive.write(path, f"gis/{path.name}")
    return out.getvalue()


KML = f"""<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns:ns0="http://www.opengis.net/kml/2.2"><Document><Folder><Placemark>
<name>Amboy</name><ExtendedData><SchemaData schemaUrl="#p">
<SimpleData name="County">Blue Earth</SimpleData></SchemaData></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>
{" ".join(f"{x},{y},0" for x, y in RING)}
</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>Label</name><Point><coordinates>{WEST},{SOUTH}</coordinates></Point></Placemark>
</Folder></Document></kml>"""

TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [WEST, SOUTH]},
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 0], [1, 0], [0, 1], [-1, 0]],
    ],
    "objects": {
        "wards": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "1", "arcs": [[0, 1]], "properties": {"name": "West"}},
                {"type": "Polygon", "id": "2", "arcs": [[2, ~0]]},
                {"type": "Polygon", "id": "3", "arcs": [[0, ~0]]},
            ],
        },
        "city": {"type": "Polygon", "arcs": [[1, 0]]},
    },
}


def refusal(content: bytes, **options: object) -> str:
    with pytest.raises(CannotRead) as caught:
        read_shapes(content, **options)
    return caught.value.reason


def is_the_square(geometry) -> bool:
    return bool(geometry.symmetric_difference(shapely.Polygon(RING)).area < 1e-9)


def test_geojson_gives_areas_and_its_properties_as_text():
    [shape] = read_shapes(collection(feature([RING], district="62A", number=7.0, none=None)))

    assert is_the_square(shape.geometry)
    assert shape.properties == {"district": "62A", "number": "7", "none": ""}
    assert not shape.was_mended


@pytest.mark.parametrize(
    "crs", ["EPSG:26915", {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::26915"}}]
)
def test_geojson_that_names_a_projection_is_turned_into_degrees(crs):
    [shape] = read_shapes(collection(feature([projected(RING)]), crs=crs))

    assert is_the_square(shape.geometry)


def test_a_packed_file_is_unpacked():
    assert is_the_square(read_shapes(gzip.compress(collection(feature([RING]))))[0].geometry)


def test_kml_of_an_office_that_forgets_its_namespace_is_read_without_its_labels():
    [shape] = read_shapes(KML.encode())

    assert is_the_square(shape.geometry)
    assert shape.properties == {"name": "Amboy", "County": "Blue Earth"}


def test_a_kmz_is_a_packed_kml():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("doc.kml", KML)

    assert is_the_square(read_shapes(out.getvalue())[0].geometry)


def test_a_shapefile_is_turned_from_its_own_projection(tmp_path):
    [shape] = read_shapes(shapefile(tmp_path))

    assert is_the_square(shape.geometry)
    assert shape.properties == {"NAME": "Peñaloza", "WARD": "7"}


def test_topojson_shares_its_borders_and_leaves_out_what_its_grid_lost():
    west, east = read_shapes(json.dumps(TOPOLOGY).encode())

    assert (west.id, east.id) == ("1", "2")
    assert west.properties == {"name": "West"}
    assert is_the_square(west.geometry)
    assert west.geometry.intersection(east.geometry).length == pytest.approx(0.1)


def test_an_object_of_topojson_may_be_named():
    [city] = read_shapes(json.dumps(TOPOLOGY).encode(), layer="city")

    assert is_the_square(city.geometry)


def test_a_ring_that_crosses_itself_is_untied_and_says_so():
    bow = [[WEST, SOUTH], [WEST + 0.1, SOUTH + 0.1], [WEST + 0.1, SOUTH], [WEST, SOUTH + 0.1]]
    [shape] = read_shapes(collection(feature([bow])))

    assert shape.was_mended
    assert shape.geometry.is_valid
    assert shape.geometry.area == pytest.approx(0.005)


def test_a_ring_that_is_not_closed_is_closed():
    assert is_the_square(read_shapes(collection(feature([SQUARE])))[0].geometry)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"precinct;name\n1;Aitkin", "unknown-format"),
        (b'{"type": "FeatureCollection", "features": [', "broken-file"),
        (b'{"type": "FeatureCollection", "features": []}', "nothing"),
        (b'{"type": "FeatureCollection", "features": 3}', "broken-file"),
        (b'{"type": "Topology", "objects": {"a": {}}, "arcs": 3}', "broken-file"),
        ('{"type": "FeatureCollection", "name": "Peñaloza"}'.encode("cp1252"), "encoding"),
        (KML.replace("Amboy", "Peñaloza").encode("cp1252"), "encoding"),
        (KML[:400].encode(), "broken-file"),
        (KML.replace(f"{WEST},", "west,").encode(), "broken-ring"),
        (collection(feature([projected(RING)])), "no-projection"),
        (collection(feature([RING]), crs="EPSG:99999999"), "unknown-projection"),
        (collection(feature([FAR]), crs="OGC:CRS84"), "no-projection"),
        (collection(feature([FAR]), crs="EPSG:26915"), "elsewhere"),
        (collection(feature([[[WEST, SOUTH], [WEST, SOUTH]]])), "broken-ring"),
        (collection(feature([[[WEST, SOUTH], [WEST + 1, SOUTH], [WEST, SOUTH]]])), "broken-ring"),
        (collection(feature("not rings")), "broken-ring"),
        (collection(feature([[[1, None], [2, 2], [3, 3]]])), "broken-ring"),
        (collection(feature([WEST, SOUTH], "Point")), "no-area"),
        (b"PK\x03\x04 and nothing more", "broken-file"),
        (b"\x1f\x8b and nothing more", "broken-file"),
    ],
)
def test_a_bad_file_says_what_is_wrong_with_it(content, reason):
    assert refusal(content) == reason


def test_a_shapefile_without_a_projection_is_refused_until_somebody_tells_it(tmp_path):
    content = shapefile(tmp_path, without=".prj")

    assert refusal(content) == "no-projection"
    assert is_the_square(read_shapes(content, epsg=26915)[0].geometry)


def test_a_shapefile_that_lacks_a_part_is_refused(tmp_path):
    assert refusal(shapefile(tmp_path, without=".dbf")) == "unknown-format"


def test_what_unfolds_into_more_than_we_take_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_UNPACKED_BYTES", 1000)
    assert refusal(gzip.compress(b" " * 1001)) == "too-heavy"

    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    assert refusal(b"{" + b" " * 10) == "too-heavy"


def test_xml_of_strangers_opens_no_other_file():
    trap = KML.replace("<kml", '<!DOCTYPE k [<!ENTITY f SYSTEM "file:///etc/passwd">]><kml')
    [shape] = read_shapes(trap.replace("Blue Earth", "&f;").encode())

    assert "root" not in shape.properties["County"]


def test_a_point_finds_the_areas_that_it_lies_in_borders_included():
    west = shapely.box(0, 0, 1, 1)
    east = shapely.box(1, 0, 2, 1)
    locator = Locator([("west", west), ("east", east), ("both", shapely.box(0, 0, 2, 1))])

    assert locator.at(0.5, 0.5) == ["west", "both"]
    assert locator.at(1, 0.5) == ["west", "east", "both"]
    assert locator.at(9, 9) == []
