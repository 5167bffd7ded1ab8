"""Files of districts and of people in office, from the command line: the desk's importers.

A newcomer's mistake: a second way to import. The desk shows a preview first; here the whole file is
read before anything is written, and the same file again changes nothing.
"""

import io
import zipfile
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TextIO

from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.hosting.errors import CannotHost
from amparo.lib.shapes import CannotRead
from amparo.lib.shapes.reading import MAX_BYTES
from amparo.places.counties import state_fips, state_name
from amparo.places.importers.sheets import CannotImport
from amparo.places.importing import Options, counted, kinds
from amparo.places.kinds import kind_told
from amparo.places.operations import load_state
from amparo.places.operations.importing import store_content
from amparo.places.origins import Origin, Progress
from amparo.places.troubles import sentence
from amparo.web.models import Coalition

ACTOR = Actor.command("amparo import")
_STEPS = 10  # how often progress is told


@dataclass(frozen=True)
class Asked:
    """What was said on the command line about a file."""

    kind: str = ""
    state: str = ""  # another than the coalition's own
    districts: str = ""  # of boundaries: which
    place: str = ""
    column: str = ""
    epsg: int | None = None
    since: str | None = None
    source: str = ""
    source_url: str = ""
    checked_on: str | None = None


ASKED = tuple(each.name for each in fields(Asked))


def import_file(what: str, path: Path, asked: Asked, *, tell: TextIO) -> str:
    """Store a file, or a folder of YAML; return the report. Raises CannotHost with a sentence."""
    content = _content(path)
    kind = "people" if what == "people" else asked.kind or kind_told(content)
    if kind not in {each.key for each in kinds()}:
        raise CannotHost(f"There is no kind of file called {kind}.")
    options = Options(
        state=_state(asked.state),
        kind=asked.districts,
        code=asked.column,
        place=asked.place,
        epsg=asked.epsg,
        since_on=_day(asked.since),
    )
    day = _day(asked.checked_on) or timezone.localdate()
    origin = Origin(asked.source or path.name, asked.source_url, day)
    try:
        counts = store_content(kind, content, options, origin, progress=_teller(path, tell))
    except (CannotImport, CannotRead) as trouble:
        raise CannotHost(f"{path.name}: {sentence(trouble)}") from None
    record("places.store_import", actor=ACTOR, detail={"kind": kind})
    lines = [f"{path.name} ({kind})", *(f"  {words}: {count}" for words, count in counted(counts))]
    return "\n".join(lines if counts else [*lines, "  Nothing changed."])


def bring_counties(state: str) -> str:
    """A state with its counties, without a file; return the report. Raises CannotHost."""
    count = load_state(_state(state), actor=ACTOR)
    return f"{state_name(state)}: {count} governments are here."


def _state(asked: str) -> str:
    state = asked.upper() or Coalition.here().state
    if not state_fips(state):
        raise CannotHost(f"No state has the letters {state}.")
    return state


def _content(path: Path) -> bytes:
    if path.is_dir():
        return _packed(path)
    try:
        if path.stat().st_size > MAX_BYTES:  # before any of it is read
            raise CannotHost(f"{path.name}: {sentence(CannotRead('too-heavy'))}")
        return path.read_bytes()
    except OSError as error:
        raise CannotHost(f"{path}: {error.strerror}") from None


def _packed(folder: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.rglob("*.y*ml")):
            archive.write(each, each.relative_to(folder).as_posix())
    return out.getvalue()


def _teller(path: Path, tell: TextIO) -> Progress:
    """Says how far it is, a few times a file."""

    def progress(done: int, total: int) -> None:
        if done == total or done % max(1, total // _STEPS) == 0:
            print(f"{path.name}: {done} / {total}", file=tell)

    return progress


def _day(told: str | None) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        raise CannotHost(f"{told} is not a day; it should look like 2027-05-31.") from None
