"""The demo's gatherings: a partner's Wednesdays, a vigil whose host changes, few places in court.

Everybody who comes said so the way of a real RSVP: sealed, written to, confirmed by the letter's
link. Only letters of long ago are read here, so that the demo's mail holds the newest.
"""

import random
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import open_ask
from amparo.demo.founding import Organizations
from amparo.demo.names import Crowd, Signer
from amparo.demo.words import Clock, Told, languages_of, read
from amparo.gatherings.dates import next_occurrences, past_occurrences
from amparo.gatherings.models import Gathering
from amparo.gatherings.operations.coming import PARTY, WHICH, set_attendance
from amparo.gatherings.operations.dating import DateFacts, DateWords, cancel_date, change_date
from amparo.gatherings.operations.making import create_gathering
from amparo.lib.dates import week_of
from amparo.lib.recurrence import monthly_by_weekday, weekly
from amparo.outbox.letters import Draft
from amparo.outbox.models import Waiting
from amparo.outbox.sealing import unseal_letter
from amparo.supporters.operations import Submission, confirm, receive

CONFIRMED = 0.9  # of those who got a letter
ANNOUNCED = -28  # day on which they were written here; some took place before
COLUMNS = ("kind", "slug", "address")


@dataclass(frozen=True)
class Ground:
    """What the gatherings stand on."""

    clock: Clock
    actor: Actor
    campaigns: dict[str, Campaign]
    organizations: Organizations


def fill_gatherings(
    clock: Clock,
    *,
    alma: User,
    campaigns: dict[str, Campaign],
    organizations: Organizations,
) -> dict[str, Gathering]:
    """Make the gatherings with those who come; after their campaigns. By their addresses."""
    ground = Ground(clock, alma.actor, campaigns, organizations)
    made: dict[str, Gathering] = {}
    for told in read("gatherings")["gathering"]:
        made[told["slug"]] = _gathering(ground, told)
    return made


def _gathering(ground: Ground, told: Told) -> Gathering:
    begun = ground.clock.at(ANNOUNCED)
    made = create_gathering(
        ground.campaigns[told["campaign"]],
        facts=_facts(ground, told),
        words={code: dict(told[code]) for code in languages_of(told)},
        hosts={
            "host": _organizations(ground, told["hosts"]),
            "co-host": _organizations(ground, told.get("co_hosts", [])),
            "sponsor": _organizations(ground, told.get("sponsors", [])),
        },
        actor=ground.actor,
        now=begun,
    )
    open_ask(made, actor=ground.actor, now=begun)
    for each in told.get("date", []):
        _change(ground, _fresh(made), each)
    _come(ground, _fresh(made), told)
    for count, occurrence in zip(
        reversed(told["counts"]),
        past_occurrences(_fresh(made), ground.clock.now, count=len(told["counts"])),
        strict=False,
    ):
        set_attendance(made, occurrence.original_on, count=count)
    return _fresh(made)


def _facts(ground: Ground, told: Told) -> dict[str, Any]:
    first = ground.clock.day(told["first"])
    rule = ""
    if told["often"] == "weekly":
        first = week_of(first) + timedelta(days=2)
        rule = weekly(first).rule
    elif told["often"] == "monthly":
        first = _second_tuesday(first)
        rule = monthly_by_weekday(first).rule
    owner = told.get("owner")
    return {
        **{name: told[name] for name in COLUMNS},
        "first_on": first,
        "starts_time": time.fromisoformat(told["from"]),
        "ends_time": time.fromisoformat(told["until"]),
        "rule": rule,
        "owner": ground.organizations[owner] if owner else None,
        "hides_place": told.get("hides_place", False),
        "online_url": told.get("online", ""),
        "capacity": told.get("capacity"),
    }


def _second_tuesday(near: date) -> date:
    """Of the month of a day."""
    first = near.replace(day=1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 7)


def _organizations(ground: Ground, keys: list[str]) -> list[Any]:
    return [ground.organizations[key] for key in keys]


def _change(ground: Ground, gathering: Gathering, told: Told) -> None:
    """What is different on one of the next dates."""
    occurrence = next_occurrences(gathering, ground.clock.now, count=6)[told["after"]]
    words = {code: DateWords(**told[code]) for code in languages_of(told)}
    by: dict[str, Any] = {"tells": False, "actor": ground.actor, "now": ground.clock.now}
    if told.get("cancelled"):
        cancel_date(occurrence, words=words, **by)
        return
    moved = told.get("moved")
    facts = DateFacts(occurrence.original_on + timedelta(days=moved) if moved else None)
    hosts = _organizations(ground, told["hosts"])
    change_date(occurrence, facts=facts, words=words, hosts=hosts, **by)


def _come(ground: Ground, gathering: Gathering, told: Told) -> None:
    """Some say that they come to the next date, alone or with others."""
    occurrence = next(
        (
            each
            for each in next_occurrences(gathering, ground.clock.now, count=3)
            if not each.is_cancelled
        ),
        None,
    )
    if occurrence is None:
        return
    chance = random.Random(told["slug"])  # noqa: S311 - invented people, alike in every demo
    crowd = Crowd(chance, near={}, spanish=0.5)
    for number in range(told["people"]):
        signer = crowd.next()
        party = chance.randint(1, told["parties"])
        which = occurrence.which if gathering.rule else ""
        _says_yes(ground, gathering, signer, party, which)
        if chance.random() < CONFIRMED or number < told["people"] // 2:
            _confirms(ground, signer)


def _says_yes(ground: Ground, gathering: Gathering, signer: Signer, party: int, which: str) -> None:
    text = gathering.any_text(signer.language)
    told = {PARTY: str(party), WHICH: which}
    receive(
        Submission(
            action_kind=Gathering.KIND,
            action_id=gathering.pk,
            text_hash=text.text_hash if text else "",
            language=signer.language,
            name=signer.name,
            email=signer.email,
            phone=signer.phone,
            told={key: words for key, words in told.items() if words},
        ),
        now=ground.clock.now,
    )


def _confirms(ground: Ground, signer: Signer) -> None:
    """She opens her letter and presses its button; the letter is thrown away."""
    for row in Waiting.objects.to_send():
        letter = unseal_letter(bytes(row.sealed_letter), row.pk)
        facts = letter.facts if isinstance(letter, Draft) else {}
        is_hers = facts.get("to") == signer.email and facts.get("kind") == Gathering.KIND
        if is_hers:
            row.delete()
            if "link" in facts:
                confirm(facts["link"], now=ground.clock.now)


def _fresh(gathering: Gathering) -> Gathering:
    return Gathering.objects.with_words().get(pk=gathering.pk)
