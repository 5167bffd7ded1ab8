"""The demo's tracker tells Minnesota's story: what ICE published is real, all else an example."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from amparo.policies.arrested import fates
from amparo.policies.custody import Verdict
from amparo.policies.models import (
    Agreement,
    ComputedClaim,
    Custody,
    Disagreement,
    Fact,
    Part,
    RecordsRequest,
    Task,
)
from tests.filled import forget_demo, small_demo
from tests.policies.test_public_pages import page, words

pytestmark = [
    pytest.mark.django_db(
        transaction=True, databases=["default", "keyring"], serialized_rollback=True
    ),
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def demo() -> Iterator[None]:
    small_demo()
    yield
    forget_demo()


def test_the_tracker_of_the_demo_has_every_part_of_its_story(demo: None) -> None:
    today = timezone.localdate()
    agreements = Agreement.objects.select_related("fact")
    assert agreements.count() == 9
    assert not agreements.filter(fact__is_example=True).exists()
    jackson = agreements.get(agency__name__startswith="Jackson", model="jail").fact
    assert (jackson.ends_on, jackson.gone_on) == (date(2025, 7, 3), date(2025, 7, 18))
    invented = Fact.objects.filter(agreement=None)
    assert invented.exists()
    assert not invented.filter(is_example=False).exists()
    waiting = Disagreement.objects.select_related("one__government").get(settled_on=None)
    assert waiting.one.government.name == "Olmsted County"
    assert RecordsRequest.objects.overdue(today).get().jurisdiction.name == "Sherburne County"
    assert Task.objects.open().count() == 2
    assert Custody.objects.get().is_example
    assert {part.is_example for part in Part.objects.all()} == {True}
    assert ComputedClaim.objects.get().claim.value == 4


def test_the_demos_pages_tell_where_protection_ends_and_what_is_invented(demo: None) -> None:
    found = {each.chain.links[0].place.name: each for each in fates(timezone.localdate()).values()}
    assert found["Northfield"].verdict == Verdict.ENDS
    tree = page(Client(), "/en/policies/mn/?by=custody.outcome")
    label = "Northfield: Protection ends here: Rice County Jail (example)"
    assert label in tree.xpath("//svg//a/@aria-label")
    agreements = page(Client(), "/es/policies/mn/?by=287g")
    jackson = words(agreements.xpath("//tr[th/a='Jackson County']")[0])
    assert "ejemplo" not in jackson
    assert "ejemplo" in words(agreements)
