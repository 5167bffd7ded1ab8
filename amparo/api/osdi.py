"""OSDI 1.1.1 in HAL+JSON: what stands on public pages, told to programs, and nothing else.

Source: https://opensupporter.github.io/osdi-docs/ (1.1.1, read 2026-11). A newcomer's mistake: a
"people" or "signatures" collection. Nobody here can read people's data; there is none to give.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from amparo.campaigns.actions import Action, asks
from amparo.evidence.citing import without_marks
from amparo.gatherings.dates import Occurrence, next_occurrence
from amparo.gatherings.kinds import GATHERINGS
from amparo.gatherings.models import Gathering
from amparo.gatherings.places import place_of
from amparo.petitions.kinds import PETITIONS
from amparo.petitions.models import Petition
from amparo.supporters import figures
from amparo.supporters.lists import consent_text
from amparo.supporters.operations import the_list
from amparo.web.languages import in_language

VERSION = "1.1.1"
PAGE = 25
CURIES = [
    {
        "name": "osdi",
        "href": "https://opensupporter.github.io/osdi-docs/{rel}",
        "templated": True,
    }
]
Resource = dict[str, Any]


def address(*parts: object) -> str:
    """The address of a resource of ours."""
    return "/".join([settings.SITE_URL, "api/v1", *(str(part) for part in parts), ""])


def entry_point(name: str) -> Resource:
    """Where a program begins: what there is, and how to add to it."""
    links = {f"osdi:{each}": {"href": address(each)} for each in ("petitions", "events", "forms")}
    links["osdi:person_signup_helper"] = {"href": address("people", "person_signup_helper")}
    return {
        "motd": _("What people tell is sealed: it can be added, and never read."),
        "max_pagesize": PAGE,
        "vendor_name": "Amparo",
        "product_name": name,
        "osdi_version": VERSION,
        "namespace": "amparo",
        "_links": {"self": {"href": address()}, "curies": CURIES, **links},
    }


def collection(name: str, found: Sequence[Resource], page: int) -> Resource:
    """One page of resources, as OSDI pages them."""
    pages = max(1, -(-len(found) // PAGE))
    some = found[(page - 1) * PAGE : page * PAGE]
    links: Resource = {"self": {"href": f"{address(name)}?page={page}"}, "curies": CURIES}
    if page < pages:
        links["next"] = {"href": f"{address(name)}?page={page + 1}"}
    if page > 1:
        links["previous"] = {"href": f"{address(name)}?page={page - 1}"}
    links[f"osdi:{name}"] = [each["_links"]["self"] for each in some]
    return {
        "total_pages": pages,
        "per_page": PAGE,
        "page": page,
        "total_records": len(found),
        "_links": links,
        "_embedded": {f"osdi:{name}": some},
    }


def petitions(language: str, now: datetime) -> list[Resource]:
    """Every public petition of no case, with how many stand under it as counted last."""
    found = _public(Petition, language, now)
    tallies = figures.tallies([each.pk for each in found])
    return [petition(each, language, tallies[each.pk].total) for each in found]


def petition(ask: Any, language: str, count: int) -> Resource:
    text = in_language(ask.texts.all(), language)
    return {
        **_told(ask, text, PETITIONS.path(ask, language)),
        "petition_text": without_marks(text.body) if text else "",
        "target": [{"name": text.addressee}] if text else [],
        "total_signatures": count,
        "_links": _links("petitions", ask, "record_petition_signature_helper"),
    }


def events(language: str, now: datetime) -> list[Resource]:
    """Every public gathering of no case with its next date; how many come is not told."""
    return [event(each, language, now) for each in _public(Gathering, language, now)]


def event(ask: Any, language: str, now: datetime) -> Resource:
    text, next_one = in_language(ask.texts.all(), language), next_occurrence(ask, now)
    place = place_of(ask, language, occurrence=next_one)
    where = {"venue": place.name, "address_lines": [place.address] if place.address else []}
    return {
        **_told(ask, text, GATHERINGS.path(ask, language)),
        **_when(next_one),
        "location": {key: value for key, value in where.items() if value},
        "_links": _links("events", ask, "record_attendance_helper"),
    }


def forms(language: str) -> list[Resource]:
    """The one form that is no ask: to hear more."""
    list_id = the_list().pk
    here = address("forms", list_id)
    return [
        {
            "identifiers": [f"amparo:{list_id}"],
            "origin_system": "Amparo",
            "title": _("Hear from us"),
            "description": consent_text(language),
            "browser_url": f"{settings.SITE_URL}/{language}/join/",
            "_links": {
                "self": {"href": here},
                "osdi:record_submission_helper": {"href": f"{here}record_submission_helper/"},
                "curies": CURIES,
            },
        }
    ]


def error(status: int, words: str, fields: dict[str, list[str]] | None = None) -> Resource:
    """What was wrong, as OSDI says it; of what was sent, only the names of fields."""
    told: Resource = {"request_type": "atomic", "response_code": status, "error_description": words}
    if fields:
        errors = [
            {"code": "invalid", "description": " ".join(said), "properties": [name]}
            for name, said in fields.items()
        ]
        told["resource_status"] = [{"response_code": status, "errors": errors}]
    return {"osdi:error": told}


def _public(model: type[Action], language: str, now: datetime) -> list[Any]:
    found = asks(model).published().with_words().order_by("slug")
    return [
        each for each in found if not each.campaign.is_case and each.is_public_in(language, now)
    ]


def _told(ask: Any, text: Any, path: str) -> Resource:
    return {
        "identifiers": [f"amparo:{ask.pk}"],
        "origin_system": "Amparo",
        "name": ask.slug,
        "title": text.title if text else "",
        "description": text.ask if text else "",
        "browser_url": settings.SITE_URL + path,
    }


def _links(name: str, ask: Any, helper: str) -> Resource:
    here = address(name, ask.pk)
    return {
        "self": {"href": here},
        f"osdi:{helper}": {"href": f"{here}{helper}/"},
        "curies": CURIES,
    }


def _when(found: Occurrence | None) -> Resource:
    if found is None:
        return {"status": "confirmed"}
    start, end = found.starts_at, found.ends_at
    told = {
        "start_date": start.isoformat() if start else found.on.isoformat(),
        "end_date": end.isoformat() if end else "",
        "status": "cancelled" if found.is_cancelled else "confirmed",
    }
    return {key: value for key, value in told.items() if value}
