"""A platform of three planks, a candidate and her word on it, through the rooms' own operations."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import create_ask, open_ask
from amparo.pledges.models import Candidate, Platform, Pledge, Resolution
from amparo.pledges.operations.planks import PlankFacts, Said, ToRead, add_plank, save_question
from amparo.pledges.operations.pledging import (
    Answered,
    Given,
    Proof,
    record_pledge,
    save_candidate,
)
from tests.makers import make_campaign, make_office

WORDS = {
    "en": {
        "title": "A county that stands by its people",
        "addressee": "To whoever runs for county office",
        "ask": "We ask candidates to pledge to these planks.",
        "vision": "A county where nobody is afraid to call for help.",
        "priorities": "1. Keep families together.\n2. Spend no county money on ICE.",
        "body": "In 2018 the county signed an agreement.",
    },
    "es": {
        "title": "Un condado que está con su gente",
        "addressee": "A quienes buscan un cargo del condado",
        "ask": "Pedimos a las candidaturas que se comprometan con estos puntos.",
        "vision": "Un condado donde nadie teme pedir ayuda.",
        "priorities": "1. Mantener unidas a las familias.\n2. Ni un dólar del condado para ICE.",
        "body": "En 2018 el condado firmó un acuerdo.",
    },
}
PLANKS = [
    ("End the agreement", "Terminar el acuerdo", "direction"),
    ("Pay for lawyers", "Pagar defensa legal", "budget"),
    ("Refuse federal money for surveillance", "Rechazar fondos para vigilar", "refusal"),
]
RESOLUTION_WORDS = {
    "en": {
        "title": "Resolution on the county jail",
        "addressee": "For precinct caucuses and councils",
        "ask": "Bring this resolution before your caucus or council.",
        "body": "Whereas families are divided;\n\nbe it resolved that the agreement ends.",
        "steps": "1. Print it.\n2. Hand it to the chair.\n3. Tell us how it went.",
    },
    "es": {
        "title": "Resolución sobre la cárcel del condado",
        "addressee": "Para asambleas de distrito y concejos",
        "ask": "Lleve esta resolución a su asamblea o a su concejo.",
        "body": "Considerando que se divide a las familias;\n\nse resuelve terminar el acuerdo.",
        "steps": "1. Imprímala.\n2. Entréguela a quien preside.\n3. Cuéntenos cómo le fue.",
    },
}


def plank_facts(number: int, **about: Any) -> PlankFacts:
    english, spanish, instrument = PLANKS[number - 1]
    words = {
        "en": Said(english, "Because it harms.", "The county board"),
        "es": Said(spanish, "Porque hace daño.", "La junta del condado"),
    }
    readings = (ToRead("A briefing paper", "https://example.org/paper"),) if number == 1 else ()
    return PlankFacts(**{"words": words, "instrument": instrument, "readings": readings} | about)


def make_platform(
    now: datetime, *, campaign: Campaign | None = None, slug: str = "county-platform"
) -> Platform:
    """A draft with its words and three planks in both languages."""
    platform = create_ask(
        Platform,
        campaign or make_campaign(now),
        facts={"slug": slug},
        words=WORDS,
        actor=WORKER,
        now=now,
    )
    for number in range(1, len(PLANKS) + 1):
        add_plank(platform, plank_facts(number), actor=WORKER, now=now)
    return read(platform)


def make_open_platform(now: datetime, **about: Any) -> Platform:
    platform = make_platform(now, **about)
    open_ask(platform, actor=WORKER, now=now)
    return read(platform)


def read(platform: Platform) -> Platform:
    return Platform.objects.with_words().get(pk=platform.pk)


def make_candidate(now: datetime, name: str = "Sam Example") -> Candidate:
    """Somebody invented, who runs for an office that is."""
    office = make_office(now)
    soon = timezone.localdate(now) + timedelta(days=40)
    return save_candidate(Candidate(office=office, name=name, election_on=soon), actor=WORKER)


def make_pledge(
    now: datetime,
    platform: Platform,
    candidate: Candidate | None = None,
    *,
    scope: str = "whole",
    language: str = "en",
    proof: Proof | None = None,
    **about: Any,
) -> Pledge:
    """Her word on the platform as it stands; by default to the whole of it."""
    text = platform.text(language)
    assert text is not None
    wording = platform.wordings.get(text_hash=text.text_hash)
    given = Given(scope=scope, wording=wording, given_on=timezone.localdate(now), **about)
    return record_pledge(
        platform,
        candidate or make_candidate(now),
        given,
        proof=proof or Proof("statement", url="https://example.org/her-words"),
        actor=WORKER,
        now=now,
    )


def make_answers(now: datetime, platform: Platform, candidate: Candidate | None = None) -> Pledge:
    question = save_question(
        platform,
        None,
        words={"en": "Will you end the agreement?", "es": "¿Terminará el acuerdo?"},
        plank=platform.planks.first(),
        actor=WORKER,
    )
    answers = {question: Answered("partly", "In two years.")}
    return make_pledge(now, platform, candidate, scope="answers", answers=answers)


def make_resolution(now: datetime, *, campaign: Campaign | None = None) -> Resolution:
    return create_ask(
        Resolution,
        campaign or make_campaign(now),
        facts={"slug": "jail-resolution"},
        words=RESOLUTION_WORDS,
        actor=WORKER,
        now=now,
    )


def make_open_resolution(now: datetime, **about: Any) -> Resolution:
    resolution = make_resolution(now, **about)
    open_ask(resolution, actor=WORKER, now=now)
    return resolution
