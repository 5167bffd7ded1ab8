"""Backups: the main one here, the keyring's apart and for seven days only.

A newcomer's mistake: one archive of everything. Whoever left, or was shredded, is gone from the
backups because the keys are: a keyring kept beside the cards for longer would undo that promise.
"""

import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from amparo.campaigns.operations import apply_takedowns
from amparo.env import TLS_WORDS
from amparo.hosting.errors import CannotHost
from amparo.hosting.tables import migrate_keyring, migrate_main
from amparo.keyring.backups import CannotRestore, backup_keyring, prune_backups, restore_keyring
from amparo.keyring.models import Holder
from amparo.outbox.operations import drop_all
from amparo.supporters.operations.keeping import apply_removals
from amparo.supporters.operations.lost import forget_all_lost

KEPT_DAYS = 30  # of the main backup: its cards are as sealed as the server's
MAIN, MEDIA = "amparo.sqlite3", "media.tar"
DUMP = "amparo.pgdump"
PLAIN_FILES = ("amparo.env", "secret_key", "root.pub")


def back_up(directory: Path) -> Path:
    """Write DIRECTORY/main/<day>/ and DIRECTORY/keyring/; return the day's folder.

    Old keys go first: that they do is promised, also by a disk too full for another copy.
    """
    now = timezone.now()
    prune_backups(directory / "keyring", now=now)
    day = directory / "main" / f"{timezone.localdate(now)}"
    half = day.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True, mode=0o700)
    _copy_database(half)
    _copy_media(half)
    for name in PLAIN_FILES:
        if (settings.DATA_DIR / name).exists():
            shutil.copy2(settings.DATA_DIR / name, half / name)
    shutil.rmtree(day, ignore_errors=True)
    half.rename(day)
    backup_keyring(directory / "keyring", now=now)
    _prune(directory / "main", now)
    return day


def restore(day: Path) -> str:
    """Bring a day's folder back; return what was done, as a sentence.

    The living keyring wins over its backup: it knows who left since. Whoever left or was taken
    down after that day is removed again before anything is served. Raises CannotHost.
    """
    if not (day / MAIN).exists() and not (day / DUMP).exists():
        raise CannotHost(f"{day} is no backup: it holds neither {MAIN} nor {DUMP}.")
    migrate_keyring()
    if not Holder.objects.exists():
        _restore_keys(day.parents[1] / "keyring")
    _restore_database(day)
    _restore_files(day)
    migrate_main()
    now = timezone.now()
    people, pages = apply_removals(now), apply_takedowns(now=now)
    drop_all()  # letters that waited that day went since, or are lost: none goes twice
    forget_all_lost()
    return f"Restored {day.name}. Removed again: {people} who had left, {pages} taken down."


def _copy_database(folder: Path) -> None:
    """A copy that is whole while people sign, and holds no freed pages."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / MAIN)])
        (folder / MAIN).chmod(0o600)
        return
    _run_postgresql("pg_dump", "--format=custom", f"--file={folder / DUMP}")


def _restore_database(day: Path) -> None:
    """Put what was copied in place of all that is there. Nothing changes where it is torn."""
    if connection.vendor == "sqlite":
        connections.close_all()
        _restore_file(day / MAIN, into=Path(str(settings.DATABASES["default"]["NAME"])))
        return
    dump = str(day / DUMP)
    try:
        _run_postgresql("pg_restore", f"--file={os.devnull}", dump)  # reads it whole
    except subprocess.CalledProcessError as error:
        raise CannotHost(f"{dump} cannot be read: nothing was changed.") from error
    _drop_tables()
    _run_postgresql(
        *("pg_restore", "--clean", "--if-exists", "--exit-on-error", "--single-transaction"),
        *(f"--dbname={_name()}", dump),
    )


def _restore_file(copy: Path, *, into: Path) -> None:
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as source:
        try:
            is_whole = source.execute("PRAGMA quick_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            is_whole = False
        if not is_whole:
            raise CannotHost(f"{copy} cannot be read: nothing was changed.")
        with closing(sqlite3.connect(into)) as target:
            source.backup(target)


def _drop_tables() -> None:
    """Those too of which an older backup knows nothing: they would be in a migration's way."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
    connections.close_all()


def _run_postgresql(program: str, *words: str) -> None:
    """Run a client program of PostgreSQL; the password goes by its environment, not its words.

    It asks the server to prove as much as the site itself does.
    """
    found = shutil.which(program)
    if found is None:
        raise CannotHost(f"{program} is missing: install PostgreSQL's client programs.")
    database, asked = settings.DATABASES["default"], connection.settings_dict["OPTIONS"]
    environment = os.environ | {
        "PGHOST": str(database["HOST"]),
        "PGPORT": str(database["PORT"]),
        "PGUSER": str(database["USER"]),
        "PGPASSWORD": str(database["PASSWORD"]),
        "PGDATABASE": _name(),
        **{f"PG{word.upper()}": asked[word] for word in TLS_WORDS if word in asked},
    }
    subprocess.run([found, *words], env=environment, check=True)  # noqa: S603


def _name() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def _copy_media(folder: Path) -> None:
    with tarfile.open(folder / MEDIA, "w") as archive:
        if settings.MEDIA_ROOT.is_dir():
            archive.add(settings.MEDIA_ROOT, arcname=".")


def _restore_files(day: Path) -> None:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with tarfile.open(day / MEDIA) as archive:
        archive.extractall(settings.MEDIA_ROOT, filter="data")
    for name in PLAIN_FILES:
        if (day / name).exists() and not (settings.DATA_DIR / name).exists():
            shutil.copy2(day / name, settings.DATA_DIR / name)


def _restore_keys(folder: Path) -> None:
    files = sorted(folder.glob("keyring-*.jsonl"))
    if not files:
        raise CannotHost(f"{folder} holds no keyring: without keys the cards cannot be opened.")
    try:
        restore_keyring(files[-1])
    except CannotRestore as reason:
        raise CannotHost("There are keys here already.") from reason


def _prune(folder: Path, now: datetime) -> None:
    oldest = timezone.localdate(now) - timedelta(days=KEPT_DAYS)
    for day in folder.iterdir():
        if day.is_dir() and day.name < oldest.isoformat():
            shutil.rmtree(day)
