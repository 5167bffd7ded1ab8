"""Who may come in where: the public reads claims; organizers write them."""

from typing import Any

from amparo.audit.actors import WORKER
from amparo.evidence.operations.citations import note_citations
from amparo.evidence.operations.claims import Facts, StandsOn, Words, disagree, make_claim
from amparo.evidence.operations.sources import keep_copy
from tests.proofs.rules import CAMPAIGN_CHANGED, ORGANIZERS, PUBLIC_PAGE, Rule

POLICY: dict[str, Rule] = {
    "evidence:evidence": PUBLIC_PAGE,
    "desk:claims": ORGANIZERS,
    "desk:claim-new": ORGANIZERS,
    "desk:claim": ORGANIZERS,
    "desk:claim-edit": ORGANIZERS,
    "desk:claim-source": ORGANIZERS,
    "desk:claim-source-out": ORGANIZERS,
    "desk:claim-remove": ORGANIZERS,
    "desk:claim-challenge": ORGANIZERS,
    "desk:claim-check": ORGANIZERS,
    "desk:claim-supersede": ORGANIZERS,
    "desk:claim-disagree": ORGANIZERS,
    "desk:claim-agree": ORGANIZERS,
    "desk:sources": ORGANIZERS,
    "desk:source-new": ORGANIZERS,
    "desk:source": ORGANIZERS,
    "desk:source-copy": ORGANIZERS,
    "desk:source-remove": ORGANIZERS,
    "desk:place": ORGANIZERS,
    "desk:cite": CAMPAIGN_CHANGED,
    "desk:uncite": CAMPAIGN_CHANGED,
    "desk:cite-first": CAMPAIGN_CHANGED,
}


def furnish(world: Any, corner: Any) -> None:
    """A claim with a copy of its source, another that disagrees, and a place that cites it."""
    source = keep_copy(corner.source, b"As it was.", suffix=".txt", actor=WORKER)
    one, other = (
        make_claim(
            Facts(),
            {"en": Words(f"{which} {corner.campaign.slug}.")},
            stands_on=[StandsOn(source)],
            actor=WORKER,
            now=world.now,
        )
        for which in ("Many of", "Few of")
    )
    note_citations("petition", corner.petition.pk, {"en": one.mark})
    corner.more["claim"] = one
    corner.more["disagreement"] = disagree(one, other, why={}, actor=WORKER, now=world.now)


WORDS = {
    ("desk:cite", "kind"): lambda world, corner: "petition",
    ("desk:cite", "pk"): lambda world, corner: corner.petition.pk,
    ("desk:uncite", "kind"): lambda world, corner: "petition",
    ("desk:uncite", "pk"): lambda world, corner: corner.petition.pk,
    ("desk:claim-source-out", "part"): lambda world, corner: (
        corner.more["claim"].cited_sources.get().pk
    ),
    ("desk:claim-agree", "part"): lambda world, corner: corner.more["disagreement"].pk,
    ("desk:claim", "pk"): lambda world, corner: corner.more["claim"].pk,
    ("desk:source", "pk"): lambda world, corner: corner.source.pk,
    ("desk:place", "kind"): lambda world, corner: "petition",
    ("desk:place", "place_id"): lambda world, corner: str(corner.petition.pk),
}
