"""Thousands of invented people who sign over some weeks, read their mail and confirm.

Each signature goes the way of a real one: `sign` seals it and writes a letter, the letter's link
confirms it. Only the postman is missing: letters of long ago are read here and taken out of the
outbox, because nobody would want to find thousands of them in the demo's mail.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from math import exp

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.campaigns.standing import Standing
from amparo.demo.names import Crowd, Signer
from amparo.demo.words import Clock, Told, read
from amparo.outbox.letters import Draft
from amparo.outbox.models import Waiting
from amparo.outbox.sealing import unseal_letter
from amparo.petitions.kinds import PETITIONS
from amparo.petitions.models import Petition
from amparo.petitions.operations.signing import sign
from amparo.supporters.access import held_by
from amparo.supporters.emails import spoken_name
from amparo.supporters.models import Card
from amparo.supporters.operations import confirm, confirm_by_word, publish_comment

BATCH = 200  # signatures of one commit
CONFIRMED = 0.96  # of those who got a letter
LETTERS_OF = timedelta(days=3)  # older letters that nobody answered are lost under other mail
PARTNERS_SHARE = 0.2
VISIBILITIES = {"public": 36, "initials": 14, "counted": 42, "secret": 8}
NEWS_SHARE = 0.42


@dataclass(frozen=True)
class Signing:
    """One invented person at the moment when she signs."""

    signer: Signer
    at: datetime
    visibility: str
    source: str
    wants_news: bool
    partners: tuple[str, ...]
    comment: str = ""
    is_published: bool = False
    confirms: bool = True


class Crowds:
    """The signers of every petition; the same chance in every demo."""

    def __init__(self, clock: Clock, actor: Actor, share: int) -> None:
        self._clock, self._actor, self._share = clock, actor, share
        self._voices = read("voices")

    def sign(self, petition: Petition, told: Told, *, since: datetime) -> None:
        """Let the crowd of one petition sign, in the order of time."""
        signings = iter(self._signings(petition, told, since))
        while group := list(islice(signings, BATCH)):
            with transaction.atomic():
                for each in group:
                    _sign(_standing(petition), each)
                self._read_mail(group)
                self._take_calls(petition)

    def come_through(self, petition: Petition, told: Told, *, source: str, count: int) -> None:
        """Let some more sign today, by the code of one letter."""
        chance = random.Random(f"{told['slug']} by letter")  # noqa: S311 - as above
        crowd = Crowd(chance, near=told["near"], spanish=told["spanish"])
        now = self._clock.now
        made = [self._signing(chance, crowd.next(), now, petition, told) for _one in range(count)]
        with transaction.atomic():
            for each in (group := [replace(one, source=source, confirms=True) for one in made]):
                _sign(_standing(petition), each)
            self._read_mail(group)

    def _signings(self, petition: Petition, told: Told, since: datetime) -> list[Signing]:
        chance = random.Random(told["slug"])  # noqa: S311 - invented people, alike in every demo
        crowd = Crowd(chance, near=told["near"], spanish=told["spanish"])
        moments = self._moments(chance, told, since)
        made = [self._signing(chance, crowd.next(), at, petition, told) for at in moments]
        return self._with_voices(chance, made, self._voices.get(told["slug"], {}))

    def _moments(self, chance: random.Random, told: Told, since: datetime) -> list[datetime]:
        """When people sign: many at first, more on the days that something happened."""
        until = self._clock.at(told["until"], 22) if "until" in told else self._clock.now
        days = max((until - since).days, 0) + 1
        bursts = {self._after(since, day): size for day, size in told["bursts"].items()}
        weights = [_weight(day, bursts) for day in range(days)]
        count = max(told["signers"] // self._share, 12)
        moments = []
        for day in chance.choices(range(days), weights, k=count):
            hour = chance.triangular(0, 14, 11)  # counted from the opening hour
            at = since + timedelta(days=day, hours=hour, seconds=chance.randint(0, 3000))
            moments.append(at if at < until else since + (until - since) * chance.random())
        return sorted(moments)

    def _after(self, since: datetime, day: str) -> int:
        return (self._clock.day(int(day)) - since.date()).days

    def _signing(
        self, chance: random.Random, signer: Signer, at: datetime, petition: Petition, told: Told
    ) -> Signing:
        visibility = chance.choices(list(VISIBILITIES), list(VISIBILITIES.values()))[0]
        channels = {"": 6, **told["channels"]}
        partners = [each for each, _ in _standing(petition).partners(signer.language)]
        return Signing(
            signer=signer,
            at=at,
            visibility="counted" if signer.phone else visibility,
            source=chance.choices(list(channels), list(channels.values()))[0],
            wants_news=chance.random() < NEWS_SHARE,
            partners=tuple(each for each in partners if chance.random() < PARTNERS_SHARE),
            confirms=chance.random() < CONFIRMED,
        )

    def _with_voices(
        self, chance: random.Random, signings: list[Signing], voices: Mapping[str, list[str]]
    ) -> list[Signing]:
        """Put the written comments beside names: read ones long ago, waiting ones lately."""
        made = list(signings)
        for kind, texts in voices.items():
            state, _, language = kind.partition("_")
            for text in texts:
                at = _seat(chance, made, language, is_late=state == "waiting")
                if at is not None:
                    is_published = state == "published"
                    made[at] = replace(
                        made[at], comment=text, is_published=is_published, confirms=True
                    )
        return made

    def _read_mail(self, group: list[Signing]) -> None:
        """Open each letter of the group, press its button, and throw the letter away."""
        by_name = {(each.signer.email, spoken_name(each.signer.name)): each for each in group}
        done = []
        for row in Waiting.objects.to_send():
            letter = unseal_letter(bytes(row.sealed_letter), row.pk)
            facts = letter.facts if isinstance(letter, Draft) else {}
            signing = by_name.get((facts.get("to", ""), facts.get("name", "")))
            if signing is None or self._leaves_letter(signing):
                continue
            done.append(row.pk)
            if signing.confirms:
                self._confirm(signing, facts["link"])
        Waiting.objects.filter(pk__in=done).delete()

    def _leaves_letter(self, signing: Signing) -> bool:
        """The last ones who have not answered yet: their letters wait for the newcomer."""
        return not signing.confirms and self._clock.now - signing.at < LETTERS_OF

    def _confirm(self, signing: Signing, link: str) -> None:
        confirm(link, now=signing.at)
        if signing.is_published:
            held = held_by(link)
            if held is not None:
                publish_comment(held.card, text=signing.comment, actor=self._actor)

    def _take_calls(self, petition: Petition) -> None:
        """Alma has called those who left a telephone, except in the last days."""
        lately = self._clock.day(-7)
        waiting = Card.objects.filter(action_id=petition.pk, needs_word=True, is_confirmed=False)
        for card in waiting.filter(week_on__lt=lately):
            confirm_by_word(card, shown=None, actor=self._actor, now=self._clock.now)


def _standing(petition: Petition) -> Standing[Petition]:
    found = PETITIONS.standings.by_id(petition.pk)
    if found is None:
        raise LookupError(petition.slug)
    return found


def _sign(standing: Standing[Petition], signing: Signing) -> None:
    signer = signing.signer
    shown = standing.text_in(signer.language)
    given = {
        "name": signer.name,
        "email": signer.email,
        "phone": signer.phone,
        "town": signer.town,
        "county": signer.county,
        "comment": signing.comment,
        "visibility": signing.visibility,
        "wants_news": signing.wants_news,
        "partner_news": signing.partners,
        "text_hash": shown[1] if shown else "",
    }
    sign(standing, given, language=signer.language, source=signing.source, now=signing.at)


def _weight(day: int, bursts: Mapping[int, float]) -> float:
    heat = sum(size * exp((start - day) / 2.5) for start, size in bursts.items() if start <= day)
    return 0.4 + heat + (0.25 if day % 7 in (2, 6) else 0)


def _seat(
    chance: random.Random, signings: list[Signing], language: str, *, is_late: bool
) -> int | None:
    """Find somebody of that language without a comment: one of the last, or of the rest."""
    first, last = (
        (len(signings) * 9 // 10, len(signings)) if is_late else (0, len(signings) * 9 // 10)
    )
    free = [
        at
        for at in range(first, last)
        if signings[at].signer.language == language
        and not signings[at].comment
        and signings[at].signer.email
    ]
    return chance.choice(free) if free else None
