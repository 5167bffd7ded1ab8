"""Who may come in where: committees. Beto coordinates them; another volunteer would see none."""

from typing import Any

from amparo.audit.actors import WORKER
from amparo.committees.operations.editing import save_network
from tests.committees.makers import make_open_committee
from tests.proofs.rules import FORM, HELPERS, ORGANIZERS, PUBLIC_PAGE, Of, Rule

POLICY: dict[str, Rule] = {
    "committees:list": FORM,
    "committees:committee": PUBLIC_PAGE,
    "committees:thanks": PUBLIC_PAGE,
    "desk:committees": HELPERS,
    "desk:committee": HELPERS,
    "desk:volunteers": HELPERS,
    "desk:volunteers-download": ORGANIZERS,
    "desk:committee-new": ORGANIZERS,
    "desk:committee-edit": ORGANIZERS,
    "desk:committee-open": ORGANIZERS,
    "desk:committee-close": ORGANIZERS,
    "desk:committee-delete": ORGANIZERS,
    "desk:committee-network": ORGANIZERS,
    "desk:committee-network-out": ORGANIZERS,
}


def furnish(world: Any, corner: Any) -> None:
    slug = f"{corner.campaign.slug}-committee"
    corner.more["committee"] = committee = make_open_committee([world.alma, world.beto], slug=slug)
    corner.more["network"] = save_network(
        committee, world.organization, what={"en": "We meet."}, actor=WORKER
    )


def _pk(world: Any, corner: Any) -> Any:
    return corner.more["committee"].pk


WORDS: dict[tuple[str, str], Of] = {
    ("desk:committee", "pk"): _pk,
    ("desk:volunteers", "pk"): _pk,
    ("desk:volunteers-download", "pk"): _pk,
    ("desk:committee-network-out", "network"): lambda world, corner: corner.more["network"].pk,
    ("committees:committee", "slug"): lambda world, corner: corner.more["committee"].slug,
}
