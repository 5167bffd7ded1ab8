"""Many people, and one person many times, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from amparo.outbox.models import Waiting
from amparo.supporters.models import Card
from tests.makers import Keys
from tests.supporters.conftest import Ask

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

THREADS = 8


@pytest.fixture
def crowd(ask: Ask, keys: Keys) -> Any:
    """Sign with each of these facts, several at a time, each thread by its own connection."""

    def sign_some(some: list[dict[str, Any]]) -> None:
        try:
            for about in some:
                ask.sign(**about)
        finally:
            connections.close_all()

    def crowd_signs(everybody: list[dict[str, Any]]) -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(sign_some, [everybody[start::THREADS] for start in range(THREADS)]))

    return crowd_signs


def test_two_hundred_identical_sign_ups_at_once_are_one_row(crowd: Any) -> None:
    crowd([{}] * 200)
    card = Card.objects.get()
    assert card.repeat_count == 100  # where it stops counting
    assert card.email_slot == 1
    assert Waiting.objects.count() == 1 + 5


def test_a_household_that_signs_at_once_is_six_names(crowd: Any) -> None:
    names = [f"Quispe {letter}" for letter in "abcdefghijkl"]
    crowd([{"name": name} for name in names * 5])
    assert sorted(Card.objects.values_list("email_slot", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert Card.objects.values("person_code").distinct().count() == 6


def test_a_crowd_of_different_people_is_counted_whole(crowd: Any) -> None:
    crowd([{"email": f"p{number}@example.org"} for number in range(120)])
    assert Card.objects.count() == Waiting.objects.count() == 120
