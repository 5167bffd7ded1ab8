"""Somebody who fills in the form, without scripts, and takes her time."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from amparo.gatherings.models import Gathering
from amparo.web.proofofwork import stamp
from tests.cast import ROSA

HERS = {
    "which": "all",
    "name": ROSA.full_name,
    "email": ROSA.email,
    "phone": "",
    "party": "2",
    "needs": "",
}


def page_of(gathering: Gathering, language: str = "es", below: str = "") -> str:
    return f"/{language}/gatherings/{gathering.slug}/{below}"


def send(
    gathering: Gathering, now: datetime, *, language: str = "es", below: str = "", **typed: Any
) -> Any:
    """Send the form as `HERS`, with `typed` in place of her own words."""
    text = gathering.any_text(language)
    assert text is not None
    made = stamp(
        action_kind=Gathering.KIND, action_id=gathering.pk, now=now - timedelta(seconds=20)
    )
    data = {**HERS, "text_hash": text.text_hash, "form_time": made.form_time, "proof": "", **typed}
    return Client().post(
        page_of(gathering, language, below), data, headers={"Sec-Fetch-Site": "same-origin"}
    )
