"""kill -9 in the middle of sending: nobody gets a letter twice, and none is lost unsaid."""

from collections import Counter
from pathlib import Path

import pytest

from tests.outbox.conftest import Catcher
from tests.proofs.killing import killed

pytestmark = pytest.mark.usefixtures("django_db_setup")


@pytest.mark.parametrize(
    ("letters", "kills"),
    [(48, 4), pytest.param(4_000, 500, marks=pytest.mark.proof)],
)
def test_killed_workers_send_nothing_twice(
    catcher: Catcher, tmp_path: Path, letters: int, kills: int
) -> None:
    said = killed("tests.outbox.crashing", catcher, tmp_path, count=letters, kills=kills)

    arrived = Counter(catcher.to)
    assert set(arrived.values()) == {1}, "somebody got a letter twice"
    assert said["killed"] >= kills // 2
    assert said["uncertain"] <= said["killed"], "at most one letter a kill"
    assert letters - said["uncertain"] <= len(arrived) <= letters, "a letter was lost unsaid"
