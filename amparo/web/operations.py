"""Changes to the coalition's own card.

A newcomer's mistake: changing a word without `bump()`; pages would show the old one for a while.
"""

from collections.abc import Mapping

from django.core.files.base import ContentFile
from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.web.models import Coalition, CoalitionText
from amparo.web.pagecache import bump


@transaction.atomic
def describe_coalition(
    *,
    facts: Mapping[str, str],
    texts: Mapping[str, Mapping[str, str]],
    actor: Actor,
    mark: bytes | None = None,
) -> Coalition:
    """Write the coalition's facts, and its words by language; what is not named stays.

    `mark` is a PNG that lib.pictures has re-encoded; b"" takes the mark away.
    """
    coalition, _ = Coalition.objects.update_or_create(only=True, defaults=dict(facts))
    if mark is not None:
        _set_mark(coalition, mark)
    for language, words in texts.items():
        CoalitionText.objects.update_or_create(
            coalition=coalition, language=language, defaults=dict(words)
        )
    changed = ", ".join(sorted([*facts, *texts]))
    record("web.describe_coalition", actor=actor, about=coalition, detail={"changed": changed})
    transaction.on_commit(_show)
    return coalition


def _set_mark(coalition: Coalition, mark: bytes) -> None:
    if coalition.mark:
        coalition.mark.delete(save=False)
    if mark:
        coalition.mark.save("mark.png", ContentFile(mark), save=False)
    coalition.save(update_fields=["mark"])


def _show() -> None:
    Coalition.forget_kept()
    bump()
