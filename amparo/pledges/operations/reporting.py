"""The one thing that the public does here: tell how a resolution went. It is sealed whole.

A newcomer's mistake: the town or the body in a column because they are public anyway. Until an
organizer has read it, nobody knows what somebody typed there.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amparo.campaigns.standing import Standing
from amparo.pledges.models import Resolution
from amparo.supporters.operations import Submission, receive


def report(
    standing: Standing[Resolution],
    given: Mapping[str, Any],
    *,
    language: str,
    source: str,
    now: datetime,
) -> None:
    """Store a report under the wording that was brought in; `given` is what ReportForm validated.

    Raises what `receive` raises.
    """
    told = {
        "body": given["body_name"],
        "kind": given["body_kind"],
        "on": given["decided_on"].isoformat(),
        "outcome": given["outcome"],
        "reach": given["reach"],
    }
    sent = Submission(
        action_kind=Resolution.KIND,
        action_id=standing.action.pk,
        text_hash=given["text_hash"],
        language=language,
        name=given["name"],
        town=given["town"],
        county=given.get("county", ""),
        comment=given["changes"],
        told={key: value for key, value in told.items() if value},
        source=source,
    )
    receive(sent, now=now)
