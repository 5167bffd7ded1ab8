"""From a file to items: what the desk and the command line both call.

A newcomer's mistake: reading the pictures before the posts. Posts say which are wanted at all.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from amparo.archive.operations import Outcome, keep_pictures, read_in
from amparo.archive.operations.pictures import Pictures
from amparo.audit.actors import Actor
from amparo.lib.oldsites import Limits, OldSite, read_loose, read_wxr
from amparo.lib.oldsites.uploads import Uploads, opened, refuse_too_much, safe_members, unpacking

_CHUNK = 1_048_576
LOOSE = (".html", ".htm", ".txt", ".zip")


@dataclass(frozen=True)
class Brought:
    outcome: Outcome
    pictures: Pictures | None  # None: no uploads were given


def bring(
    name: str,
    stream: BinaryIO,
    uploads: Uploads | None,
    *,
    actor: Actor,
    now: datetime,
    limits: Limits | None = None,
) -> Brought:
    """Read a WordPress export, or saved pages, and the pictures that they show.

    Raises CannotParse; nothing is kept then.
    """
    site = _read(name.lower(), name, stream, limits or Limits())
    stream.seek(0)
    outcome = read_in(site, name=name, sha256=_sha256(stream), actor=actor, now=now)
    pictures = keep_pictures(outcome.origin, uploads) if uploads is not None else None
    return Brought(outcome, pictures)


def _read(kind: str, name: str, stream: BinaryIO, limits: Limits) -> OldSite:
    if kind.endswith(".zip"):
        archive = opened(stream)
        exports = [each for each in safe_members(archive) if each.filename.endswith(".xml")]
        if exports:
            return _together(archive, exports, limits)
    return read_loose(name, stream, limits) if kind.endswith(LOOSE) else read_wxr(stream, limits)


def _together(archive: ZipFile, exports: list[ZipInfo], limits: Limits) -> OldSite:
    """Several exports of one site, as WordPress.com parts a large one."""
    whole = OldSite()
    refuse_too_much(exports, limits)
    for info in exports:
        with unpacking(archive, info) as stream:
            part = read_wxr(stream, limits)
        whole.title, whole.address = whole.title or part.title, whole.address or part.address
        for record in part.records:
            whole.keep(record, limits)
        whole.attachments |= part.attachments
        whole.left_out += part.left_out
    return whole


def _sha256(stream: BinaryIO) -> str:
    told = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        told.update(chunk)
    return told.hexdigest()
