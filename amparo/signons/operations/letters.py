"""Who a letter goes to, who gets a copy, who hosts it. Its words and states: campaigns' asks.

A newcomer's mistake: asking for thirteen copies one by one. `add_copies` takes the lines as they
stand at the foot of a letter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.standing import show_on_commit
from amparo.organizations.models import Organization
from amparo.signons.models import Host, Letter, Recipient, RecipientText, Role


@dataclass(frozen=True, slots=True)
class Post:
    """What a recipient is, in one language."""

    title: str = ""
    office: str = ""


@transaction.atomic
def save_recipient(recipient: Recipient, *, posts: Mapping[str, Post], actor: Actor) -> Recipient:
    """Write an addressee or somebody in copy; a new one stands last."""
    is_new = recipient.pk is None
    if is_new:
        recipient.order = _next_order(recipient.letter)
    recipient.save()
    for language, post in posts.items():
        RecipientText.objects.update_or_create(
            recipient=recipient, language=language, defaults=asdict(post)
        )
    verb = "signons.add_recipient" if is_new else "signons.change_recipient"
    record(verb, actor=actor, about=recipient.letter)
    show_on_commit()
    return recipient


@transaction.atomic
def add_copies(
    letter: Letter, lines: Iterable[str], *, languages: Sequence[str], actor: Actor
) -> int:
    """Add everybody who gets a copy, one "Name, title, office" a line; return how many."""
    order, count = _next_order(letter), 0
    for count, line in enumerate(filter(None, map(str.strip, lines)), 1):
        name, post = _told(line)
        copied = Recipient.objects.create(
            letter=letter, role=Role.COPY, order=order + count, name=name
        )
        RecipientText.objects.bulk_create(
            RecipientText(recipient=copied, language=language, **asdict(post))
            for language in languages
        )
    record("signons.add_copies", actor=actor, about=letter, count=count)
    show_on_commit()
    return count


@transaction.atomic
def move_recipient(recipient: Recipient, *, up: bool, actor: Actor) -> None:
    """Let a recipient change places with the one before or after in the same list."""
    same = list(recipient.letter.recipients.filter(role=recipient.role))
    at = same.index(recipient)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(same):
        return
    same[at], same[other] = same[other], same[at]
    for order, each in enumerate(same):
        Recipient.objects.filter(pk=each.pk).update(order=order)
    record("signons.move_recipient", actor=actor, about=recipient.letter)
    show_on_commit()


@transaction.atomic
def remove_recipient(recipient: Recipient, *, actor: Actor) -> None:
    letter = recipient.letter
    recipient.delete()
    record("signons.remove_recipient", actor=actor, about=letter)
    show_on_commit()


@transaction.atomic
def set_hosts(letter: Letter, organizations: Sequence[Organization], *, actor: Actor) -> None:
    """Make these the hosts, in this order."""
    known = list(letter.hosts.values_list("organization_id", flat=True))
    if known == [each.pk for each in organizations]:
        return
    letter.hosts.all().delete()
    Host.objects.bulk_create(
        Host(letter=letter, organization=each, order=order)
        for order, each in enumerate(organizations)
    )
    record("signons.set_hosts", actor=actor, about=letter, count=len(organizations))
    show_on_commit()


def _next_order(letter: Letter) -> int:
    last = letter.recipients.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _told(line: str) -> tuple[str, Post]:
    """ "Name, title, office"; with one comma what follows is the office."""
    name, *rest = (part.strip() for part in line.split(",", 2))
    if len(rest) == 2:
        return name, Post(title=rest[0], office=rest[1])
    return name, Post(office=rest[0] if rest else "")
