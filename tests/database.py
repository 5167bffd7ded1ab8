"""Fresh databases in a blink: migrated once, then copied.

Wagtail alone has some two hundred migrations. For SQLite they are run for real whenever one of
ours, or the lock of the packages, has changed; the outcome is kept beside the other temporary
files. Where only new ones have come since an earlier outcome, they are run on a copy of that. What
a test commits is put back by putback.py. PostgreSQL is a new server each time: the first process
migrates, all copy what it made, and Django brings back what a test commits over.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connections

from amparo.accounts.operations import set_up_groups
from amparo.hosting.tables import migrate_keyring, migrate_main

ROOT = Path(__file__).resolve().parents[1]
RAM = Path("/dev/shm")  # noqa: S108
STATE = "state.json"
FIXED = ("requirements.lock", "amparo/accounts/groups.py", "amparo/desk/trees.py")
# Below the fence (tests/house) there are fewer tables
KEPT = f"amparo-{'tables' if apps.is_installed('wagtail') else 'fenced'}-{os.getuid()}"
_contents: dict[str, str] = {}  # what a serialized rollback brings back, by alias


def put_in_place(aliases: list[str]) -> None:
    """Give each database of this process a fresh, migrated file of its own."""
    kept = templates(aliases)
    for alias in aliases:
        name = _test_name(alias)
        _remove(name)
        shutil.copyfile(kept / alias, name)
        point(alias, name)


def put_in_place_on_postgres(aliases: list[str], *, worker: str) -> None:
    """Give each alias of this process a database of its own, copied from one that is migrated."""
    host = hashlib.sha256(connections["default"].settings_dict["HOST"].encode()).hexdigest()[:16]
    with _alone(Path(tempfile.gettempdir()) / f"amparo-{host}.lock"):
        if not connections["default"].introspection.table_names():
            migrate_keyring()
            _make_main()
        for alias in aliases:
            connections[alias].close()  # nobody may look at what is being copied
            kept = connections[alias].settings_dict["NAME"]
            with connections[alias]._nodb_cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{kept}_{worker}" TEMPLATE "{kept}"')
            point(alias, f"{kept}_{worker}")
    for alias in aliases:
        _note_contents(alias)


def _note_contents(alias: str) -> None:
    _contents[alias] = connections[alias].creation.serialize_db_to_string()
    # On the class: within Playwright's loop Django hands out another object for the alias.
    type(connections[alias])._test_serialized_contents = property(  # type: ignore[attr-defined]
        lambda connection: _contents[connection.alias]
    )


def take_away(aliases: list[str]) -> None:
    for alias in aliases:
        connections[alias].close()
        _remove(_test_name(alias))


def templates(aliases: list[str]) -> Path:
    """The folder of the migrated files, one for each database; made where it is not there."""
    place = RAM if RAM.is_dir() else Path(tempfile.gettempdir())
    state = _state()
    folder = place / f"{KEPT}-{_digest(state)}"
    with _alone(folder.with_suffix(".lock")):
        if not folder.is_dir():
            half = folder.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            earlier = _earlier(place, state)
            shutil.copytree(earlier, half) if earlier else half.mkdir()
            for alias in aliases:
                _migrate(alias, half / alias)
            (half / STATE).write_text(json.dumps(state))
            half.rename(folder)
    return folder


def _earlier(place: Path, state: dict[str, str]) -> Path | None:
    """The outcome to which only new migrations have been added since; the one that has the most."""
    found = []
    for each in place.glob(f"{KEPT}-*/{STATE}"):
        had = json.loads(each.read_text())
        if had.items() <= state.items():
            found.append((len(had), each.parent))
    return max(found)[1] if found else None


def _migrate(alias: str, path: Path) -> None:
    point(alias, path)
    migrate_keyring() if alias == "keyring" else _make_main()
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections[alias].close()


def _make_main() -> None:
    """The tables, and what every start leaves in them: half of the tests need an account."""
    migrate_main()
    set_up_groups()


def point(alias: str, name: Path | str) -> None:
    connections[alias].close()
    connections[alias].settings_dict["NAME"] = str(name)


def _test_name(alias: str) -> Path:
    return Path(connections[alias].settings_dict["TEST"]["NAME"])


def _remove(path: Path) -> None:
    for each in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")):
        each.unlink(missing_ok=True)


def _state() -> dict[str, str]:
    """The digest of each migration of ours, of what fills the groups, and of the lock."""
    files = [ROOT / each for each in FIXED] + sorted(ROOT.glob("amparo/*/migrations/*.py"))
    return {
        str(each.relative_to(ROOT)): hashlib.sha256(each.read_bytes()).hexdigest() for each in files
    }


def _digest(state: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:16]


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
