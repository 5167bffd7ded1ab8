"""Who may come in where: lists that are brought along, and topics of letters."""

from typing import Any

from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.keyring.unlocking import opened
from amparo.supporters.models import Card, ListImport, Topic
from amparo.supporters.operations import Submission, receive, save_topic, the_list
from amparo.supporters.unsealing import open_cards
from tests.proofs.rules import ORGANIZERS, Of, Rule

POLICY: dict[str, Rule] = {
    "desk:imports": ORGANIZERS,
    "desk:import-new": ORGANIZERS,
    "desk:import-columns": ORGANIZERS,
    "desk:import-look": ORGANIZERS,
    "desk:import": ORGANIZERS,
    "desk:import-go-on": ORGANIZERS,
    "desk:import-write": ORGANIZERS,
    "desk:import-undo": ORGANIZERS,
    "desk:age-key": ORGANIZERS,
    "desk:topics": ORGANIZERS,
    "desk:topic-new": ORGANIZERS,
    "desk:topic": ORGANIZERS,
}


def furnish(world: Any, corner: Any) -> None:
    """Somebody of the list in each corner; a list that came along, and a topic, for the house."""
    receive(_joins(f"luz@{corner.campaign.slug}.example"), now=world.now)
    if ListImport.objects.exists():
        return
    ListImport.objects.create(
        label="Sheets",
        made_on=timezone.localdate(world.now),
        agreed="On paper.",
        row_count=1,
        portion_count=1,
    )
    save_topic(Topic(), {"en": "Bills", "es": "Proyectos"}, actor=WORKER)


def _joins(email: str) -> Submission:
    return Submission(
        action_kind="list",
        action_id=the_list().pk,
        text_hash="ab" * 32,
        language="es",
        name="Luz",
        email=email,
        wants_news=True,
    )


def _link(world: Any, corner: Any) -> str:
    """The link of her letters, from her card."""
    key = opened(world.secret_of(world.alma), world.alma.pk, now=world.now)
    assert key is not None
    cards = Card.objects.filter(action_kind="list", language="es")
    told = open_cards(cards, by=key, actor=WORKER, reason="proof")
    return next(each.link for each in told if corner.campaign.slug in each.email)


WORDS: dict[tuple[str, str], Of] = {
    ("supporters:letters", "link"): _link,
    ("supporters:address", "link"): _link,
    ("desk:signature", "other"): lambda world, corner: corner.card.pk,
    ("desk:import", "pk"): lambda world, corner: ListImport.objects.get().pk,
    ("desk:topic", "pk"): lambda world, corner: Topic.objects.get().pk,
}
