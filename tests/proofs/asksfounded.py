"""The other asks that stand on the proofs' installation: a letter, a gathering, a call-in day."""

from datetime import datetime
from typing import Any

from amparo.callins.operations.targets import Whom
from amparo.campaigns.models import Campaign
from amparo.gatherings.dates import next_occurrence
from tests.gatherings.making import make_gathering
from tests.makers import make_callin, make_office
from tests.signons.conftest import make_letter


def found_asks(campaign: Campaign, now: datetime) -> dict[str, Any]:
    """One of each, with what somebody without a browser has to know of it."""
    letter = make_letter(now, campaign=campaign, takes_individuals=True)
    gathering = make_gathering(now, campaign=campaign)
    offices = [make_office(now, name=name) for name in ("Sheriff", "County board")]
    callin = make_callin(now, campaign, [Whom(each) for each in offices])
    first = next_occurrence(gathering, now)
    assert first is not None
    return {
        "letter": _told(letter),
        "gathering": {**_told(gathering), "on": first.which},
        "callin": _told(callin),
    }


def _told(ask: Any) -> dict[str, Any]:
    texts = {text.language: text.text_hash for text in ask.texts.all()}
    return {"id": str(ask.pk), "slug": ask.slug, "texts": texts}
