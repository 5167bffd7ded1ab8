"""kill -9 in the middle of a letter: nobody gets two, and whoever may have none is counted."""

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


def crash(catcher: Catcher, home: Path, *, people: int, kills: int) -> dict[str, int]:
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
            [sys.executable, "-m", "tests.mailouts.crashing", str(people), str(kills)],
            cwd=ROOT,
            env=environment | databases.environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stderr[-2000:]
    said: dict[str, int] = json.loads(run.stdout.splitlines()[-1])
    return said


@pytest.mark.parametrize(
    ("people", "kills"),
    [(30, 3), pytest.param(1_000, 200, marks=pytest.mark.proof)],
)
def test_a_killed_letter_reaches_nobody_twice(
    catcher: Catcher, tmp_path: Path, people: int, kills: int
) -> None:
    said = crash(catcher, tmp_path, people=people, kills=kills)

    arrived = Counter(catcher.to)
    assert set(arrived.values()) == {1}, "somebody got a letter twice"
    assert said["killed"] >= kills / 10
    assert said["uncertain"] <= said["killed"], "at most one letter a kill"
    assert said["sent"] + said["uncertain"] == people
    assert people - said["uncertain"] <= len(arrived) <= people, "a letter was lost unsaid"
    assert said["rows"] == 0
