"""kill -9 in the middle of a letter: nobody gets two, and whoever may have none is counted."""

from collections import Counter
from pathlib import Path

import pytest

from tests.outbox.conftest import Catcher
from tests.proofs.killing import killed

pytestmark = pytest.mark.usefixtures("django_db_setup")


@pytest.mark.parametrize(
    ("people", "kills"),
    [(30, 3), pytest.param(1_000, 200, marks=pytest.mark.proof)],
)
def test_a_killed_letter_reaches_nobody_twice(
    catcher: Catcher, tmp_path: Path, people: int, kills: int
) -> None:
    said = killed("tests.mailouts.crashing", catcher, tmp_path, count=people, kills=kills)

    arrived = Counter(catcher.to)
    assert set(arrived.values()) == {1}, "somebody got a letter twice"
    assert said["killed"] >= kills / 10
    assert said["uncertain"] <= said["killed"], "at most one letter a kill"
    assert said["sent"] + said["uncertain"] == people
    assert people - said["uncertain"] <= len(arrived) <= people, "a letter was lost unsaid"
    assert said["rows"] == 0
