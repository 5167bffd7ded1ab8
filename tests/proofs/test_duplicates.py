"""Whether somebody signed before cannot be told from the answer, and nobody counts twice."""

import os
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.proofs.asklives import ASKS, ONCE_EACH
from tests.proofs.people import signers
from tests.proofs.site import Answer, Site, Visitor

AT_ONCE = 200
# A PostgreSQL of default size lets in a hundred; each who signs holds two connections
CROWD = 20 if os.environ.get("DATABASE_URL") else AT_ONCE
READING = 3.2  # seconds: a form without scripts has to be so old


@pytest.fixture(scope="module")
def served(site: Site) -> Site:
    """Two processes answer, as in life."""
    for _ in range(2):
        site.start("web")
    return site


def test_new_and_repeated_get_the_same_bytes(served: Site) -> None:
    rosa, luz = signers(2, seed=1)

    for language in ("en", "es"):
        for petition in served.facts["petitions"]:
            new, repeated, daughter = (
                served.visitor().sign(petition, typed(name, rosa.email), language)
                for name in (rosa.name, rosa.name.upper(), luz.name)
            )
            assert new.status == 303
            assert said(new) == said(repeated) == said(daughter)


def test_a_full_household_is_not_told_on_the_page(served: Site) -> None:
    people = signers(9, seed=2)

    answers = [
        served.visitor().sign(served.petition(), typed(each.name, people[0].email))
        for each in people
    ]

    assert len({said(answer) for answer in answers}) == 1
    assert cards_of(served)[people[0].email] == 6


def test_the_list_tells_nobody_who_is_on_it(served: Site) -> None:
    facts = page_facts(served.visitor(), "/es/join/")
    time.sleep(READING)

    new, repeated = (
        served.visitor().post("/es/join/", {**facts, "name": "Rosa", "email": "r@example.com"})
        for _ in range(2)
    )

    assert new.status in (302, 303)
    assert said(new) == said(repeated)
    assert cards_of(served)["r@example.com"] == 1


def test_no_other_ask_tells_who_was_there_before(served: Site) -> None:
    asked = Counter[str]()
    for at, (ask, take_part) in enumerate(ASKS.items()):
        for rosa in signers(2, seed=5, first=2 * at):  # the one in English, the other in Spanish
            names = (rosa.name, rosa.name, rosa.name.upper(), rosa.relative)
            new, *others = (take_part(served, replace(rosa, name=name)) for name in names)
            assert new.status == 303, f"{ask}: {new.text[-800:]}"
            assert {said(each) for each in others} == {said(new)}, ask
            asked += Counter({rosa.email: 2 if ask in ONCE_EACH else 0})

    counted = cards_of(served)
    assert {email: counted[email] for email in asked} == asked


@pytest.mark.parametrize("rounds", [1, pytest.param(20, marks=pytest.mark.proof)])
def test_two_hundred_at_once_are_one_person(served: Site, rounds: int) -> None:
    path = f"/es/petitions/{served.petition()['slug']}/"
    facts = page_facts(served.visitor(), path)
    people = signers(rounds, seed=3)
    time.sleep(READING)

    for each in people:
        sent = {**facts, **typed(each.name, each.email)}
        visitors = [served.visitor(f"198.18.{number}.9") for number in range(AT_ONCE)]
        with ThreadPoolExecutor(CROWD) as crowd:
            answers = list(crowd.map(lambda visitor, sent=sent: visitor.post(path, sent), visitors))
        assert {answer.status for answer in answers} == {303}
        assert len({said(answer) for answer in answers}) == 1

    counted = cards_of(served)
    assert [counted[each.email] for each in people] == [1] * rounds
    assert served.ask("health") == []


def typed(name: str, email: str) -> dict[str, str]:
    return {"name": name, "email": email, "town": "Northfield", "visibility": "counted"}


def said(answer: Answer) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """All that an answer says, but for the clock."""
    headers = tuple(pair for pair in answer.headers if pair[0] not in ("Date", "Expires"))
    return answer.status, headers, answer.body


def cards_of(site: Site) -> Counter[str]:
    """How many cards each address has, under all actions."""
    found = (card for card in site.ask("cards", **site.key))
    return Counter(card.get("email", "") for card in found)


def page_facts(visitor: Visitor, path: str) -> dict[str, str]:
    """The hidden fields of the form, as somebody without scripts would send them."""
    page = visitor.get(path).text
    fields = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page)
    assert fields, f"no form at {path}"
    return dict(fields)
