"""Who may come in where: who represents whom, for everybody; districts at the desk."""

from typing import Any

from django.utils import timezone

from amparo.places.importing import Options
from amparo.places.models import District, DistrictKind, Jurisdiction, Kind
from amparo.places.operations.importing import look
from amparo.places.origins import Origin
from tests.proofs.rules import ORGANIZERS, PUBLIC_PAGE, Rule

POLICY: dict[str, Rule] = {
    "officials:represent": PUBLIC_PAGE,
    "officials:county": PUBLIC_PAGE,
    "officials:answers": PUBLIC_PAGE,
    "officials:map": PUBLIC_PAGE,
    # districts are the whole house's, as offices are
    "desk:districts": ORGANIZERS,
    "desk:district-new": ORGANIZERS,
    "desk:district": ORGANIZERS,
    "desk:district-remove": ORGANIZERS,
    "desk:district-files": ORGANIZERS,
    "desk:district-file-new": ORGANIZERS,
    "desk:state-counties": ORGANIZERS,
    "desk:district-file": ORGANIZERS,
    "desk:district-file-store": ORGANIZERS,
    "desk:district-file-drop": ORGANIZERS,
}


def furnish(world: Any, corner: Any) -> None:
    """A district of the state, and a file that waits to be stored."""
    today = timezone.localdate(world.now)
    state = Jurisdiction.objects.filter(kind=Kind.STATE).first()
    corner.more["district"] = District.objects.create(
        jurisdiction=state,
        kind=DistrictKind.CONGRESS,
        code=corner.campaign.slug[:20],
        checked_on=today,
    )
    corner.more["district_file"] = look(
        "places",
        b"kind,name\ncity,Northfield\n",
        Options("MN"),
        Origin("A table", "", today),
        file_name="towns.csv",
        by=world.alma,
        now=world.now,
    )


WORDS: dict[tuple[str, str], Any] = {
    ("officials:county", "fips"): lambda world, corner: 27131,
    ("desk:district-file", "pk"): lambda world, corner: corner.more["district_file"].pk,
    ("desk:district", "pk"): lambda world, corner: corner.more["district"].pk,
}
