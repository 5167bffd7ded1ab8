"""Each plank of a public platform is found by its demand, and goes when the platform does."""

from datetime import datetime

import pytest

from amparo.audit.actors import WORKER
from amparo.campaigns.takedown import take_down
from amparo.web.models import SearchRow
from amparo.web.searchindex import find, keep_in_step
from tests.pledges.makers import make_open_platform, make_platform

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_a_plank_is_found_by_its_demand_and_its_reasons(minnesota: None, now: datetime) -> None:
    make_open_platform(now)
    keep_in_step(now)
    [first] = [each for each in find("pagar defensa", "es", now) if "planks" in each.path]
    assert first.path == "/es/platforms/county-platform/planks/2/"
    assert "Pay for lawyers" in {each.title for each in find("harm lawyers", "en", now)}


def test_planks_of_a_draft_are_not_found(minnesota: None, now: datetime) -> None:
    make_platform(now)
    keep_in_step(now)
    assert not SearchRow.objects.filter(source="planks").exists()


def test_a_takedown_takes_the_planks_with_it_at_once(minnesota: None, now: datetime) -> None:
    platform = make_open_platform(now)
    keep_in_step(now)
    assert SearchRow.objects.filter(source="planks").exists()
    take_down(platform.campaign, actor=WORKER, now=now)
    assert not SearchRow.objects.exists()
