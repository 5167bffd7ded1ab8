"""The public page of claims, in both languages."""

import pytest
from django.test import Client
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.evidence import citing
from amparo.evidence.operations.citations import note_citations
from amparo.evidence.operations.claims import challenge, disagree, supersede
from tests.evidence.makers import make_a_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places that a test names; the house's own kinds stay out of it."""
    known = {
        "7": citing.Place("The letter", "/en/letter/", ("county", "End the agreement")),
        "8": citing.Place("A draft", "", ("county", "End the agreement")),
    }

    def find(ids):
        return {each: known[each] for each in ids if each in known}

    monkeypatch.setattr(citing, "_kinds", {"test": citing.PlaceKind("test", "Test", find)})


def read(client: Client, address: str = "/en/evidence/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_claim_stands_with_figure_time_source_and_anchor(client: Client):
    make_a_claim(timezone.now())
    english, spanish = read(client), read(client, "/es/evidence/")
    for told in ('id="most-had-none"', "more than 70% of the deported", "page 4", "Rice County"):
        assert told in english
    assert "más del 70% de los deportados" in spanish
    assert "La mayoría" not in english


def test_without_a_source_nothing_is_shown(client: Client):
    make_a_claim(timezone.now()).cited_sources.all().delete()
    assert "most-had-none" not in read(client)


def test_claims_that_disagree_stand_in_one_place_whatever_is_filtered(client: Client):
    now = timezone.now()
    one = make_a_claim(now, "one", topic="economy")
    other = make_a_claim(now, "other", topic="safety")
    disagree(one, other, why={"en": "Counted otherwise."}, actor=WORKER, now=now)
    for address in ("/en/evidence/", "/en/evidence/?topic=economy", "/en/evidence/?topic=safety"):
        told = read(client, address)
        assert 'id="one"' in told
        assert 'id="other"' in told
        assert "Counted otherwise." in told
        assert told.count("Sources disagree") == 1


def test_an_earlier_figure_keeps_its_anchor_below_the_newer_one(client: Client):
    now = timezone.now()
    old, new = make_a_claim(now, "old"), make_a_claim(now, "new")
    supersede(old, by=new, why="", actor=WORKER, now=now)
    told = read(client)
    assert told.index('id="new"') < told.index("Before we said:") < told.index("Report about old")
    assert 'id="old"' in told


def test_a_challenged_claim_says_so(client: Client):
    now = timezone.now()
    challenge(make_a_claim(now), why="a secret reason", actor=WORKER, now=now)
    told = read(client)
    assert "Challenged" in told
    assert "a secret reason" not in told


@pytest.mark.usefixtures("kinds")
def test_only_places_that_the_public_may_see_are_named(client: Client):
    claim = make_a_claim(timezone.now())
    make_a_claim(timezone.now(), "elsewhere")
    note_citations("test", "7", {"en": claim.mark})
    note_citations("test", "8", {"en": claim.mark})
    told = read(client, "/en/evidence/?campaign=county")
    assert '<a href="/en/letter/">The letter</a>' in told
    assert "A draft" not in told
    assert 'id="elsewhere"' not in told


def test_an_unknown_filter_shows_all(client: Client):
    make_a_claim(timezone.now())
    assert 'id="most-had-none"' in read(client, "/en/evidence/?topic=nothing&campaign=../x")
