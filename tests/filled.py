"""The small demo, filled once in a process and put back for each test that looks at it.

What is kept: both databases, and the files beside them (pictures, the demo's note, the seeds in
RAM). PostgreSQL has no such copy; there it is filled each time.
"""

import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections

from amparo.accounts.operations import set_up_groups
from amparo.demo.filling import fill_if_empty
from amparo.demo.people import DemoPeople
from amparo.keyring.epochs import forget_epochs
from amparo.web.models import Coalition
from tests.makers import forget_keys

ALIASES = ("default", "keyring")
BESIDE = ("*.sqlite3*", "static", "generated", "locale")  # not the demo's


@dataclass(frozen=True)
class Kept:
    people: DemoPeople
    databases: dict[str, sqlite3.Connection]
    files: dict[Path, Path]  # where they lie, and where their copies do


_kept: list[Kept] = []


def small_demo() -> DemoPeople:
    """The people of the demo, in databases that hold it and nothing else."""
    forget_keys()
    if _kept:
        _put_back(_kept[0])
        return _kept[0].people
    set_up_groups()  # as every start does
    people = fill_if_empty(small=True)
    if can_be_put_back():
        _kept.append(Kept(people, {each: _copied(each) for each in ALIASES}, _files()))
    return people


def can_be_put_back() -> bool:
    return connections["default"].vendor == "sqlite"


def forget_demo() -> None:
    (Path(settings.DATA_DIR) / "demo.json").unlink(missing_ok=True)
    forget_keys()
    Coalition.forget_kept()


def _copied(alias: str) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connections[alias].ensure_connection()
    connections[alias].connection.backup(copy)
    return copy


def _files() -> dict[Path, Path]:
    """Copies of the data directory and of the directory in RAM, without databases."""
    copies = Path(tempfile.mkdtemp(prefix="filled-", dir=Path(settings.DATA_DIR).parent))
    found = {Path(settings.DATA_DIR): copies / "data", Path(settings.RUNTIME_DIR): copies / "ram"}
    for lies, copy in found.items():
        shutil.copytree(lies, copy, ignore=shutil.ignore_patterns(*BESIDE))
    return found


def _put_back(kept: Kept) -> None:
    for alias, copy in kept.databases.items():
        connections[alias].ensure_connection()
        copy.backup(connections[alias].connection)
    for lies, copy in kept.files.items():
        shutil.copytree(copy, lies, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for each in Path(settings.RUNTIME_DIR).iterdir():
        each.chmod(0o700 if each.is_dir() else 0o600)
    forget_epochs()
    Coalition.forget_kept()
