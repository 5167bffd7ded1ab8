"""The one thing that the public does to committees: join one, or several at once.

A newcomer's mistake: one sign-up for each committee. She would get a letter for each; the set that
she ticked is one `Joining`, one card and one letter.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from amparo.committees.models import KIND, Committee
from amparo.committees.operations.terms import joining_of
from amparo.supporters.operations import Submission, receive

SEPARATOR = "; "  # between what somebody ticked or wrote, on her card


def join(
    committees: Sequence[Committee],
    given: Mapping[str, Any],
    *,
    language: str,
    source: str,
    now: datetime,
) -> None:
    """Seal a volunteer; `given` is what VolunteerForm validated. Raises what `receive` raises."""
    told = {
        "languages": SEPARATOR.join(filter(None, [*given["languages"], given["other_language"]])),
        "times": SEPARATOR.join(given["times"]),
        "skills": given["skills"],
        "way": given["way"],
    }
    sent = Submission(
        action_kind=KIND,
        action_id=joining_of(list(committees)).pk,
        text_hash="",
        language=language,
        name=given["name"],
        email=given["email"],
        phone=given["phone"],
        town=given["town"],
        wants_news=given["wants_news"],
        told={key: value for key, value in told.items() if value},
        source=source,
    )
    receive(sent, now=now)
