"""Shapefile: a zip of .shp, .shx, .dbf and, where whoever wrote it was careful, .prj and .cpg.

A newcomer's mistake: to give GDAL the whole zip. It gets the five parts by which it knows a
Shapefile, packed anew, and no other file that a zip may hold.
"""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

import shapely

from amparo.lib.shapes.shape import CannotRead, Shape, told

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
NEEDED = {".shp", ".shx", ".dbf"}


def parse(archive: zipfile.ZipFile, max_bytes: int) -> tuple[str, list[Shape]]:
    """(the projection of its .prj, its features). Raises CannotRead."""
    import pyogrio  # here: GDAL takes 38 MB of a process, and most never see a Shapefile
    from pyogrio.errors import DataLayerError, DataSourceError

    parts = _parts(archive, max_bytes)
    if not parts.keys() >= NEEDED:
        raise CannotRead("unknown-format")
    try:
        meta, _ids, shapes, columns = pyogrio.raw.read(_packed(parts))
    except (DataSourceError, DataLayerError, UnicodeDecodeError) as error:
        raise CannotRead("broken-file", str(error)[:60]) from None
    rows = zip(*columns, strict=True) if columns else [()] * len(shapes)
    return meta["crs"] or "", [
        Shape("", told(dict(zip(meta["fields"], row, strict=True))), shapely.from_wkb(shape))
        for shape, row in zip(shapes, rows, strict=True)
        if shape is not None
    ]


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, max_bytes: int) -> bytes:
    """A file of a zip; what unfolds into more than we take is refused before it is unfolded."""
    if info.file_size > max_bytes:
        raise CannotRead("too-heavy")
    try:
        with archive.open(info) as packed:
            content = packed.read(max_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, NotImplementedError):
        raise CannotRead("broken-file", info.filename[:60]) from None
    if len(content) > max_bytes:
        raise CannotRead("too-heavy")
    return content


def _parts(archive: zipfile.ZipFile, max_bytes: int) -> dict[str, bytes]:
    """The parts of the first Shapefile in the zip, by their endings."""
    paths = {PurePosixPath(each.filename): each for each in archive.infolist()}
    first = next((path for path in paths if path.suffix.lower() == ".shp"), None)
    if first is None:
        raise CannotRead("unknown-format")
    return {
        path.suffix.lower(): member(archive, info, max_bytes)
        for path, info in paths.items()
        if path.with_suffix("") == first.with_suffix("") and path.suffix.lower() in PARTS
    }


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for suffix, content in parts.items():
            archive.writestr(f"shapes{suffix}", content)
    return out.getvalue()
