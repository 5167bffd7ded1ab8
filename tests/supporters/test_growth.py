"""The list by week: counted back from who is on it now, quiet weeks too."""

from datetime import date, timedelta

import pytest

from amparo.keyring.unlocking import Unlocked
from amparo.supporters import figures
from amparo.supporters.models import ListWeek
from amparo.supporters.operations import growth
from tests import cast
from tests.supporters.conftest import NOW
from tests.supporters.test_letters_wanted import joined

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_a_list_that_never_was_has_no_weeks(alma: Unlocked) -> None:
    assert figures.list_flows(today=NOW.date()) == []


def test_totals_are_counted_back_from_who_is_on_it(alma: Unlocked) -> None:
    joined(cast.ROSA)
    joined(cast.OMAR)
    ListWeek.objects.all().delete()
    growth.note(growth.JOINED, 2, now=NOW)
    growth.note(growth.IMPORTED, 5, now=NOW - timedelta(weeks=2))
    growth.note(growth.LEFT, 4, now=NOW)
    growth.note(growth.DROPPED, 1, now=NOW)
    flows = figures.list_flows(today=NOW.date())
    assert [(each.joined, each.imported, each.gone, each.total) for each in flows] == [
        (0, 5, 0, 5),
        (0, 0, 0, 5),
        (2, 0, 5, 2),
    ]


def test_what_is_taken_back_was_never_counted(alma: Unlocked) -> None:
    growth.note(growth.IMPORTED, 5, now=NOW)
    growth.take_back(growth.IMPORTED, 7, week_on=date(2026, 11, 23))
    assert ListWeek.objects.get().imported_count == 0
