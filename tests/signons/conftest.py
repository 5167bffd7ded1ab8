"""A letter of an open campaign, and an actor."""

from datetime import datetime

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER, Actor
from amparo.campaigns.operations.asks import create_ask, open_ask
from amparo.signons.models import Letter
from tests.makers import make_campaign

WORDS = {
    "en": {
        "title": "An open letter to the director",
        "addressee": "Director Pat Example",
        "ask": "End the program.",
        "salutation": "Dear Director Example:",
        "body": "It divides families.\n\nEnd it.",
        "closing": "Respectfully,",
    },
    "es": {
        "title": "Carta abierta a la dirección",
        "addressee": "Pat Example, dirección",
        "ask": "Terminen el programa.",
        "salutation": "Estimada directora Example:",
        "body": "Divide familias.\n\nTermínenlo.",
        "closing": "Atentamente,",
    },
}


def make_letter(now: datetime, **facts: object) -> Letter:
    campaign = facts.pop("campaign", None) or make_campaign(now)
    about = {"slug": "open-letter", "takes_offices": True, **facts}
    letter = create_ask(Letter, campaign, facts=about, words=WORDS, actor=WORKER, now=now)
    open_ask(letter, actor=WORKER, now=now)
    return Letter.objects.get(pk=letter.pk)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def actor() -> Actor:
    return WORKER


@pytest.fixture
def letter(db: None, now: datetime) -> Letter:
    return make_letter(now)
