"""The demo's committees, and people who joined them over some weeks.

Volunteers go the way of real ones: `join` seals them and writes a letter, the letter's link
confirms them. Their letters are read and thrown away here.
"""

import random
from datetime import datetime
from itertools import cycle

from amparo.accounts.models import User
from amparo.committees.forms import TIMES, WAYS
from amparo.committees.models import KIND, Committee
from amparo.committees.operations.editing import (
    Facts,
    Said,
    create_committee,
    open_committee,
    save_network,
)
from amparo.committees.operations.joining import join
from amparo.demo.founding import Organizations
from amparo.demo.names import Crowd
from amparo.demo.words import LANGUAGES, Clock, Told, languages_of, read
from amparo.outbox.letters import Draft
from amparo.outbox.models import Waiting
from amparo.outbox.sealing import unseal_letter
from amparo.supporters.operations import confirm

NEAR = {"27141": 4.0, "27145": 3.0, "27053": 2.0}  # counties, by FIPS code
SKILLS = {
    "en": ["driving", "reading laws", "cooking for forty", "spreadsheets", ""],
    "es": ["manejar", "interpretar", "cuidar niños", "hacer llamadas", ""],
}
BOTH = 5  # one in so many joins two at once
FIRST_DAY = -28


def fill_committees(
    clock: Clock, *, people: dict[str, User], organizations: Organizations, share: int
) -> None:
    """Make the committees and those who joined; `share`: one volunteer for so many told."""
    made = [
        _committee(clock, each, people, organizations) for each in read("committees")["committee"]
    ]
    chance = random.Random("committees")  # noqa: S311 - invented people, alike in every demo
    crowd = Crowd(chance, near=NEAR, spanish=0.5)
    others = cycle(committee for committee, _told in made)
    for committee, told in made:
        for number in range(max(told["volunteers"] // share, 2)):
            second = [each for each in (next(others),) if each != committee]
            chosen = [committee, *(second if number % BOTH == 0 else [])]
            _joins(clock, chance, crowd, chosen)


def _committee(
    clock: Clock, told: Told, people: dict[str, User], organizations: Organizations
) -> tuple[Committee, Told]:
    alma = people["Alma"]
    words = {code: Said(*told[code]) for code in languages_of(told)}
    coordinators = [people[name] for name in told["coordinators"]]
    committee = create_committee(Facts(told["slug"], 0, coordinators), words, actor=alma.actor)
    for key, english, spanish in told["networks"]:
        what = {"en": english, "es": spanish}
        save_network(committee, organizations[key], what=what, actor=alma.actor)
    began = clock.at(FIRST_DAY)
    open_committee(committee, languages=LANGUAGES, actor=alma.actor, now=began)
    return committee, told


def _joins(clock: Clock, chance: random.Random, crowd: Crowd, committees: list[Committee]) -> None:
    signer = crowd.next()
    at = clock.at(chance.randint(FIRST_DAY, 0), 18)
    given = {
        "name": signer.name,
        "email": signer.email,
        "phone": signer.phone,
        "town": signer.town,
        "languages": [signer.language, *(["en"] if signer.language != "en" else [])],
        "other_language": "",
        "times": chance.sample([code for code, _label in TIMES], 2),
        "skills": chance.choice(SKILLS[signer.language]),
        "way": chance.choice([code for code, _label in WAYS]),
        "wants_news": False,
    }
    join(committees, given, language=signer.language, source="", now=at)
    if signer.email:
        _press_the_button(signer.email, at)


def _press_the_button(address: str, at: datetime) -> None:
    """Open the letter that this address was sent, confirm, and throw it away."""
    for row in Waiting.objects.to_send():
        letter = unseal_letter(bytes(row.sealed_letter), row.pk)
        facts = letter.facts if isinstance(letter, Draft) else {}
        if (facts.get("to"), facts.get("kind")) == (address, KIND) and "link" in facts:
            confirm(facts["link"], now=at)
            row.delete()
