"""What a letter brought stays known in numbers, and two letters share one minute."""

import pytest

from amparo.mailouts.operations.running import acted_count, note_acted
from amparo.supporters.operations import remove_card
from tests.mailouts.world import World
from tests.outbox.conftest import Catcher

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_who_acts_through_the_letter_is_counted_by_its_code(world: World) -> None:
    letter = world.letter()
    world.sign("Rosa Núñez", source=letter.source)

    assert acted_count(letter) == 1


def test_what_people_did_through_a_letter_stays_known_when_their_cards_go(world: World) -> None:
    world.sign("Omar Abdi")
    letter = world.sent(world.letter())
    cards = [world.sign(name, source=letter.source) for name in ("Rosa Núñez", "Luz Quispe")]
    world.sign("Eva Roe", source="poster")
    assert note_acted() == 1
    for card in cards:
        remove_card(card)
    letter.refresh_from_db()
    assert (acted_count(letter), letter.acted_count) == (2, 2)
    world.sign("Ana Paz", source=letter.source)
    assert note_acted() == 0
    letter.refresh_from_db()
    assert acted_count(letter) == 2, "the most that were there at one time"


def test_a_letter_that_ends_keeps_what_people_did_meanwhile(world: World) -> None:
    world.sign("Omar Abdi")
    letter = world.begun(world.approved(world.letter()))
    card = world.sign("Rosa Núñez", source=letter.source)
    world.run(letter)
    remove_card(card)
    letter.refresh_from_db()
    assert acted_count(letter) == 1


def test_two_letters_that_go_at_once_share_the_minute(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    world.sign("Omar Abdi")
    first, second = (world.begun(world.approved(world.letter(per_minute=60))) for _each in range(2))

    world.run(first)
    world.slept.clear()
    world.run(second)

    assert sum(world.slept) > 2.5, "its turns come after those of the first"
