"""Who may come in where: letters at the desk, letters as pages, and the way out of them."""

from typing import Any

from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.mailouts.audiences import Line
from amparo.mailouts.models import MailOut
from amparo.mailouts.operations.writing import Facts, Words, create_mailout
from amparo.supporters import tokens
from tests.proofs.rules import CAMPAIGN_CHANGED, FORM, ORGANIZERS, PUBLIC_PAGE, Rule

_OF_ONE = (
    "", "-edit", "-delete", "-audience", "-progress", "-look", "-html", "-test", "-ask", "-approve",
    "-back", "-send", "-pause", "-resume", "-stop", "-bounced",
)  # fmt: skip

POLICY: dict[str, Rule] = {
    "mailouts:letters": PUBLIC_PAGE,
    "mailouts:letter": PUBLIC_PAGE,
    "mailouts:left": PUBLIC_PAGE,
    "mailouts:leave": FORM,
    "desk:mailouts": ORGANIZERS,
    "desk:mailout-new": ORGANIZERS,
    **{f"desk:mailout{each}": CAMPAIGN_CHANGED for each in _OF_ONE},
}


def furnish(world: Any, corner: Any) -> None:
    """A letter of each corner's campaign; the public page is that of one which went."""
    letter = create_mailout(
        "campaign",
        corner.campaign,
        {"en": Words("News", "Dear {name},"), "es": Words("Noticias", "Estimada {nombre}:")},
        Facts(is_public=True),
        audience=[Line("all")],
        actor=WORKER,
        today=timezone.localdate(world.now),
    )
    MailOut.objects.filter(pk=letter.pk).update(published_on=timezone.localdate(world.now))
    corner.more["mailout"] = letter


def _letter(world: Any, corner: Any) -> Any:
    return corner.more["mailout"].pk


WORDS: dict[tuple[str, str], Any] = {
    ("mailouts:", "pk"): _letter,
    ("mailouts:", "link"): lambda world, corner: "x" * tokens.LINK_LETTERS,
    ("desk:mailout", "pk"): _letter,
    ("desk:mailout", "reader"): lambda world, corner: "bare",
}
