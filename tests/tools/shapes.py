"""Make the counties that the maps are drawn from: python -m tests.tools.shapes counties-10m.json

Reads the counties of us-atlas (https://github.com/topojson/us-atlas, ISC licence; the Census
Bureau's cartographic boundaries), rounds them to a grid of 0.002 degrees, about 200 m, drops what
the maps do not need (names, the outlines of states and nation, which counties add up to), and
writes amparo/lib/maps/data/us-counties.topojson.gz, still TopoJSON.
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import amparo.lib.maps

GRID = 0.002
OUT = Path(amparo.lib.maps.__file__).parent / "data" / "us-counties.topojson.gz"
ORIGIN = (
    "Derived from us-atlas 3.0.1, counties-10m.json (ISC licence, Copyright 2013-2019 Michael "
    "Bostock), which is derived from the U.S. Census Bureau's cartographic boundary files, 2017 "
    "edition. Rounded to a grid of 0.002 degrees; names and outlines of states left out."
)


def main(source: str) -> None:
    topology = made(json.loads(Path(source).read_text(encoding="utf-8")))
    text = json.dumps(topology, separators=(",", ":")).encode()
    OUT.write_bytes(gzip.compress(text, compresslevel=9, mtime=0))
    print(f"{OUT}: {OUT.stat().st_size:,} bytes")


def made(atlas: dict[str, Any]) -> dict[str, Any]:
    """The same topology on a coarser grid, of counties only."""
    counties = atlas["objects"]["counties"]["geometries"]
    shapes = [{key: each[key] for key in ("type", "id", "arcs")} for each in counties]
    return {
        "type": "Topology",
        "source": ORIGIN,
        "transform": {"scale": [GRID, GRID], "translate": [0, 0]},
        "objects": {"counties": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": [_rounded(arc, atlas["transform"]) for arc in atlas["arcs"]],
    }


def _rounded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[list[int]]:
    """An arc as steps on the new grid; steps that lead nowhere are left out."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = last_x = last_y = 0
    steps: list[list[int]] = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        new_x, new_y = round((x * kx + dx) / GRID), round((y * ky + dy) / GRID)
        if not steps or (new_x, new_y) != (last_x, last_y):
            steps.append([new_x - last_x, new_y - last_y])
        last_x, last_y = new_x, new_y
    return steps if len(steps) > 1 else [*steps, [0, 0]]


if __name__ == "__main__":
    main(*sys.argv[1:])
