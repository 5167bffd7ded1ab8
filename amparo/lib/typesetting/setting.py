"""Start the child, hand over template, data and files, take back the document.

The child has no network (its proxies lead nowhere), may write no file, and ends when it takes too
long or too much memory. One child at a time for each process of ours: a document needs some
100 MB while it is set, and a small machine has to go on answering meanwhile.
"""

import json
import logging
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from fontpkg_atkinson_hyperlegible import ROOT as FONT_PACKAGE

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
FONTS = Path(FONT_PACKAGE) / "files"
SECONDS = 30
MEMORY = 1 << 30  # bytes of address space, of which a long packet really uses a tenth
_NOWHERE = "http://127.0.0.1:9"  # the discard port
_ENVIRONMENT = {
    "HTTP_PROXY": _NOWHERE,
    "HTTPS_PROXY": _NOWHERE,
    "ALL_PROXY": _NOWHERE,
    "RAYON_NUM_THREADS": "2",
}
_one_at_a_time = BoundedSemaphore(1)


class CannotTypeset(RuntimeError):
    """The document could not be made. The message speaks of the template, never of the data."""


def typeset(
    template: Path,
    data: Mapping[str, Any],
    *,
    language: str,
    files: Mapping[str, bytes] | None = None,
    seconds: float = SECONDS,
) -> bytes:
    """A tagged PDF (PDF/UA-1). `data["title"]` becomes its title. Same input, same bytes.

    Letters for which there is no font are replaced by a box, so that one name cannot keep a
    packet from being printed. Raises CannotTypeset.
    """
    return _ask_child(template, data, language, files, seconds, {"format": "pdf"})[0]


def typeset_png(
    template: Path,
    data: Mapping[str, Any],
    *,
    language: str,
    files: Mapping[str, bytes] | None = None,
    dots_per_inch: int = 110,
    seconds: float = SECONDS,
) -> list[bytes]:
    """The pages as pictures, for a preview on the screen."""
    kind = {"format": "png", "ppi": dots_per_inch}
    return _ask_child(template, data, language, files, seconds, kind)


def _ask_child(
    template: Path,
    data: Mapping[str, Any],
    language: str,
    files: Mapping[str, bytes] | None,
    seconds: float,
    kind: dict[str, Any],
) -> list[bytes]:
    given = {
        **(files or {}),
        "design.typ": (HERE / "design.typ").read_bytes(),
        "main.typ": template.read_bytes(),
    }
    question = {
        **kind,
        "files": {name: b64encode(body).decode() for name, body in given.items()},
        "inputs": {"data": json.dumps(data), "language": language.split("-")[0]},
        "fonts": str(FONTS),
        "memory": MEMORY,
        "seconds": int(seconds) + 1,
    }
    return _answer(_run(json.dumps(question).encode(), seconds), template)


def _run(question: bytes, seconds: float) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-I", str(HERE / "child.py")]
    with _one_at_a_time:
        try:
            return subprocess.run(  # noqa: S603 - our own interpreter and our own file
                command, input=question, capture_output=True, timeout=seconds, env=_ENVIRONMENT
            )
        except subprocess.TimeoutExpired as error:
            raise CannotTypeset(f"It took longer than {seconds:g} seconds.") from error


def _answer(done: "subprocess.CompletedProcess[bytes]", template: Path) -> list[bytes]:
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise CannotTypeset(f"{template.name}: the child ended with {done.returncode}.") from error
    if "error" in answer:
        raise CannotTypeset(f"{template.name}: {answer['error']}")
    for warning in answer["warnings"]:
        log.warning("%s: %s", template.name, warning)
    return [b64decode(page) for page in answer["pages"]]
