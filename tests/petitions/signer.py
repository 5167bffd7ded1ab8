"""Somebody who fills in the form, without scripts, and takes her time."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from amparo.petitions.models import Petition
from amparo.web.proofofwork import stamp
from tests.cast import ROSA

HERS = {
    "name": ROSA.full_name,
    "email": ROSA.email,
    "phone": "",
    "town": ROSA.town,
    "county": ROSA.county,
    "visibility": "counted",
    "comment": "",
}


def page_of(petition: Petition, language: str = "es", query: str = "") -> str:
    return f"/{language}/petitions/{petition.slug}/{query}"


def send(
    petition: Petition,
    now: datetime,
    *,
    language: str = "es",
    query: str = "",
    headers: dict[str, str] | None = None,
    **typed: Any,
) -> Any:
    """Send the form as `HERS`, with `typed` in place of her own words."""
    text = petition.any_text(language)
    assert text is not None
    made = stamp(action_kind=Petition.KIND, action_id=petition.pk, now=now - timedelta(seconds=20))
    data = {**HERS, "text_hash": text.text_hash, "form_time": made.form_time, "proof": "", **typed}
    return Client().post(
        page_of(petition, language, query),
        data,
        headers=headers or {"Sec-Fetch-Site": "same-origin"},
    )
