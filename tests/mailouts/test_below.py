"""What stands below a letter: a bill's road in words, gone with its page, approved as it stands."""

import pytest
from django.utils import timezone

from amparo.bills.models import Bill, Stage
from amparo.mailouts.models import MailOut, State, Why
from amparo.mailouts.wording import content_hash, hides_something, mold
from tests.bills.making import make_reported_bill
from tests.mailouts.world import World
from tests.outbox.conftest import Catcher

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def bill(world: World) -> Bill:
    return make_reported_bill(world.now, title="A bill for an act relating to <lists>.")


def letter_with(world: World, bill: Bill) -> MailOut:
    return world.letter(blocks=(f"bill:{bill.pk}",))


def test_the_road_of_a_bill_stands_in_words_with_a_sign_before_each(
    world: World, bill: Bill
) -> None:
    made = mold(letter_with(world, bill), "es", now=timezone.now())
    assert made is not None
    letter = made.letter("rosa@example.org", {"leave": "https://x/y"})

    assert "SF 1143" in letter.text
    assert "Último paso: El comité lo dejó pasar, 4 de marzo de 2026" in letter.text
    assert "✓ En comisión: ya pasó" in letter.text
    assert "● En el pleno: está aquí ahora" in letter.text
    assert "○ Ley: falta todavía" in letter.text
    assert "<strong>En el pleno: está aquí ahora</strong>" in letter.html
    assert "/es/bills/mn/" in letter.text
    assert "<lists>" not in letter.html
    assert "<svg" not in letter.html
    assert "<img" not in letter.html


def test_a_bill_that_nobody_follows_any_more_holds_the_letter_up(world: World, bill: Bill) -> None:
    letter = letter_with(world, bill)
    assert not hides_something(letter, timezone.now())
    Bill.objects.update(is_followed=False)
    assert hides_something(letter, timezone.now())


def test_a_bill_that_moved_since_the_approval_is_looked_at_again(
    world: World, bill: Bill, catcher: Catcher
) -> None:
    world.sign("Rosa Núñez")
    letter = letter_with(world, bill)
    before = content_hash(letter, now=timezone.now())
    world.begun(world.approved(letter))
    Bill.objects.update(stage=Stage.GOVERNOR)

    world.run(letter)

    assert content_hash(letter, now=timezone.now()) != before
    assert (letter.state, letter.paused_why) == (State.PAUSED, Why.CHANGED)
    assert catcher.to == []
