"""Reads the environment loudly: a missing or wrong word stops the start, in a sentence.

Values come from the process environment first, then from `amparo.env` in the data directory
(the file that `amparo init` writes), so that a cron job and the server read the same settings.
"""

import os
from collections.abc import Collection
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from amparo.lib.networks import is_elsewhere

TLS_WORDS = ("sslmode", "sslrootcert", "sslcert", "sslkey")  # libpq's
VALKEY_WORDS = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")

_file_values: dict[str, str] = {}


def read_file(path: Path) -> None:
    """Take NAME=value lines from `path`, where it exists, as fallbacks of the environment."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, separator, value = line.partition("=")
        if not separator:
            raise ImproperlyConfigured(f"{path}, line {number}: expected NAME=value, not {line!r}")
        _file_values[name.strip()] = value.strip()


def text(name: str, *, default: str | None = None) -> str:
    value = os.environ.get(name, _file_values.get(name, default))
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; `amparo init` writes it")
    return value


def flag(name: str, *, default: bool) -> bool:
    """True or False; any other word stops the start."""
    value = text(name, default=str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name} must be True or False, not {value!r}")
    return value == "True"


def number(name: str, *, default: int) -> int:
    value = text(name, default=str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def words(name: str, *, default: str) -> list[str]:
    """A list separated by commas, without blanks."""
    return [word.strip() for word in text(name, default=default).split(",") if word.strip()]


def path(name: str, *, default: str) -> Path:
    return Path(text(name, default=default)).expanduser().absolute()


def secret(name: str, *, file: Path) -> str:
    """A secret of at least 40 letters: NAME, else the content of NAME_FILE, else of `file`."""
    value = os.environ.get(name)
    if value is None:
        source = path(f"{name}_FILE", default=str(file))
        if not source.exists():
            raise ImproperlyConfigured(
                f"{name} is not set and {source} is not there; run `amparo init`"
            )
        value = source.read_text(encoding="ascii").strip()
    if len(value) < 40:
        raise ImproperlyConfigured(f"{name} is shorter than 40 letters")
    return value


def valkey(name: str) -> str:
    """The address of a Valkey, or nothing. It may hold a password, so it is never said aloud.

    Behind its question mark stands who may vouch for the server, and nothing that would ask less.
    """
    address = text(name, default="")
    if not address:
        return ""
    if urlsplit(address).scheme not in ("valkeys", "valkey", "unix"):
        raise ImproperlyConfigured(f"{name} must begin with valkeys:// (or valkey://, or unix://)")
    _asked(name, address, VALKEY_WORDS)
    return address


def database(name: str, *, file: Path, journal: str) -> dict[str, object]:
    """Django's settings of a database: a postgresql:// address in NAME, else SQLite in `file`.

    `journal` is SQLite's journal mode: wal for speed, delete where a deletion must leave nothing.
    """
    address = text(name, default="")
    if address:
        return _postgresql(name, address)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "TEST": {"NAME": f"{file}.test"},  # a file, as in life: locks differ in memory
        "CONN_MAX_AGE": None,  # closing the last connection would checkpoint after every request
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a reader that turns writer would fail as "locked"
            "timeout": 20,  # seconds
            "init_command": (
                f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; "
                "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000"
            ),
        },
    }


def _postgresql(name: str, address: str) -> dict[str, object]:
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} must begin with postgresql://, not {parts.scheme!r}")
    asked = _asked(name, address, ("host", *TLS_WORDS))
    host = asked.pop("host", unquote(parts.hostname or ""))
    if is_elsewhere(host) and "sslmode" not in asked:
        raise ImproperlyConfigured(
            f"{name} is on another machine: end it with ?sslmode=verify-full&sslrootcert=FILE (who "
            "vouches for that machine), or with ?sslmode=disable where the line is yours alone"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": asked,
        "CONN_MAX_AGE": 60,  # seconds
        "CONN_HEALTH_CHECKS": True,
    }


def _asked(name: str, address: str, known: Collection[str]) -> dict[str, str]:
    """What stands behind the question mark of an address; a word that is not known is refused."""
    pairs = [pair.partition("=") for pair in urlsplit(address).query.split("&") if pair]
    unknown = sorted({word for word, _is, _value in pairs} - set(known))
    if unknown:
        raise ImproperlyConfigured(
            f"{name}: {', '.join(unknown)} is not known behind the ?; what is: {', '.join(known)}"
        )
    return {word: unquote(value) for word, _is, value in pairs}
