"""Boundaries as areas on the earth: read from what offices publish, mended, made small, looked up.

A newcomer's mistake: to compare two files by their coordinates before they are read here. Whatever
a file's projection was, a `Shape` holds degrees of longitude and latitude (WGS 84).
"""

from amparo.lib.shapes.locating import Locator
from amparo.lib.shapes.reading import read_shapes
from amparo.lib.shapes.shape import CannotRead, Shape

__all__ = ["CannotRead", "Locator", "Shape", "read_shapes"]
