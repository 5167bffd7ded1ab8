"""What other rooms may ask about a `Joining` that they know by its id alone.

A newcomer's mistake: taking it for one committee. Its title names all that somebody joined at
once, and the letter carries the welcome of each.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from amparo.committees.models import KIND
from amparo.committees.operations.terms import keyspace_of_year
from amparo.committees.remembered import joined
from amparo.supporters.kinds import ActionKind
from amparo.supporters.models import Keyspace


def title(joining_id: UUID, language: str) -> str:
    texts = [each.any_text(language) for each in joined(joining_id).committees]
    return ", ".join(text.title for text in texts if text)


def public_url(joining_id: UUID, language: str) -> str:
    if not joined(joining_id).committees:
        return ""
    with override(language):
        return reverse("committees:list")


def keyspace_of(joining_id: UUID) -> Keyspace:
    return keyspace_of_year(timezone.now())


def is_open(joining_id: UUID, now: datetime) -> bool:
    return joined(joining_id).is_open


def facts_of(joining_id: UUID, language: str) -> Mapping[str, Any]:
    """What the letters and pages of a volunteer show: each committee with its welcome."""
    texts = [each.any_text(language) for each in joined(joining_id).committees]
    return {"committees": [text for text in texts if text]}


JOINED = ActionKind(
    code=KIND,
    label=_("Committees"),
    title=title,
    public_url=public_url,
    keyspace_of=keyspace_of,
    is_open=is_open,
    told={
        "languages": _("Languages"),
        "times": _("When"),
        "skills": _("Good at"),
        "way": _("Likes to hear by"),
    },
    folder="committees",
    subjects={
        "confirm": _("Please confirm that you want to help: %(title)s"),
        "again": _("You joined already: %(title)s"),
        "full": _("Names from this address: %(title)s"),
    },
    facts_of=facts_of,
)
