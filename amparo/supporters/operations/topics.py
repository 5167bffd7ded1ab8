"""What letters of the list may be about: topics are added, called otherwise, and retired.

A topic is never deleted: people chose it, and what they chose has to keep its meaning.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.text import slugify

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.supporters.models import Topic, TopicName

LONGEST_CODE = 40
MOST_TOPICS = 12  # so that what one person chose has room in its row


class CannotAdd(Exception):
    """There are as many topics as one form should hold."""


def save_topic(topic: Topic, names: Mapping[str, str], *, actor: Actor) -> Topic:
    """Add a topic, or change what it is called and whether it is offered. Raises CannotAdd."""
    is_new = topic._state.adding
    with transaction.atomic():
        if is_new and Topic.objects.count() >= MOST_TOPICS:
            raise CannotAdd
        if is_new and not topic.code:
            topic.code = _free_code(next(iter(names.values()), ""))
        topic.save()
        for language, name in names.items():
            TopicName.objects.update_or_create(
                topic=topic, language=language, defaults={"name": name}
            )
        verb = "supporters.add_topic" if is_new else "supporters.change_topic"
        record(verb, actor=actor, about=topic)
    return topic


def _free_code(name: str) -> str:
    """Return a code like the name that no topic has yet."""
    stem = slugify(name)[: LONGEST_CODE - 3] or "topic"
    taken = set(Topic.objects.filter(code__startswith=stem).values_list("code", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, 100))
    return next(code for code in (stem, *numbered) if code not in taken)
