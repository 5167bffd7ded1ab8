"""Letters taken in hand some at a time: a death loses none, doubles none, and is told exactly."""

import os
from collections import Counter

import pytest
from django.utils import timezone

from amparo.mailouts.audiences import Line
from amparo.mailouts.models import Handed, MailOut, State
from amparo.mailouts.operations import inhand
from amparo.mailouts.operations.inhand import Hand, settle
from amparo.mailouts.operations.running import new_run, pause, resume, stop
from amparo.mailouts.sending import find_people
from amparo.supporters.models import HowOften, ImportedCard, ListImport, Preference
from tests.mailouts.test_sending import wishing
from tests.mailouts.world import World
from tests.outbox.conftest import Catcher

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
SECRET = b"a secret of this letter's only!!"


def going(world: World, *names: str) -> MailOut:
    for name in names:
        world.sign(name)
    return world.begun(world.approved(world.letter()))


def in_hand(world: World, letter: MailOut) -> tuple[Hand, list[bytes]]:
    """A hand that holds everybody."""
    people = find_people(letter, by=world.key, actor=world.key.actor, secret=SECRET)
    hand = Hand(letter, new_run(letter))
    taken = hand.take(people.cards, is_again=False)
    assert set(taken) == set(people.cards.values())
    return hand, list(people.cards)


def dead(hand: Hand) -> None:
    """As the kernel leaves it: the lock is gone, the file stays."""
    os.close(hand._book._file)


def states(letter: MailOut) -> Counter[str]:
    return Counter(Handed.objects.filter(mailout=letter).values_list("state", flat=True))


def test_of_a_dead_process_only_what_it_was_saying_is_uncertain(world: World) -> None:
    letter = going(world, "Rosa", "Omar", "Luz", "Ana", "Eva")
    hand, (sent, refused, begun, *_rest) = in_hand(world, letter)
    hand.begin(sent)
    hand.end(sent, Handed.State.SENT)
    hand.begin(refused)
    hand.end(refused, Handed.State.REFUSED)
    hand.begin(begun)
    dead(hand)

    assert settle(letter) == 0, "the note in RAM tells of everybody"
    assert states(letter) == {"sent": 1, "refused": 1, "uncertain": 1}, "two were let go"


def test_of_a_process_that_hangs_nobody_is_let_go(world: World) -> None:
    letter = going(world, "Rosa", "Omar")
    hand, _marks = in_hand(world, letter)

    assert settle(letter) == 2
    assert states(letter) == {"uncertain": 2}
    hand.close()


def test_when_the_memory_is_gone_nobody_is_let_go(world: World) -> None:
    letter = going(world, "Rosa", "Omar")
    hand, _marks = in_hand(world, letter)
    dead(hand)
    [note] = inhand._books(letter.pk)
    note.unlink()

    assert settle(letter) == 2
    assert states(letter) == {"uncertain": 2}


def test_whoever_was_let_go_gets_her_letter_next_time(world: World, catcher: Catcher) -> None:
    letter = going(world, "Rosa", "Omar")
    hand = Hand(letter, new_run(letter))
    secret = _secret(letter)
    people = find_people(letter, by=world.key, actor=world.key.actor, secret=secret)
    hand.take(people.cards, is_again=False)
    dead(hand)

    sent = world.run(letter)

    assert (sent.state, sent.sent_count, sent.uncertain_count) == (State.SENT, 2, 0)
    assert len(catcher.to) == 2


def test_a_hand_that_lost_its_run_takes_nobody(world: World) -> None:
    letter = going(world, "Rosa")
    people = find_people(letter, by=world.key, actor=world.key.actor, secret=SECRET)
    hand = Hand(letter, new_run(letter))
    new_run(letter)

    assert hand.take(people.cards, is_again=False) == {}
    hand.close()


def test_what_a_dead_process_sent_counts_for_the_month_too(world: World) -> None:
    wishing(world.join("Rosa"), how_often=HowOften.MONTHLY)
    letter = world.begun(world.approved(world.letter(belongs="list")))
    hand, [rosa] = in_hand(world, letter)
    hand.begin(rosa)
    hand.end(rosa, Handed.State.SENT)
    dead(hand)

    settle(letter)

    assert Preference.objects.get().written_month == timezone.localdate().replace(day=1)


def test_people_who_want_one_a_month_are_counted_once_over_a_pause(
    world: World, catcher: Catcher
) -> None:
    for name in ("Rosa", "Omar", "Luz"):
        wishing(world.join(name), how_often=HowOften.MONTHLY)
    letter = world.begun(world.approved(world.letter(belongs="list")))
    MailOut.objects.filter(pk=letter.pk).update(per_minute=1)
    from amparo.mailouts.sending import send

    send(letter.pk, new_run(letter), sleep=lambda seconds: pause_it(letter))
    letter.refresh_from_db()
    resume(letter, by=None, actor=world.alma, now=timezone.now())

    sent = world.run(letter)

    assert (sent.total_count, sent.sent_count) == (3, 3)


def pause_it(letter: MailOut) -> None:
    pause(letter)


def test_a_household_that_wants_one_a_month_gets_one(world: World, catcher: Catcher) -> None:
    for name in ("Rosa Núñez", "Omar Núñez"):
        wishing(world.join(name, email="casa@example.org"), how_often=HowOften.MONTHLY)

    world.sent(world.letter(belongs="list"))
    world.join("Luz Quispe")
    world.sent(world.letter(belongs="list"))

    assert Counter(catcher.to) == {"casa@example.org": 1, "luz@example.org": 1}


def test_who_was_put_off_before_a_pause_is_tried_again_after_it(
    world: World, catcher: Catcher
) -> None:
    letter = going(world, "Rosa", "Omar")
    catcher.at_rcpt["rosa@example.org"] = "450 4.2.0 Come back"
    from amparo.mailouts.sending import send

    send(letter.pk, new_run(letter), waits=(60,), sleep=lambda seconds: pause_it(letter))
    letter.refresh_from_db()
    assert states(letter) == {"sent": 1, "later": 1}
    catcher.at_rcpt.clear()
    resume(letter, by=None, actor=world.alma, now=timezone.now())

    sent = world.run(letter)

    assert (sent.sent_count, sent.given_up_count) == (2, 0)


def test_a_stop_lets_a_living_process_put_down_what_it_holds(
    world: World, catcher: Catcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = going(world, "Rosa", "Omar")
    hand, _marks = in_hand(world, letter)
    from amparo.mailouts.operations import running

    monkeypatch.setattr(running.time, "sleep", lambda seconds: hand.put_down())
    stop(letter, actor=world.alma, now=timezone.now())

    assert (letter.state, letter.uncertain_count) == (State.STOPPED, 0)
    hand.close()


def test_whoever_came_with_a_list_and_has_her_letter_stays_when_it_is_taken_back(
    world: World, catcher: Catcher
) -> None:
    brought = ListImport.objects.create(
        label="Sheets", made_on=timezone.localdate(), agreed="On paper", row_count=2,
        portion_count=1, added_count=2, finished_on=timezone.localdate(),
    )  # fmt: skip
    for name in ("Rosa", "Omar"):
        ImportedCard.objects.create(card=world.join(name), list_import=brought)
    world.join("Luz")
    letter = world.letter(Line(f"brought:{brought.pk}"), belongs="list")

    world.sent(letter)

    assert sorted(catcher.to) == ["omar@example.org", "rosa@example.org"]
    assert not ImportedCard.objects.exists()
    brought.refresh_from_db()
    assert brought.written_on == timezone.localdate()


def _secret(letter: MailOut) -> bytes:
    from amparo.mailouts.grants import grant_of

    grant = grant_of(letter.pk, timezone.now())
    assert grant is not None
    return grant.secret
