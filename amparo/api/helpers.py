"""OSDI's helpers: a person whom a program brings in takes the very path of the public form.

The form of the ask judges, the ask's own `take` seals and stores, a letter asks her to confirm. The
answer is the same for new and known. Without a token it is `{}`, and as slow a trickle as a form
without scripts allows.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from amparo.campaigns.asking import Asking, Refused, Visit
from amparo.campaigns.standing import Standing
from amparo.supporters.forms import JoinForm
from amparo.supporters.lists import joining
from amparo.supporters.operations import CannotReceive, receive
from amparo.supporters.sources import clean_source
from amparo.web import limits

MOST_BYTES = 64 * 1024
MOST_PEOPLE = 1  # a request brings in one person


class CannotTake(Exception):
    """Nothing was stored; `status` and `words` for the answer, `fields` as the form names them."""

    def __init__(self, status: int, words: str, fields: dict[str, list[str]] | None = None) -> None:
        super().__init__(status)
        self.status, self.words, self.fields = status, words, fields or {}


def read_body(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that was sent. Raises CannotTake."""
    if request.content_type not in ("application/json", "application/hal+json"):
        raise CannotTake(415, "Send application/json.")
    if len(request.body) > MOST_BYTES:
        raise CannotTake(413, "This is too long.")
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        raise CannotTake(400, "This is no JSON.") from None
    if not isinstance(told, dict) or not isinstance(told.get("person"), dict):
        raise CannotTake(400, "A “person” is missing.")
    return told


def take_part(
    asking: Asking[Any],
    standing: Standing[Any],
    request: HttpRequest,
    told: dict[str, Any],
    *,
    now: datetime,
) -> None:
    """Sign, or say that she comes. Raises CannotTake; Unavailable where nothing can be sealed."""
    language = language_of(told)
    text = standing.text_in(language)
    if text is None:
        raise CannotTake(404, "There is no such ask.")
    request.GET = QueryDict(urlencode({"source": source_in(told)}))  # where a visit reads it
    visit = Visit(request, standing, language, now)
    if not asking.is_open(visit):
        raise CannotTake(409, "It is closed.")
    data = {**asking.initial(visit), **person_in(told), **more_in(told), "text_hash": text[1]}
    form = asking.form(visit, data)
    _judge(form)
    try:
        asking.take(visit, form.cleaned_data)
    except Refused as refused:
        raise CannotTake(400, str(refused.words)) from None
    except CannotReceive as refused:
        raise _refusal(refused) from None


def join_list(told: dict[str, Any], *, source: str, now: datetime) -> None:
    """Ask to hear more. Raises CannotTake, and Unavailable."""
    language = language_of(told)
    form = JoinForm(person_in(told))
    _judge(form)
    try:
        receive(joining(form, language=language, source=source), now=now)
    except CannotReceive as refused:
        raise _refusal(refused) from None


def source_in(told: Mapping[str, Any]) -> str:
    """The code of where she came from, as OSDI's referrer_data has it."""
    found = told.get("referrer_data")
    return clean_source(_text(found.get("source"))) if isinstance(found, dict) else ""


def person_in(told: Mapping[str, Any]) -> dict[str, str]:
    """Read OSDI's person into what our forms ask."""
    person = told["person"]
    names = (_text(person.get("given_name")), _text(person.get("family_name")))
    return {
        "name": " ".join(name for name in names if name),
        "email": _first(person, "email_addresses", "address"),
        "phone": _first(person, "phone_numbers", "number"),
        "town": _first(person, "postal_addresses", "locality"),
    }


def more_in(told: Mapping[str, Any]) -> dict[str, str]:
    """What an ask asks besides; a name is shown and news are sent only to who says so herself."""
    return {
        "visibility": "counted",
        "comment": _text(told.get("comments")),
        "party": _text(told.get("amparo:party")) or "1",
        "needs": "",
    }


def language_of(told: Mapping[str, Any]) -> str:
    """The first language of the site that she speaks, else the site's first."""
    spoken = told["person"].get("languages_spoken")
    wanted = spoken if isinstance(spoken, list) else []
    return next(
        (each for each in wanted if each in settings.SITE_LANGUAGES), settings.LANGUAGE_CODE
    )


def check_limit(request: HttpRequest, *, has_token: bool, now: datetime) -> None:
    """As often as the public forms allow. Raises CannotTake."""
    most = limits.WITH_PROOF if has_token else limits.WITHOUT_PROOF
    if not limits.is_within(request, "api.take", most=most, now=now):
        raise CannotTake(429, "Too many from this network in this hour.")


def _judge(form: BaseForm) -> None:
    if not form.is_valid():
        fields = {name: [str(each) for each in said] for name, said in form.errors.items()}
        raise CannotTake(400, "This cannot be right.", fields)


def _refusal(refused: CannotReceive) -> CannotTake:
    return CannotTake(409 if refused.reason == "closed" else 400, refused.reason)


def _first(person: Mapping[str, Any], name: str, key: str) -> str:
    """What stands in the primary of several, or in the first."""
    several = person.get(name)
    found = (
        [each for each in several if isinstance(each, dict)] if isinstance(several, list) else []
    )
    found.sort(key=lambda each: not each.get("primary"))
    return _text(found[0].get(key)) if found else ""


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else ""
