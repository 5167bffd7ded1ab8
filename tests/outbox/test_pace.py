"""All mail of an installation shares one pace: letters to many wait, confirmations do not."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from amparo.outbox import pace
from amparo.outbox.letters import Letter
from amparo.outbox.operations import enqueue
from amparo.outbox.sending import Sender
from tests.makers import reboot
from tests.outbox.conftest import Catcher
from tests.outbox.test_sending import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def boot() -> Iterator[None]:
    """Turns that another test has taken are not those of this boot."""
    reboot()
    yield
    reboot()


def test_two_letters_to_many_take_their_turns_one_after_the_other() -> None:
    waits = [pace.reserve(60, 1, NOW) for _letter in range(4)]
    assert waits == [0, 1, 2, 3], "as many in a minute as one alone"


def test_a_fast_letter_beside_a_slow_one_leaves_it_its_room() -> None:
    assert pace.reserve(600, 10, NOW) == 0
    assert pace.reserve(60, 1, NOW) == 1
    assert pace.reserve(600, 10, NOW) == 2


def test_what_whoever_runs_the_server_allows_holds_for_all(settings: Settings) -> None:
    settings.MAIL_PER_MINUTE = 30
    assert [pace.reserve(6000, 1, NOW) for _letter in range(3)] == [0, 2, 4]
    assert (pace.bounded(6000), pace.bounded(10)) == (30, 10)


def test_confirmations_count_in_it_while_a_letter_goes() -> None:
    pace.reserve(60, 1, NOW)
    for _each in range(3):
        pace.note_sent(NOW)
    assert pace.reserve(60, 1, NOW) == 4


def test_without_a_letter_to_many_confirmations_hold_nobody_up() -> None:
    for _each in range(3):
        pace.note_sent(NOW)
    assert pace.reserve(60, 1, NOW) == 0
    much_later = NOW + timedelta(hours=1)
    pace.note_sent(much_later)
    assert pace.reserve(60, 1, much_later) == 0


def test_the_outbox_notes_what_it_sent(catcher: Catcher, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[object] = []
    monkeypatch.setattr(pace, "note_sent", noted.append)
    enqueue(Letter("rosa@example.org", "Confirm", "Please confirm.", "en"))
    assert Sender().sweep(NOW).sent == 1
    assert len(noted) == 1
