"""Somebody who called and tells how it went, without scripts, and takes her time."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from amparo.callins.models import CallIn
from amparo.web.proofofwork import stamp

HERS = {"outcome": "spoke", "stance": "leaning", "words": ""}


def page_of(callin: CallIn, number: int = 0, language: str = "es", query: str = "") -> str:
    return f"/{language}/call-ins/{callin.slug}/{f'{number}/' if number else ''}{query}"


def send(
    callin: CallIn,
    now: datetime,
    *,
    number: int = 0,
    language: str = "es",
    query: str = "",
    headers: dict[str, str] | None = None,
    **typed: Any,
) -> Any:
    """Send the form as `HERS`, with `typed` in place of her own words."""
    text = callin.any_text(language)
    assert text is not None
    made = stamp(action_kind=CallIn.KIND, action_id=callin.pk, now=now - timedelta(seconds=20))
    data = {**HERS, "text_hash": text.text_hash, "form_time": made.form_time, "proof": "", **typed}
    return Client().post(
        page_of(callin, number, language, query),
        data,
        headers=headers or {"Sec-Fetch-Site": "same-origin"},
    )
