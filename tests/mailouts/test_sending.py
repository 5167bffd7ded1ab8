"""Letters that go out: everybody once, in her language, and nothing by which she could be told."""

from collections import Counter
from email.message import EmailMessage

import pytest
from django.utils import timezone

from amparo.keyring.operations import offboard
from amparo.mailouts.audiences import Line, at_most
from amparo.mailouts.grants import drop_grant, grant_of
from amparo.mailouts.models import Handed, MailOut, State, Why
from amparo.mailouts.operations.approving import CannotApprove, approve, ask_for_approval
from amparo.mailouts.operations.running import (
    CannotSend,
    begin,
    new_run,
    pause,
    resume,
    stop,
)
from amparo.mailouts.operations.writing import Facts, Words, change_mailout
from amparo.mailouts.sending import count_people, send
from amparo.supporters.models import Card, HowOften, Preference, Visibility
from tests.mailouts.world import WORDS, World
from tests.makers import ALMA_ID, reboot
from tests.outbox.conftest import Catcher

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_everybody_gets_one_letter_in_her_own_language(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    world.sign("Omar Abdi", language="en")

    sent = world.sent(world.letter())

    assert sent.state == State.SENT
    assert (sent.sent_count, sent.total_count) == (2, 2)
    subjects = {
        to: str(mail["Subject"]) for to, mail in zip(catcher.to, catcher.caught, strict=True)
    }
    assert subjects == {
        "rosa@example.org": "La junta vota el martes",
        "omar@example.org": "The board votes on Tuesday",
    }


def test_what_stays_of_a_letter_are_numbers(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    sent = world.sent(world.letter())

    assert not Handed.objects.exists()
    assert sent.sealed_secret is None
    assert grant_of(sent.pk, world.now) is None


def test_somebody_on_several_lists_gets_one_letter(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    world.join("Rosa Núñez")
    world.sign("R. Nunez", email="ROSA+x@example.org")

    letter = world.letter(Line("all"), Line("list"))
    assert at_most(letter) == 3
    sent = world.sent(letter)

    assert len(catcher.to) == 1
    assert sent.total_count == 1


def test_people_who_hide_from_organizers_get_their_letters_too(
    world: World, catcher: Catcher
) -> None:
    world.sign("Luz Quispe", visibility=Visibility.SECRET)

    world.sent(world.letter())

    assert catcher.to == ["luz@example.org"]


def test_who_did_one_thing_and_not_another(world: World, catcher: Catcher) -> None:
    other = world.another_petition()
    mine, his = f"petition:{world.petition.pk}", f"petition:{other.pk}"
    world.sign("Rosa Núñez")
    world.sign("Omar Abdi")
    world._card("petition", other.pk, "Omar Abdi", "omar@example.org")
    world.join("Luz Quispe")

    not_yet = world.letter(Line(mine, unless=(his,)))
    both = world.letter(Line(mine, also=(his,)))
    either = world.letter(Line("list"), Line(mine), Line(his, is_left_out=True))

    def emails(letter: MailOut) -> set[str]:
        catcher.to.clear()
        world.sent(letter)
        return {to.split("@")[0] for to in catcher.to}

    assert emails(not_yet) == {"rosa"}
    assert emails(both) == {"omar"}
    assert emails(either) == {"rosa", "luz"}


def test_an_exact_count_opens_cards_and_agrees_with_what_is_sent(
    world: World, catcher: Catcher
) -> None:
    world.sign("Rosa Núñez")
    world.join("Rosa Núñez")
    letter = world.letter(Line("all"), Line("list"))

    assert len(count_people(letter, by=world.key).cards) == 1


def test_county_language_source_and_week_narrow_in_clear(world: World) -> None:
    world.sign("Rosa Núñez", source="poster-lake-st")
    world.sign("Omar Abdi", language="en", county="27053")

    def count(**narrow: object) -> int:
        return at_most(world.letter(Line("all", **narrow)))  # type: ignore[arg-type]

    assert count() == 2
    assert count(counties=("27131",)) == 1
    assert count(languages=("en",)) == 1
    assert count(sources=("poster-lake-st",)) == 1
    assert count(since_on=world.now.date().replace(year=2035)) == 0


def test_no_more_than_was_approved_goes(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    letter = world.approved(world.letter())
    world.sign("Omar Abdi")

    sent = world.run(world.begun(letter))

    assert len(catcher.to) == 1
    assert sent.beyond_count == 1


def test_who_writes_a_letter_does_not_approve_it(world: World) -> None:
    world.sign("Rosa Núñez")
    letter = world.letter()
    ask_for_approval(letter, by=world.alma, now=world.now)

    with pytest.raises(CannotApprove) as refusal:
        approve(letter, seen=letter.asked_hash, count=1, by=world.alma, now=world.now)
    assert refusal.value.reason == "self"


def test_the_only_organizer_suffices(world: World) -> None:
    world.teo.is_active = False
    world.teo.left_on = world.now.date()
    world.teo.save()
    world.sign("Rosa Núñez")
    letter = world.letter()
    ask_for_approval(letter, by=world.alma, now=world.now)

    approve(letter, seen=letter.asked_hash, count=1, by=world.alma, now=world.now)

    assert letter.state == State.APPROVED


@pytest.mark.parametrize(("seen", "count"), [("ab" * 32, 1), ("", 2)])
def test_other_words_or_another_number_are_not_approved(
    world: World, seen: str, count: int
) -> None:
    world.sign("Rosa Núñez")
    letter = world.letter()
    ask_for_approval(letter, by=world.alma, now=world.now)

    with pytest.raises(CannotApprove):
        approve(letter, seen=seen or letter.asked_hash, count=count, by=world.teo, now=world.now)


def test_a_change_takes_the_approval_away(world: World) -> None:
    world.sign("Rosa Núñez")
    letter = world.approved(world.letter())

    words = {**WORDS, "en": Words("Another subject", "Another letter")}
    change_mailout(letter, words, Facts(), actor=world.alma.actor)

    assert letter.state == State.DRAFT
    with pytest.raises(CannotSend):
        begin(letter, by=world.key, actor=world.alma, now=world.now)


def test_words_altered_behind_our_back_do_not_go(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    letter = world.begun(world.approved(world.letter()))
    letter.texts.update(body="Something that nobody approved")

    world.run(MailOut.objects.with_words().get(pk=letter.pk))

    letter.refresh_from_db()
    assert (letter.state, letter.paused_why) == (State.PAUSED, Why.CHANGED)
    assert catcher.to == []


def broken_off_after_one(world: World, letter: MailOut) -> None:
    """Somebody pauses it while it rests between the first letter and the second."""
    MailOut.objects.filter(pk=letter.pk).update(per_minute=1)

    def pause_it(seconds: float) -> None:
        pause(letter, actor=world.alma.actor)

    send(letter.pk, new_run(letter), sleep=pause_it)
    MailOut.objects.filter(pk=letter.pk).update(per_minute=60_000)
    letter.refresh_from_db()


def test_a_paused_letter_goes_on_where_it_stood(world: World, catcher: Catcher) -> None:
    for name in ("Rosa", "Omar", "Luz"):
        world.sign(name)
    letter = world.begun(world.approved(world.letter()))
    broken_off_after_one(world, letter)
    assert len(catcher.to) == 1

    resume(letter, by=None, actor=world.alma, now=world.now)
    world.run(letter)

    assert len(catcher.to) == 3
    assert set(Counter(catcher.to).values()) == {1}


def test_after_a_restart_it_goes_on_with_a_key_and_nobody_gets_two(
    world: World, catcher: Catcher
) -> None:
    for name in ("Rosa", "Omar", "Luz"):
        world.sign(name)
    letter = world.begun(world.approved(world.letter()))
    broken_off_after_one(world, letter)
    reboot()
    with pytest.raises(CannotSend):
        resume(letter, by=None, actor=world.alma, now=world.now)

    resume(letter, by=world.key, actor=world.alma, now=world.now)
    world.run(letter)

    assert len(catcher.to) == 3
    assert set(Counter(catcher.to).values()) == {1}


def test_a_process_that_lost_its_run_hands_nothing_over(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    letter = world.begun(world.approved(world.letter()))
    old = new_run(letter)
    new_run(letter)

    send(letter.pk, old, sleep=world.slept.append)

    assert catcher.to == []


def test_an_offboarded_giver_takes_her_grant_along(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    letter = world.begun(world.approved(world.letter()))
    offboard(ALMA_ID, actor=world.teo.actor, now=world.now)

    world.run(letter)

    assert catcher.to == []
    assert letter.paused_why == Why.KEY


def test_a_stopped_letter_ends_and_says_how_far_it_came(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    letter = world.begun(world.approved(world.letter()))

    stop(letter, actor=world.alma, now=world.now)
    send(letter.pk, new_run(letter), sleep=world.slept.append)

    assert catcher.to == []
    assert letter.state == State.STOPPED


def test_without_a_grant_nothing_goes(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    letter = world.begun(world.approved(world.letter()))
    drop_grant(letter.pk)

    world.run(letter)

    assert catcher.to == []
    assert (letter.state, letter.paused_why) == (State.PAUSED, Why.KEY)


def test_a_refused_address_is_counted_by_its_class_alone(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    world.sign("Omar Abdi")
    catcher.at_rcpt["omar@example.org"] = "550 5.1.1 <omar@example.org>: no such user"

    sent = world.sent(world.letter())

    assert (sent.sent_count, sent.refused_count) == (1, 1)
    assert list(sent.bounces.values_list("status_class", "count")) == [("5.1", 1)]


def test_who_was_put_off_is_tried_again_and_then_given_up(world: World, catcher: Catcher) -> None:
    world.sign("Rosa Núñez")
    catcher.at_rcpt["rosa@example.org"] = "450 4.2.0 Come back"

    sent = world.sent(world.letter())

    assert (sent.sent_count, sent.given_up_count) == (0, 1)


def test_a_connection_that_breaks_leaves_one_uncertain_letter(
    world: World, catcher: Catcher
) -> None:
    world.sign("Rosa Núñez")
    world.sign("Omar Abdi")
    catcher.hangs_up_on.add("rosa@example.org")

    sent = world.sent(world.letter())

    assert (sent.sent_count, sent.uncertain_count) == (1, 1)
    assert Counter(catcher.to) == {"rosa@example.org": 1, "omar@example.org": 1}


def test_people_of_the_list_get_what_they_wished_for(world: World, catcher: Catcher) -> None:
    today = timezone.localdate()
    for name, wishes in {
        "Rosa": {"topics": " detention "},
        "Omar": {"topics": " schools "},
        "Luz": {"how_often": HowOften.URGENT},
        "Ana": {"how_often": HowOften.MONTHLY, "written_month": today.replace(day=1)},
        "Eva": {"how_often": HowOften.MONTHLY},
    }.items():
        wishing(world.join(name), **wishes)
    world.join("Pia")

    world.sent(world.letter(belongs="list", topic="detention"))
    assert sorted(to.split("@")[0] for to in catcher.to) == ["eva", "pia", "rosa"]
    assert Preference.objects.filter(written_month=today.replace(day=1)).count() == 4, "and Ana"

    catcher.to.clear()
    world.sent(world.letter(belongs="list", is_urgent=True))
    assert len(catcher.to) == 6


def test_who_also_reads_the_letters_language_is_told_nothing(
    world: World, catcher: Catcher
) -> None:
    wishing(world.join("Rosa", language="so"), reads=" es ")
    world.join("Omar", language="so")

    world.sent(world.letter(belongs="list", words={"es": WORDS["es"]}))

    told = {
        to: "todavía no en el idioma" in text_of(mail)
        for to, mail in zip(catcher.to, catcher.caught, strict=True)
    }
    assert told == {"rosa@example.org": False, "omar@example.org": True}


def wishing(card: Card, **wishes: object) -> None:
    Preference.objects.update_or_create(card=card, defaults=wishes)


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
