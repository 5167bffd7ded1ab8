"""A module of tests that kills its own senders, run over databases of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.database import ROOT
from tests.outbox.conftest import Catcher
from tests.proofs.databases import fresh


def killed(module: str, catcher: Catcher, home: Path, *, count: int, kills: int) -> dict[str, int]:
    """Send so many letters by processes that are killed; return what the module says of the end."""
    for name in ("data/keyring", "runtime"):
        (home / name).mkdir(mode=0o700, parents=True)
    environment = os.environ | {
        "DATA_DIR": str(home / "data"),
        "RUNTIME_DIR": str(home / "runtime"),
        "ALLOW_DISK_RUNTIME": "True",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(catcher.port),
    }
    with fresh() as databases:
        databases.fill(home)
        run = subprocess.run(
            [sys.executable, "-m", module, str(count), str(kills)],
            cwd=ROOT,
            env=environment | databases.environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stderr[-2000:]
    said: dict[str, int] = json.loads(run.stdout.splitlines()[-1])
    return said
