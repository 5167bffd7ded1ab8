"""Who may come in where: what programs read and bring in; tokens at the desk."""

from typing import Any

from django.utils import timezone

from amparo.accounts.models import ProgramToken
from amparo.accounts.programs import make_token
from tests.proofs.rules import NOBODY, ORGANIZERS, PUBLIC_PAGE, Of, Rule

POLICY: dict[str, Rule] = {
    "osdi:entry": PUBLIC_PAGE,
    "osdi:resources": PUBLIC_PAGE,
    # a case is told to no program; helpers take from everybody what a public form takes
    "osdi:resource": NOBODY,
    "osdi:person-helper": PUBLIC_PAGE,
    "osdi:petition-helper": PUBLIC_PAGE,
    "osdi:event-helper": PUBLIC_PAGE,
    "osdi:form-helper": PUBLIC_PAGE,
    "desk:tokens": ORGANIZERS,
    "desk:token-new": ORGANIZERS,
    "desk:token-end": NOBODY,  # tried with a program that is not hers
}


def furnish(world: Any, corner: Any) -> None:
    """A program of somebody who may not let one in any more, once."""
    if not ProgramToken.objects.exists():
        make_token(world.beto, label="Sheet", now=timezone.now())


WORDS: dict[tuple[str, str], Of] = {
    ("osdi:", "name"): lambda world, corner: "petitions",
    ("osdi:", "pk"): lambda world, corner: corner.petition.pk,
    ("desk:token-end", "pk"): lambda world, corner: ProgramToken.objects.first().pk,  # type: ignore[union-attr]
}
