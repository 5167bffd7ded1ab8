"""The one thing that the public does to a petition. It must bear a bad day: keep it short.

A newcomer's mistake: a query here. What a signature needs is in `Standing`, and `receive` is one
commit.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amparo.campaigns.standing import Standing
from amparo.petitions.models import Petition
from amparo.supporters.operations import Submission, receive


def sign(
    standing: Standing[Petition],
    given: Mapping[str, Any],
    *,
    language: str,
    source: str,
    now: datetime,
) -> None:
    """Store a signature under the text that its signer saw; `given` is what SignForm validated.

    Raises what `receive` raises (a closed petition is `receive`'s to refuse); then nothing was
    stored.
    """
    receive(_submission(standing, given, language, source), now=now)


def _submission(
    standing: Standing[Petition], given: Mapping[str, Any], language: str, source: str
) -> Submission:
    return Submission(
        action_kind=Petition.KIND,
        action_id=standing.action.pk,
        text_hash=given["text_hash"],
        language=language,
        name=given["name"],
        email=given["email"],
        phone=given["phone"],
        town=given["town"],
        county=given.get("county", ""),
        comment=given["comment"],
        visibility=given["visibility"],
        wants_news=given["wants_news"],
        partner_news=tuple(given.get("partner_news", ())),
        source=source,
    )
