"""A committee with a coordinator, through the room's own operations."""

from typing import Any

from django.utils import timezone

from amparo.accounts.models import User
from amparo.audit.actors import WORKER
from amparo.committees.models import Committee
from amparo.committees.operations.editing import Facts, Said, create_committee, open_committee

WORDS = {
    "en": Said(
        "Legal research", "We read agreements and laws.", "Once a month.", "Welcome. Bring a pen."
    ),
    "es": Said(
        "Investigación legal",
        "Leemos convenios y leyes.",
        "Una vez al mes.",
        "Bienvenida. Traiga una pluma.",
    ),
}
OTHERS = {
    "en": Said("Visits", "We visit legislators.", "", "Welcome to the visits."),
    "es": Said("Visitas", "Visitamos a legisladores.", "", "Bienvenida a las visitas."),
}


def make_committee(
    coordinators: list[User], *, slug: str = "legal-research", words: dict[str, Said] | None = None
) -> Committee:
    return create_committee(Facts(slug, 1, coordinators), words or WORDS, actor=WORKER)


def make_open_committee(coordinators: list[User], **about: Any) -> Committee:
    committee = make_committee(coordinators, **about)
    open_committee(committee, languages=("en", "es"), actor=WORKER, now=timezone.now())
    return committee
