"""kill -9 in the middle of sending: nobody gets a letter twice, and none is lost unsaid."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.outbox.conftest import Catcher
from tests.proofs.databases import fresh

pytestmark = pytest.mark.usefixtures("django_db_setup")

ROOT = Path(__file__).resolve().parents[2]


def crash(catcher: Catcher, home: Path, *, letters: int, kills: int) -> dict[str, int]:
    """Send letters by workers that are killed; return what the outbox says in the end."""
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
            [sys.executable, "-m", "tests.outbox.crashing", str(letters), str(kills)],
            cwd=ROOT,
            env=environment | databases.environment,
            capture_output=True,
            text=True,
            check=True,
        )
    said: dict[str, int] = json.loads(run.stdout.splitlines()[-1])
    return said


@pytest.mark.parametrize(
    ("letters", "kills"),
    [(48, 4), pytest.param(4_000, 500, marks=pytest.mark.proof)],
)
def test_killed_workers_send_nothing_twice(
    catcher: Catcher, tmp_path: Path, letters: int, kills: int
) -> None:
    said = crash(catcher, tmp_path, letters=letters, kills=kills)

    arrived = Counter(catcher.to)
    assert set(arrived.values()) == {1}, "somebody got a letter twice"
    assert said["killed"] >= kills // 2
    assert said["uncertain"] <= said["killed"], "at most one letter a kill"
    assert letters - said["uncertain"] <= len(arrived) <= letters, "a letter was lost unsaid"
