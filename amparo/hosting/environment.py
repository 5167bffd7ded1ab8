"""The environment of the demo.

Set before Django reads its settings; so nothing here imports Django or our models.
"""

import hashlib
import os
import secrets
from pathlib import Path

from amparo.hosting.errors import CannotHost

RAM = Path("/dev/shm")  # noqa: S108 - the demo's runtime key belongs in RAM


def make_demo_environment(*, port: int) -> None:
    """Point the settings at the demo's own directories; what is set already stays."""
    data = Path(os.environ.setdefault("DATA_DIR", "demo")).absolute()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not RAM.is_dir():
        raise CannotHost(f"{RAM} is not there: the demo keeps its runtime key in RAM.")
    mark = hashlib.sha256(str(data).encode()).hexdigest()[:12]
    runtime = RAM / f"amparo-demo-{os.getuid()}-{mark}"
    runtime.mkdir(exist_ok=True, mode=0o700)
    for name, value in {
        "RUNTIME_DIR": str(runtime),
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "*",
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(runtime / "mail"),
        "FROM_EMAIL": "hola@coalition.example",
        "IS_DEMO": "True",
        "ALLOW_PLAIN_SWAP": "True",  # its people are invented
    }.items():
        os.environ.setdefault(name, value)
    make_secret_key(data)


def make_runtime_directory(directory: Path) -> None:
    """Make the directory of the runtime key where its parent is there, readable by us alone."""
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
    except (FileNotFoundError, PermissionError) as reason:
        raise CannotHost(
            f"RUNTIME_DIR ({directory}) cannot be made: create it in RAM, for this user only."
        ) from reason


def make_secret_key(data: Path) -> None:
    """Write DATA_DIR/secret_key where there is none yet."""
    try:
        descriptor = os.open(data / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
