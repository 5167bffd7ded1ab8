"""Make a committee, say what it is for, who looks after it and with whom it works.

A newcomer's mistake: deleting a committee that people joined. It is closed: their cards go on
their day, and the letters that they hold still say what they joined.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.committees.models import KIND, Committee, CommitteeText, Coordinator, Network, State
from amparo.committees.remembered import show_on_commit
from amparo.evidence.operations.citations import forget_place, note_citations
from amparo.organizations.models import Organization


class AddressTaken(Exception):
    """Another committee has this address."""


class CannotOpen(Exception):
    """`reason`: words (a language lacks its name or purpose), coordinators (nobody looks after it),

    state (it is open, or is not).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CannotDelete(Exception):
    """It was public: people may have joined it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a committee says in one language."""

    title: str
    purpose: str = ""
    body: str = ""
    welcome: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


@dataclass(frozen=True, slots=True)
class Facts:
    """What a committee has besides its words."""

    slug: str
    order: int = 0
    coordinators: Sequence[User] = ()


@transaction.atomic
def create_committee(facts: Facts, words: Mapping[str, Said], *, actor: Actor) -> Committee:
    """Begin a committee as a draft. Raises AddressTaken."""
    committee = Committee(slug=facts.slug, order=facts.order)
    try:
        with transaction.atomic():
            committee.save(force_insert=True)
    except IntegrityError:
        raise AddressTaken from None
    _write(committee, facts, words)
    record("committees.create", actor=actor, about=committee)
    return committee


@transaction.atomic
def change_committee(
    committee: Committee, facts: Facts, words: Mapping[str, Said], *, actor: Actor
) -> None:
    """Write it anew; its address stays once it was public. Raises AddressTaken."""
    slug = facts.slug if committee.state == State.DRAFT else committee.slug
    try:
        with transaction.atomic():
            Committee.objects.filter(pk=committee.pk).update(slug=slug, order=facts.order)
    except IntegrityError:
        raise AddressTaken from None
    _write(committee, facts, words)
    record("committees.change", actor=actor, about=committee)
    show_on_commit()


@transaction.atomic
def open_committee(
    committee: Committee, *, languages: Iterable[str], actor: Actor, now: datetime
) -> None:
    """Let people join, in each of `languages`. Raises CannotOpen."""
    said = {text.language for text in committee.texts.exclude(title="").exclude(purpose="")}
    if not said.issuperset(languages):
        raise CannotOpen("words")
    if not committee.coordinating.filter(user__is_active=True).exists():
        raise CannotOpen("coordinators")
    _move(committee, (State.DRAFT, State.CLOSED), State.OPEN, opened_at=now)
    record("committees.open", actor=actor, about=committee)


@transaction.atomic
def close_committee(committee: Committee, *, actor: Actor) -> None:
    """Take nobody in any more. Raises CannotOpen."""
    _move(committee, (State.OPEN,), State.CLOSED)
    record("committees.close", actor=actor, about=committee)


@transaction.atomic
def delete_draft(committee: Committee, *, actor: Actor) -> None:
    """Throw a draft away. Raises CannotDelete."""
    record("committees.delete_draft", actor=actor, about=committee)
    if not Committee.objects.filter(pk=committee.pk, state=State.DRAFT).delete()[0]:
        raise CannotDelete
    forget_place(KIND, [committee.pk])


@transaction.atomic
def save_network(
    committee: Committee, organization: Organization, *, what: Mapping[str, str], actor: Actor
) -> Network:
    """Name an organization in whose community the committee works, and what they do together."""
    network, _ = Network.objects.get_or_create(committee=committee, organization=organization)
    said = {language: words for language, words in what.items() if words}
    network.texts.exclude(language__in=said).delete()
    for language, words in said.items():
        network.texts.update_or_create(language=language, defaults={"what": words})
    record("committees.save_network", actor=actor, about=network)
    show_on_commit()
    return network


@transaction.atomic
def remove_network(network: Network, *, actor: Actor) -> None:
    record("committees.remove_network", actor=actor, about=network)
    network.delete()
    show_on_commit()


def _write(committee: Committee, facts: Facts, words: Mapping[str, Said]) -> None:
    for language, said in words.items():
        if said:
            CommitteeText.objects.update_or_create(
                committee=committee, language=language, defaults=asdict(said)
            )
    cited = {text.language: text.body for text in CommitteeText.objects.filter(committee=committee)}
    note_citations(KIND, committee.pk, cited)
    committee.coordinating.exclude(user__in=facts.coordinators).delete()
    Coordinator.objects.bulk_create(
        [Coordinator(committee=committee, user=user) for user in facts.coordinators],
        ignore_conflicts=True,
    )


def _move(committee: Committee, states: tuple[str, ...], state: str, **more: datetime) -> None:
    """One guarded UPDATE. Raises CannotOpen."""
    found = Committee.objects.filter(pk=committee.pk, state__in=states)
    if not found.update(state=state, **more):
        raise CannotOpen("state")
    committee.state = state
    show_on_commit()
