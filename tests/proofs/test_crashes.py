"""The power goes, again and again, while people sign and letters leave.

Who was told "thank you" is there afterwards; nothing is half there, nothing goes out twice, and
nothing readable is left behind by what was under way.
"""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

import pytest

from tests.leakscan import Scanner
from tests.proofs.people import Signer, signers
from tests.proofs.site import Site, links

AT_ONCE = 5  # people who press the button while the power goes
PATIENCE = 60  # seconds, for the last letters


@pytest.mark.parametrize("kills", [8, pytest.param(500, marks=pytest.mark.proof)])
def test_a_kill_at_any_moment_loses_nobody_and_tears_nothing(site: Site, kills: int) -> None:
    draw = random.Random(kills)
    people = signers(min(AT_ONCE * kills, 1_000))
    accepted = _sign_while_killing(site, people, kills, draw)
    scanner = Scanner([each.sought for each in people[:300]])

    assert scanner.scan_paths([site.home]) == [], "with everybody just killed"
    _let_letters_leave(site)
    cards = site.ask("cards", **site.key)
    by_email = {card.get("email"): card for card in cards}
    assert len(by_email) == len(cards) == len(people)
    assert all(by_email[each.email]["name"] == each.name for each in people)
    assert sorted(site.ask("comments", **site.key).values()) == sorted(
        each.comment for each in people
    )
    assert accepted == {each.email for each in people}
    assert site.ask("health") == []
    _expect_each_letter_once(site, accepted)
    assert scanner.scan_paths([site.home]) == []


def _sign_while_killing(
    site: Site, people: list[Signer], kills: int, draw: random.Random
) -> set[str]:
    """Return the addresses of those who were told yes; whoever was not, tried again."""
    coming, accepted = list(people), set()
    running = {name: site.start(name) for name in ("web", "worker")}
    batch = max(1, len(people) // kills)
    with ThreadPoolExecutor(AT_ONCE * 4) as crowd:
        for _ in range(kills):
            now, coming = coming[:batch], coming[batch:]
            answers = crowd.map(lambda each: _signs(site, each), now)
            time.sleep(draw.uniform(0, 0.4))
            victim = draw.choice(["web", "web", "worker"])
            site.kill(running[victim])
            running[victim] = site.start(victim)
            for each, is_told_yes in zip(now, answers, strict=True):
                (accepted.add(each.email) if is_told_yes else coming.append(each))
        for each in coming:
            if _signs(site, each):
                accepted.add(each.email)
    for pid in running.values():
        site.kill(pid)
    return accepted


def _signs(site: Site, person: Signer) -> bool:
    typed = {"name": person.name, "email": person.email, "town": "X", "comment": person.comment}
    try:
        answer = site.visitor(person.network).sign(site.petition(), typed)
    except (OSError, HTTPException, ValueError):
        return False  # the power went before the answer
    return answer.status == 303


def _let_letters_leave(site: Site) -> None:
    worker, until = site.start("worker"), time.monotonic() + PATIENCE
    while site.ask("letters")["waiting"] and time.monotonic() < until:
        time.sleep(0.2)
    site.kill(worker)


def _expect_each_letter_once(site: Site, accepted: set[str]) -> None:
    sent = Counter(link for letter in site.mail.caught for link in links(letter))
    assert [link for link, times in sent.items() if times > 1] == []
    reached = {str(letter["To"]) for letter in site.mail.caught}
    left = site.ask("letters")
    assert left["waiting"] == 0
    # Nobody can know of a letter that was in flight; those are counted, never sent again.
    assert len(accepted - reached) <= left["sending"] + left["uncertain"]
