"""A mark that leads nowhere is told beside its field in every ask's words, and nothing is lost."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.campaigns.standing import forget_all
from tests.evidence.makers import make_a_claim
from tests.makers import make_alma, make_campaign, make_keys
from tests.pledges.makers import make_platform

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
FIELDS = [
    ("petition", "body"),
    ("letter", "body"),
    ("callin", "body"),
    ("gathering", "body"),
    ("platform", "vision"),
    ("platform", "priorities"),
    ("platform", "body"),
    ("resolution", "body"),
    ("resolution", "steps"),
]


@pytest.fixture
def now() -> datetime:
    forget_all()
    now = timezone.now()
    make_keys(now)
    return now


@pytest.fixture
def alma(now: datetime) -> Client:
    client = Client()
    client.force_login(make_alma(now))
    return client


def written(kind: str, field: str, mark: str, campaign: Any) -> dict[str, Any]:
    return {
        "campaign": campaign.pk,
        "slug": "an-ask",
        "kind": "vigil" if kind == "gathering" else "letter",
        "en-title": "An ask",
        f"en-{field}": f"Most had no conviction [claim:{mark}].",
    }


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_key_that_nothing_has_is_refused_and_what_was_typed_stays(
    alma: Client, now: datetime, kind: str, field: str
) -> None:
    make_a_claim(now, "known")
    campaign = make_campaign(now)

    answer = alma.post(reverse(f"desk:{kind}-new"), written(kind, field, "typo", campaign))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No claim or source has this key: [claim:typo]" in page
    assert "Most had no conviction [claim:typo]." in page
    again = alma.post(reverse(f"desk:{kind}-new"), written(kind, field, "known", campaign))
    assert "has this key" not in again.content.decode()


def test_the_reasons_of_a_plank_are_looked_at_too(alma: Client, now: datetime) -> None:
    platform = make_platform(now)
    said = {"instrument": "budget", "en-title": "Pay", "en-body": "Because [source:nowhere]."}

    answer = alma.post(reverse("desk:plank-new", args=[platform.pk]), said)

    assert answer.status_code == 422
    assert "No claim or source has this key: [source:nowhere]" in answer.content.decode()
    assert platform.planks.count() == 3
