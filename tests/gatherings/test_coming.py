"""People say that they come: headcounts, places, the waiting list, the letters that wait."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core import mail

from amparo.audit.actors import WORKER
from amparo.campaigns.takedown import take_down
from amparo.gatherings import waiting
from amparo.gatherings.dates import next_occurrences
from amparo.gatherings.emails import AFTER, DAY, MORNING
from amparo.gatherings.models import Attendance, Coming, Gathering
from amparo.gatherings.operations import coming as coming_operations
from amparo.gatherings.operations.coming import (
    CannotCome,
    cancel_coming,
    change_party,
    confirm_coming,
    count_attendance,
    say_was_there,
)
from amparo.gatherings.operations.dating import DateWords, cancel_date, leave_out_date
from amparo.gatherings.operations.making import change_gathering
from amparo.gatherings.operations.reminding import due_at, forget_past, remind
from amparo.outbox.models import Waiting
from amparo.outbox.sending import sweep
from amparo.supporters.models import Card
from amparo.supporters.operations import Submission, receive, remove_card
from tests import cast
from tests.gatherings.making import change, date_of, fresh, make_gathering, make_series
from tests.makers import make_case, make_organization

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]

SATURDAY = timedelta(days=14)


def come(gathering, now, who=cast.ROSA, *, party=1, which="", email=None, name=None, **more):
    """Somebody says that she comes, and confirms."""
    told = {"party": str(party), **({"which": which} if which else {})}
    submission = Submission(
        action_kind=Gathering.KIND,
        action_id=gathering.pk,
        text_hash="0" * 64,
        language=who.language,
        name=name or who.full_name,
        email=who.email if email is None else email,
        told=told,
        **more,
    )
    before = set(Coming.objects.values_list("pk", flat=True))
    receive(submission, now=now)
    return Coming.objects.exclude(pk__in=before).first()


def confirmed(gathering, now, *args, **kwargs):
    made = come(gathering, now, *args, **kwargs)
    confirm_coming(made)
    made.refresh_from_db()
    return made


def person(number):
    return {"email": f"p{number}@example.org", "name": f"Person {chr(65 + number)}"}


def letters():
    """What went, by subject, in the order in which it went."""
    now = datetime.now(UTC)
    sweep(now)
    found = [message.subject for message in mail.outbox]
    mail.outbox.clear()
    return found


def test_a_headcount_counts_people_not_letters(now):
    meeting = make_gathering(now)

    confirmed(meeting, now, party=3)
    come(meeting, now, cast.OMAR, party=2)

    count = waiting.headcount(meeting)
    assert (count.coming, count.asked, count.waiting) == (3, 2, 0)


def test_who_comes_twice_is_counted_once_and_keeps_her_number(now):
    meeting = make_gathering(now)
    confirmed(meeting, now, party=3)

    assert come(meeting, now, party=20) is None

    assert waiting.headcount(meeting).coming == 3
    assert Card.objects.count() == 1


def test_who_names_another_date_has_to_confirm_it(now):
    series = make_series(now, now.date() + SATURDAY)
    first, second = (each.which for each in _next(series, now))
    confirmed(series, now, which=first)

    more = come(series, now, which=second, party=2)

    assert more.state == Coming.State.ASKED
    assert waiting.headcount(fresh(series), second).coming == 0
    assert Card.objects.count() == 1


def _next(series, now, count=2):
    return next_occurrences(series, now, count=count)


def test_who_comes_to_every_date_counts_on_each(now):
    series = make_series(now, now.date() + SATURDAY)
    confirmed(series, now, party=2)

    counts = [waiting.headcount(fresh(series), each.which).coming for each in _next(series, now)]

    assert counts == [2, 2]


def test_when_it_is_full_people_wait_in_turn_and_get_free_places(now):
    watch = make_gathering(now, capacity=3)
    first = confirmed(watch, now, **person(0), party=2)
    pair = confirmed(watch, now, **person(1), party=2)
    alone = confirmed(watch, now, **person(2), party=1)
    assert [first.state, pair.state, alone.state] == ["coming", "waiting", "waiting"]
    letters()

    cancel_coming(first)

    pair.refresh_from_db()
    alone.refresh_from_db()
    assert [pair.state, alone.state] == ["coming", "coming"]
    assert [each for each in letters() if "Wednesdays" in each or "miércoles" in each]


def test_a_party_that_fits_passes_one_that_does_not(now):
    watch = make_gathering(now, capacity=4)
    confirmed(watch, now, **person(0), party=3)
    large = confirmed(watch, now, **person(1), party=4)
    small = confirmed(watch, now, **person(2), party=1)
    assert small.state == "waiting"  # behind the large one

    waiting.promote(fresh(watch), "")

    small.refresh_from_db()
    large.refresh_from_db()
    assert (large.state, small.state) == ("waiting", "coming")


def test_more_places_let_people_in(now):
    watch = make_gathering(now, capacity=1)
    confirmed(watch, now, **person(0))
    other = confirmed(watch, now, **person(1))

    change_gathering(watch, facts={"capacity": 5}, words={}, actor=WORKER, now=now)

    other.refresh_from_db()
    assert other.state == "coming"


def test_one_date_may_have_other_places(now):
    series = make_series(now, now.date() + SATURDAY, capacity=10)
    one = _next(series, now)[0]
    series = change(series, one.original_on, now, capacity=1)
    confirmed(series, now, **person(0), which=one.which)

    second = confirmed(fresh(series), now, **person(1), which=one.which)

    assert second.state == "waiting"


def test_a_party_may_grow_as_far_as_there_are_places(now):
    watch = make_gathering(now, capacity=3)
    mine = confirmed(watch, now)

    assert change_party(mine, 3).party_size == 3
    with pytest.raises(CannotCome):
        change_party(mine, 4)
    with pytest.raises(CannotCome):
        change_party(mine, 0)


def test_a_smaller_party_makes_room(now):
    watch = make_gathering(now, capacity=2)
    mine = confirmed(watch, now, **person(0), party=2)
    other = confirmed(watch, now, **person(1))

    change_party(mine, 1)

    other.refresh_from_db()
    assert other.state == "coming"


def test_who_withdraws_frees_her_places_and_leaves_no_letter_behind(now):
    watch = make_gathering(now, capacity=1)
    mine = confirmed(watch, now, **person(0))
    other = confirmed(watch, now, **person(1))
    held = Waiting.objects.filter(hold__contains=mine.pk.hex)
    assert held.exists()

    remove_card(Card.objects.get(pk=mine.card_id))

    other.refresh_from_db()
    assert other.state == "coming"
    assert not held.exists()
    assert not Coming.objects.filter(pk=mine.pk).exists()


def test_a_repeat_leaves_no_letters_behind(now):
    meeting = make_gathering(now)
    come(meeting, now)
    before = Waiting.objects.exclude(hold="").count()

    come(meeting, now)

    assert Waiting.objects.exclude(hold="").count() == before


def test_reminders_go_the_evening_before_and_that_morning_and_the_morning_after(now):
    meeting = make_gathering(now)
    only = _next(meeting, now, 1)[0]
    confirmed(meeting, now)
    letters()

    sent = []
    for letter in (DAY, MORNING, AFTER):
        at = due_at(only, letter)
        sent.append(remind(at + timedelta(minutes=5)))
        assert remind(at + timedelta(minutes=15)) == 0  # the next round

    assert sent == [1, 1, 1]
    assert due_at(only, DAY).hour == 17
    assert due_at(only, MORNING).hour == 7


def test_an_early_vigil_reminds_two_hours_before(now):
    vigil = make_gathering(now, starts_time=time(7, 30), ends_time=None)
    assert due_at(_next(vigil, now, 1)[0], MORNING).strftime("%H:%M") == "05:30"


def test_a_worker_that_was_down_for_a_day_does_not_remind_of_yesterday(now):
    meeting = make_gathering(now)
    only = _next(meeting, now, 1)[0]
    confirmed(meeting, now)
    assert remind(due_at(only, DAY) + timedelta(hours=12)) == 0


def test_a_reminder_says_what_holds_when_it_goes(now, monkeypatch):
    meeting = make_gathering(now)
    only = _next(meeting, now, 1)[0]
    confirmed(meeting, now, cast.OMAR)
    letters()
    Gathering.objects.filter(pk=meeting.pk).update(address="100 Other Street")

    at = due_at(only, DAY) + timedelta(minutes=5)
    remind(at)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    sweep(at)

    (letter,) = mail.outbox
    assert letter.subject.startswith("Tomorrow: ")
    assert "100 Other Street" in letter.body
    assert "/en/coming/" in letter.body


def test_nobody_is_reminded_who_did_not_confirm_or_waits(now, monkeypatch):
    watch = make_gathering(now, capacity=1)
    only = _next(watch, now, 1)[0]
    come(watch, now, **person(0))
    confirmed(watch, now, **person(1))
    confirmed(watch, now, **person(2))

    assert remind(due_at(only, DAY) + timedelta(minutes=5)) == 1


def test_who_comes_to_every_date_is_reminded_of_each(now):
    series = make_series(now, now.date() + SATURDAY)
    confirmed(series, now)
    first, second = _next(series, now)

    assert remind(due_at(first, DAY) + timedelta(minutes=5)) == 1
    assert remind(due_at(second, DAY) + timedelta(minutes=5)) == 1


def test_a_cancelled_date_reminds_nobody_and_tells_those_who_come(now):
    series = make_series(now, now.date() + SATURDAY)
    one, other = _next(series, now)
    confirmed(series, now, **person(0), which=one.which)
    confirmed(series, now, **person(1), which=other.which)
    letters()

    words = {"en": DateWords(note="Storm"), "es": DateWords(note="Tormenta")}
    cancel_date(date_of(series, one.original_on), words=words, tells=True, actor=WORKER, now=now)

    sweep(now)
    assert [message.to for message in mail.outbox] == [["p0@example.org"]]
    assert "Tormenta" in mail.outbox[0].body
    assert remind(due_at(one, DAY) + timedelta(minutes=5)) == 0


def test_news_may_come_more_than_once(now):
    series = make_series(now, now.date() + SATURDAY)
    one = _next(series, now)[0]
    guest = make_organization("Temple Israel")
    confirmed(series, now, which=one.which)
    letters()

    series = change(series, one.original_on, now, hosts=(guest,), tells=True)
    first = letters()
    leave_out_date(series, one.original_on, tells=True, actor=WORKER, now=now)

    assert len(first) == len(letters()) == 1


def test_those_who_wait_hear_of_changes_too(now):
    watch = make_gathering(now, capacity=1)
    confirmed(watch, now, **person(0))
    confirmed(watch, now, **person(1))
    letters()

    change_gathering(
        watch, facts={"address": "Elsewhere"}, words={}, tells=True, actor=WORKER, now=now
    )

    assert len(letters()) == 2


def test_a_telephone_alone_gets_no_letters(now):
    meeting = make_gathering(now)
    come(meeting, now, email="", phone="+16125550142", party=2)

    assert not Waiting.objects.exists()
    assert waiting.headcount(meeting).asked == 2


def test_two_cards_of_one_person_become_one(now):
    series = make_series(now, now.date() + SATURDAY)
    one, other = (each.which for each in _next(series, now))
    kept, gone = uuid4(), uuid4()
    for card, which in ((kept, one), (gone, one), (gone, other)):
        Coming.objects.create(card_id=card, gathering=series, which=which, token_hash=b"x")

    coming_operations.note_merged(gone, kept)

    assert sorted(Coming.objects.values_list("card_id", "which")) == sorted(
        [(kept, one), (kept, other)]
    )


def test_what_was_held_for_a_date_goes_when_it_is_over(now):
    meeting = make_gathering(now)
    confirmed(meeting, now)
    letters()
    assert Waiting.objects.exists()

    forget_past(now + SATURDAY + timedelta(days=7))

    assert not Waiting.objects.exists()


def test_a_takedown_takes_all_of_it(now):
    case, _ = make_case(now)
    meeting = make_gathering(now, campaign=case)
    confirmed(meeting, now)

    take_down(case, actor=WORKER, now=now)

    assert not Gathering.objects.exists()
    assert not Coming.objects.exists()
    assert not Waiting.objects.exclude(hold="").exists()


def test_people_are_counted_with_one_hand(now):
    meeting = make_gathering(now)
    day = date.today()  # noqa: DTZ011 - any day will do

    count_attendance(meeting, day, more=5)
    count_attendance(meeting, day, more=1)
    assert count_attendance(meeting, day, more=-1) == 5
    Attendance.objects.update(count=0)

    assert count_attendance(meeting, day, more=-1) == 0


def test_who_was_there_says_so(now):
    meeting = make_gathering(now)
    mine = confirmed(meeting, now)

    say_was_there(mine, did_come=True)

    mine.refresh_from_db()
    assert mine.did_come is True
