"""From degrees to a flat sheet: Albers' equal-area conic, on a sphere.

A library (pyproj) would hold ten megabytes in every web worker for these twelve lines of Snyder's
"Map Projections: A Working Manual" (USGS Professional Paper 1395, page 98); the tests compare with
it. A newcomer's mistake: longitudes around the date line. They are turned to lie near the middle.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Flat = tuple[float, float]  # to the right, downwards, in radii of the earth
Project = Callable[[float, float], Flat]


@dataclass(frozen=True)
class Bounds:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> Flat:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def bounds_of(points: Iterable[Flat]) -> Bounds:
    across, down = zip(*points, strict=True)
    return Bounds(min(across), min(down), max(across), max(down))


def albers(lon_0: float, lat_0: float, lat_1: float, lat_2: float) -> Project:
    """Equal areas, true along the parallels `lat_1` and `lat_2`, upright at `lon_0`."""
    sin_1, sin_2 = math.sin(math.radians(lat_1)), math.sin(math.radians(lat_2))
    n = (sin_1 + sin_2) / 2
    c = math.cos(math.radians(lat_1)) ** 2 + 2 * n * sin_1

    def rho(lat: float) -> float:
        return math.sqrt(c - 2 * n * math.sin(math.radians(lat))) / n

    rho_0 = rho(lat_0)

    def project(lon: float, lat: float) -> Flat:
        turn = n * math.radians(turned(lon, lon_0))
        r = rho(lat)
        return r * math.sin(turn), r * math.cos(turn) - rho_0

    return project


def local(points: Iterable[tuple[float, float]]) -> Project:
    """The conic that fits a region: parallels at a sixth and five sixths of its height."""
    every = list(points)
    lon_0 = _middle_of([lon for lon, _ in every])
    south, north = min(lat for _, lat in every), max(lat for _, lat in every)
    step = (north - south) / 6 or 0.01
    return albers(lon_0, (south + north) / 2, south + step, north - step)


def turned(lon: float, middle: float) -> float:
    """The longitude's distance from `middle`, the short way around."""
    return (lon - middle + 180) % 360 - 180


def _middle_of(lons: list[float]) -> float:
    """Halfway between the ends, for regions across the date line too."""
    first = lons[0]
    away = [turned(lon, first) for lon in lons]
    return first + (min(away) + max(away)) / 2
