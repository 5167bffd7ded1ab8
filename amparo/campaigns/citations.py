"""What a campaign and its asks cite: sources that are listed, claims that their texts name.

A newcomer's mistake: a table of sources in the room of an ask. Whatever asks, its notes are made
by `evidence.citing`, and who cites what stands in `evidence.Citation`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.actions import Action
from amparo.campaigns.models import Campaign, DeliveryText, MilestoneText, UpdateText
from amparo.campaigns.standing import show_on_commit
from amparo.evidence.models import Source
from amparo.evidence.operations.citations import (
    forget_place,
    list_sources,
    listed_sources,
    note_citations,
)

CAMPAIGN = "campaign"  # kept with each citation, so never changed
Thing = Action | Campaign


@transaction.atomic
def cite_sources(thing: Thing, sources: Sequence[Source], *, actor: Actor) -> None:
    """Make these the sources that are listed for it, in this order; [1] means the first."""
    list_sources(place_kind(thing), thing.pk, sources)
    verb = f"{thing._meta.app_label}.cite_sources"
    record(verb, actor=actor, about=thing, count=len(sources))
    show_on_commit()


def sources_of(thing: Thing) -> list[Source]:
    return listed_sources(place_kind(thing), thing.pk)


def note_texts(thing: Thing) -> None:
    """Note the claims that its texts name; call it after its texts were written."""
    said = {text.language: words_that_cite(thing, text) for text in thing.texts.all()}
    note_citations(place_kind(thing), thing.pk, said)


def forget(things: Iterable[Thing]) -> None:
    """They are deleted: what they cited may go too."""
    for thing in things:
        forget_place(place_kind(thing), [thing.pk])


def place_kind(thing: Thing) -> str:
    return CAMPAIGN if isinstance(thing, Campaign) else thing.KIND


def words_that_cite(thing: Thing, text: Any) -> str:
    """All of one language that becomes notes, what came after the text included."""
    if isinstance(thing, Campaign):
        said = MilestoneText.objects.filter(milestone__campaign=thing, language=text.language)
        return "\n".join([text.summary, text.background, *said.values_list("note", flat=True)])
    of_this = {"action_kind": thing.KIND, "action_id": thing.pk}
    handed = DeliveryText.objects.filter(
        language=text.language, **{f"delivery__{name}": value for name, value in of_this.items()}
    )
    since = UpdateText.objects.filter(
        language=text.language, **{f"update__{name}": value for name, value in of_this.items()}
    )
    after = [*handed.values_list("note", flat=True), *since.values_list("body", flat=True)]
    return "\n\n".join([text.words_that_cite, *after])
