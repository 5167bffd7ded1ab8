"""Where a watched wording was before it was seen here, and which asks that concerns."""

from uuid import UUID

from amparo.bills.models import Bill
from amparo.sightings.models import Sighting, Tier


def bills_before(sighting: Sighting) -> list[Bill]:
    """Other bills that an organizer confirmed to hold the wording, the latest first."""
    rows = Sighting.objects.confirmed().filter(
        watch=sighting.watch, tier__in=[Tier.REAPPEARS, Tier.EDITED], text__bill__isnull=False
    )
    rows = rows.exclude(text__bill=sighting.text.bill_id).select_related("text__bill__session")
    ordered = sorted(rows, key=lambda each: each.text.sorts_by, reverse=True)
    found: dict[UUID, Bill] = {}
    for each in ordered:
        if each.text.bill and each.text.sorts_by <= sighting.text.sorts_by:
            found.setdefault(each.text.bill.pk, each.text.bill)
    return list(found.values())
