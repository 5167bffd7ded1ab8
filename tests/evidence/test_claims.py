"""Claims: what they say, who doubts them, what is newer, and which places hear of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.evidence.models import Citation, Claim, Disagreement, Status, Unit, What, Why
from amparo.evidence.operations import CannotRemove
from amparo.evidence.operations.citations import (
    list_sources,
    listed_sources,
    look_at,
    note_citations,
)
from amparo.evidence.operations.claims import (
    CannotSupersede,
    challenge,
    change_claim,
    confirm,
    disagree,
    remove_claim,
    stand_off,
    supersede,
)
from amparo.evidence.wording import figure, time_of
from tests.evidence.makers import FACTS, WORDS, make_a_claim
from tests.makers import make_source

pytestmark = pytest.mark.django_db


def said(claim: Claim, language: str) -> str:
    with override(language):
        return f"{figure(claim, claim.text())} | {time_of(claim)}"


def waiting(key: str) -> list[tuple[str, str]]:
    rows = Citation.objects.to_look_at().filter(claim__key=key)
    return list(rows.values_list("place_id", "why_look"))


def test_a_figure_is_said_with_its_bound_what_is_counted_and_its_year():
    claim = make_a_claim(timezone.now())
    assert said(claim, "en") == "more than 70% of the deported | 2010"
    assert said(claim, "es") == "más del 70% de los deportados | 2010"


def test_numbers_are_written_without_zeros_that_nobody_wrote():
    now = timezone.now()
    share = make_a_claim(now, "share", value=Decimal("18.8000"))
    many = make_a_claim(now, "many", value=Decimal("400000"), unit=Unit.NUMBER)
    assert said(share, "en").startswith("more than 18.8%")
    assert said(many, "es").startswith("más de 400,000 de")


def test_years_are_said_as_years_and_days_as_days():
    now = timezone.now()
    years = make_a_claim(now, "years", starts_on=date(2008, 1, 1), ends_on=date(2010, 12, 31))
    day = make_a_claim(now, "day", starts_on=date(2017, 4, 20), ends_on=date(2017, 4, 20))
    assert said(years, "en").endswith("| 2008–2010")
    assert said(day, "es").endswith("| 20 de abril de 2017")


def test_changing_what_a_claim_says_flags_every_place_until_somebody_looks():
    now = timezone.now()
    claim = make_a_claim(now)
    note_citations("page", 7, {"en": f"Most {claim.mark}.", "es": f"La mayoría {claim.mark}."})
    note_citations("petition", "p1", {"en": f"So {claim.mark}"})

    change_claim(
        claim, replace(FACTS, value=Decimal("79")), WORDS, why="misread", actor=WORKER, now=now
    )
    assert waiting(claim.key) == [("7", Why.CHANGED), ("7", Why.CHANGED), ("p1", Why.CHANGED)]

    note_citations("page", 7, {"en": f"Most, still {claim.mark}.", "es": f"{claim.mark}."})
    assert len(waiting(claim.key)) == 3, "to save a text is not to have looked at the claim"

    assert look_at("page", "7", actor=WORKER) == 2
    assert waiting(claim.key) == [("p1", Why.CHANGED)]
    assert look_at("page", "7", actor=WORKER) == 0
    entry = Entry.objects.filter(verb="evidence.look_at").get()
    assert entry.detail == {"kind": "page", "place": "7", "claims": [claim.key]}


def test_a_change_that_says_the_same_flags_nothing():
    now = timezone.now()
    claim = make_a_claim(now)
    note_citations("page", 7, {"en": claim.mark})
    change_claim(claim, FACTS, WORDS, why="", actor=WORKER, now=now)
    assert not waiting(claim.key)


def test_the_history_keeps_what_was_said_who_changed_it_and_why():
    now = timezone.now()
    claim = make_a_claim(now)
    change_claim(
        claim, replace(FACTS, value=Decimal("79")), WORDS, why="misread", actor=WORKER, now=now
    )
    newest, first = claim.changes.all()
    assert (newest.what, newest.why, newest.who) == (What.CHANGED, "misread", "worker")
    assert "more than 70% of the deported · 2010" in newest.said_before
    assert first.what == What.MADE


def test_a_challenge_flags_its_places_and_ends_when_it_was_held_against_its_sources():
    now = timezone.now()
    claim = make_a_claim(now)
    note_citations("page", 7, {"en": claim.mark})
    assert challenge(claim, why="another count", actor=WORKER, now=now)
    assert not challenge(claim, why="again", actor=WORKER, now=now)
    assert waiting(claim.key) == [("7", Why.CHALLENGED)]
    assert claim.status == Status.CHALLENGED
    assert confirm(claim, why="it stands", actor=WORKER, now=now)
    claim.refresh_from_db()
    assert claim.status == Status.CHECKED


def test_a_superseded_claim_leads_to_the_newest_and_can_be_superseded_only_once():
    now = timezone.now()
    old, newer, newest = (make_a_claim(now, key) for key in ("old", "newer", "newest"))
    note_citations("page", 7, {"en": old.mark})
    supersede(old, by=newer, why="a year later", actor=WORKER, now=now)
    assert waiting("old") == [("7", Why.SUPERSEDED)]
    supersede(newer, by=newest, why="two years later", actor=WORKER, now=now)
    old.refresh_from_db()
    assert old.superseded_by == newest
    for wrong in (newer, newest):
        with pytest.raises(CannotSupersede):
            supersede(newest, by=wrong, why="", actor=WORKER, now=now)
    with pytest.raises(CannotSupersede):
        supersede(old, by=newest, why="", actor=WORKER, now=now)
    assert not challenge(old, why="", actor=WORKER, now=now)


def test_a_disagreement_is_the_same_from_both_sides():
    now = timezone.now()
    one, other = make_a_claim(now, "one"), make_a_claim(now, "other")
    note_citations("page", 7, {"en": one.mark})
    note_citations("page", 8, {"en": other.mark})
    disagree(one, other, why={"en": "One counts charges."}, actor=WORKER, now=now)
    disagree(other, one, why={"en": "One counts convictions."}, actor=WORKER, now=now)
    found = Disagreement.objects.get()
    text = found.text("es")
    assert text is not None
    assert text.why == "One counts convictions."
    assert waiting("one") == [("7", Why.DISPUTED)]
    assert waiting("other") == [("8", Why.DISPUTED)]
    with pytest.raises(IntegrityError), transaction.atomic():
        Disagreement.objects.create(one=found.other, other=found.one, noted_on=date(2026, 1, 1))


def test_what_is_cited_stays():
    now = timezone.now()
    claim = make_a_claim(now)
    note_citations("page", 7, {"en": claim.mark})
    with pytest.raises(CannotRemove):
        stand_off(claim.cited_sources.get(), actor=WORKER)
    with pytest.raises(CannotRemove), transaction.atomic():
        remove_claim(claim, actor=WORKER)
    note_citations("page", 7, {"en": "No more."})
    remove_claim(claim, actor=WORKER)
    assert not Claim.objects.exists()


def test_sources_listed_for_a_place_keep_their_order():
    now = timezone.now()
    first, second, third = (make_source(now, title) for title in ("First", "Second", "Third"))
    list_sources("petition", "p1", [first, second, third])
    list_sources("petition", "p1", [third, first])
    assert listed_sources("petition", "p1") == [third, first]
    note_citations("petition", "p1", {"en": f"[source:{second.key}]"})
    assert listed_sources("petition", "p1") == [third, first]
    assert Citation.objects.of_place("petition", "p1").count() == 3


def test_a_text_that_is_gone_cites_nothing():
    now = timezone.now()
    claim = make_a_claim(now)
    note_citations("page", 7, {"en": claim.mark, "es": claim.mark})
    note_citations("page", 7, {"es": claim.mark})
    assert list(Citation.objects.values_list("language", flat=True)) == ["es"]
