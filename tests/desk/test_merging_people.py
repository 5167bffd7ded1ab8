"""One person who stands there twice becomes one, by an organizer's word and never by herself."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Entry
from amparo.supporters import figures
from amparo.supporters.access import held_by
from amparo.supporters.models import Card, ListWeek, MergedCard, Preference, PublicName
from amparo.supporters.operations import (
    CannotMerge,
    Submission,
    merge_by_word,
    receive,
    refresh_tallies,
    the_list,
)
from tests.desk.test_keys import logged_in, text_of, unlocked
from tests.desk.test_supporters import Signed
from tests.makers import forget_keys, make_beto, reboot

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def signed() -> Any:
    forget_keys()
    yield Signed()
    reboot()


def compare(signed: Signed, one: Card, other: Card) -> str:
    where = ["petition", signed.petition.pk, one.pk, other.pk]
    return reverse("desk:signature-merge", args=where)


def twice(signed: Signed, **about: Any) -> tuple[Card, Card]:
    """Rosa by two spellings and two addresses."""
    one = signed.sign("Rosa Núñez Quispe", email="rosa@example.org", town="Northfield")
    other = signed.sign("Rosa M. Nunez-Quispe", email="quispe@example.net", **about)
    return one, other


def test_she_is_found_looked_at_and_counted_once(signed: Signed) -> None:
    one, other = twice(signed)
    signed.sign("Omar Abdi")
    refresh_tallies(timezone.now(), is_due=True)
    alma = unlocked(signed.desk)
    assert "Does she stand here twice?" in text_of(alma.get(signed.page_of(one)))
    found = text_of(alma.get(signed.page_of(one, "alike")))
    assert "Rosa M. Nunez-Quispe · quispe@example.net" in found
    assert "Omar" not in found

    page = text_of(alma.get(compare(signed, one, other)))
    for told in ("Rosa Núñez Quispe", "Northfield", "rosa@example.org", "quispe@example.net"):
        assert told in page
    answer = alma.post(compare(signed, one, other), {"stays": str(one.pk), "reason": "same voice"})
    assert answer.status_code == 302
    assert "now, and count once" in text_of(alma.get(answer["Location"]))

    refresh_tallies(timezone.now(), is_due=True)
    assert set(Card.objects.values_list("pk", flat=True)) >= {one.pk}
    assert not Card.objects.filter(pk=other.pk).exists()
    assert figures.tally(signed.petition.pk).confirmed_count == 2
    entry = Entry.objects.get(verb="supporters.merge")
    assert (entry.count, entry.reason, entry.actor_label) == (
        1,
        "same voice",
        signed.desk.alma.full_name,
    )
    assert "Rosa" not in repr(entry.__dict__)
    assert str(other.pk) not in repr(entry.__dict__)


def test_the_link_of_the_one_that_went_leads_to_the_one_that_stays(signed: Signed) -> None:
    one, other = twice(signed)
    old = signed._link(other)
    merge_by_word(other.pk, one.pk, reason="x", actor=signed.desk.alma.actor)
    held = held_by(old)
    assert held is not None
    assert held.card.pk == one.pk
    assert MergedCard.objects.get().card_id == one.pk


def test_nobody_is_counted_in_whose_address_never_answered(signed: Signed) -> None:
    one, other = twice(signed, is_confirmed=False)
    alma = unlocked(signed.desk)
    answer = alma.post(compare(signed, one, other), {"stays": str(other.pk), "reason": "x"})
    assert answer.status_code == 422
    assert "let that one stay" in text_of(answer)
    assert Card.objects.count() == 2
    assert not Entry.objects.filter(verb="supporters.merge").exists()


def test_what_the_one_that_went_showed_is_shown_no_more(signed: Signed) -> None:
    one, other = twice(signed, visibility="public")
    assert PublicName.objects.filter(card=other).exists()
    merge_by_word(other.pk, one.pk, reason="x", actor=signed.desk.alma.actor)
    assert not PublicName.objects.exists(), "nobody is moved toward the public"


def test_people_are_looked_for_by_any_word_they_told(signed: Signed) -> None:
    one = signed.sign("Rosa Núñez")
    signed.sign("R. Quispe", email="quispe@example.net", town="Faribault")
    alma = unlocked(signed.desk)
    page = signed.page_of(one, "alike")
    assert "R. Quispe" not in text_of(alma.get(page))
    assert "R. Quispe" in text_of(alma.get(page, {"q": "faribault quispe"}))
    assert "Nobody here has these words." in text_of(alma.get(page, {"q": "nobody"}))


def test_on_the_list_her_wishes_stay_and_the_growth_is_told_right(signed: Signed) -> None:
    for email in ("rosa@example.org", "quispe@example.net"):
        receive(
            Submission(
                "list", the_list().pk, "ab" * 32, "es", "Rosa Núñez", email, wants_news=True
            ),
            now=timezone.now(),
        )
    Card.objects.filter(action_kind="list").update(is_confirmed=True)
    one, other = Card.objects.filter(action_kind="list")
    Preference.objects.filter(card=one).update(how_often="monthly")
    alma = unlocked(signed.desk)
    where = ["list", the_list().pk, one.pk]
    assert "These look alike" in text_of(alma.get(reverse("desk:signature-alike", args=where)))
    alma.post(
        reverse("desk:signature-merge", args=[*where, other.pk]),
        {"stays": str(one.pk), "reason": "two addresses"},
    )
    assert Card.objects.get(action_kind="list").pk == one.pk
    assert Preference.objects.get().how_often == "monthly"
    assert ListWeek.objects.get().merged_count == 1


@pytest.mark.parametrize("reason", ["gone", "apart"])
def test_what_is_not_there_or_elsewhere_is_not_merged(signed: Signed, reason: str) -> None:
    one = signed.sign("Rosa Núñez")
    other = uuid4() if reason == "gone" else one.pk
    with pytest.raises(CannotMerge, match=reason):
        merge_by_word(other, one.pk, reason="x", actor=signed.desk.alma.actor)
    assert Card.objects.filter(pk=one.pk).exists()


def test_without_a_key_nobody_compares(signed: Signed) -> None:
    one, other = twice(signed)
    locked, beto = logged_in(signed.desk.alma), logged_in(make_beto(timezone.now()))
    for address in (signed.page_of(one, "alike"), compare(signed, one, other)):
        assert "unlock" in locked.get(address)["Location"]
        assert beto.get(address).status_code in (302, 403)
        assert "Rosa" not in text_of(beto.get(address, follow=True))
