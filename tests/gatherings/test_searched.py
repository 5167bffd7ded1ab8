"""A gathering is found by its place, as far as everybody may know it."""

from datetime import datetime

import pytest

from amparo.gatherings.models import Gathering
from amparo.web.searchindex import find, keep_in_step
from tests.gatherings.making import make_gathering

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def found(words: str, now: datetime, language: str = "es") -> set[str]:
    return {each.path for each in find(words, language, now)}


def test_the_place_and_its_town_find_a_gathering(minnesota: None, now: datetime) -> None:
    make_gathering(now)
    keep_in_step(now)
    assert found("Elk River", now) == {"/es/gatherings/wednesdays/"}
    assert found("centro detencion", now) == {"/es/gatherings/wednesdays/"}


def test_a_place_that_is_told_to_those_who_come_finds_nothing(
    minnesota: None, now: datetime
) -> None:
    make_gathering(now)
    keep_in_step(now)
    Gathering.objects.update(hides_place=True)
    keep_in_step(now)
    assert found("Elk River", now) == set()
    assert found("acera", now) == set(), "nor does its door"
    assert found("cantamos", now) == {"/es/gatherings/wednesdays/"}
