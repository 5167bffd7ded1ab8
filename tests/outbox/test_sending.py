"""Letters go once at most, a bounded number of tries, and tell nothing about who sent them."""

import socket
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from unittest.mock import patch
from uuid import uuid4

import pytest
from pytest_django import Settings

from amparo.outbox.letters import Draft, Letter, register_writer
from amparo.outbox.models import Outcome, State, Waiting
from amparo.outbox.operations import (
    enqueue,
    forget_uncertain,
    outcomes_since,
    send_uncertain_again,
)
from amparo.outbox.sending import SERVER_WAIT, WAITS, Sender
from tests.makers import reboot
from tests.outbox.conftest import Catcher

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
ROSA = "rosa@example.org"

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def letter(to: str = ROSA, subject: str = "Confirme su firma", html: str = "") -> Letter:
    return Letter(
        to=to, subject=subject, text="Buenos días:\n¿Firmó usted?", language="es", html=html
    )


def outcomes() -> dict[str, int]:
    return outcomes_since(NOW.date())


def only(catcher: Catcher) -> EmailMessage:
    [message] = catcher.caught
    return message


def test_a_letter_goes_and_leaves_nothing_behind(catcher: Catcher, worker: Sender) -> None:
    enqueue(letter())

    report = worker.sweep(NOW)

    assert (report.sent, catcher.to) == (1, [ROSA])
    assert only(catcher).get_content().split() == ["Buenos", "días:", "¿Firmó", "usted?"]
    assert not Waiting.objects.exists()
    assert outcomes() == {"sent": 1}


def test_html_stands_beside_the_text(catcher: Catcher, worker: Sender) -> None:
    enqueue(letter(html="<p>¿Firmó <b>usted</b>?</p>"))
    worker.sweep(NOW)

    message = only(catcher)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_a_message_says_that_a_program_wrote_it_and_not_on_which_machine(
    catcher: Catcher, worker: Sender
) -> None:
    enqueue(letter())
    worker.sweep(NOW)

    message = only(catcher)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "es"
    assert message["Message-ID"].endswith("@valle.example>")
    assert "Received" not in message
    host = socket.gethostname()
    assert host == "localhost" or host not in str(message)
    assert not {name for name in catcher.greetings if host in name and host != "localhost"}


def test_no_two_letters_share_an_id(catcher: Catcher, worker: Sender) -> None:
    enqueue(letter())
    enqueue(letter())
    worker.sweep(NOW)

    assert len({message["Message-ID"] for message in catcher.caught}) == 2


def test_many_letters_go_over_one_connection(catcher: Catcher, worker: Sender) -> None:
    for number in range(20):
        enqueue(letter(to=f"rosa{number}@example.org"))

    assert worker.sweep(NOW).sent == 20
    assert catcher.connections == 1


@pytest.mark.parametrize(
    "subject",
    ["Hi\r\nBcc: all@example.org", "Hi\nBcc: all@example.org", "Hi\x0bBcc:\u2028x", "Hi\x85Bcc: x"],
)
def test_a_subject_makes_no_second_header(catcher: Catcher, worker: Sender, subject: str) -> None:
    enqueue(letter(subject=subject))
    worker.sweep(NOW)

    message = only(catcher)
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Hi Bcc:")
    assert catcher.to == [ROSA]


def test_headers_for_leaving_go_along_and_stay_on_one_line(
    catcher: Catcher, worker: Sender
) -> None:
    headers = (("List-Unsubscribe", "<https://valle.example/x>\r\nX-Evil: 1"),)
    enqueue(Letter(to=ROSA, subject="s", text="t", language="es", headers=headers))
    worker.sweep(NOW)

    assert only(catcher)["List-Unsubscribe"] == "<https://valle.example/x> X-Evil: 1"
    assert only(catcher)["X-Evil"] is None


def test_a_draft_is_written_when_it_goes(catcher: Catcher, worker: Sender) -> None:
    register_writer(
        "tests.hello", lambda facts: letter(to=facts["to"], subject=f"Hola, {facts['name']}")
    )
    enqueue(Draft("tests.hello", {"to": ROSA, "name": "Rosa"}))

    worker.sweep(NOW)

    assert only(catcher)["Subject"] == "Hola, Rosa"


def test_a_draft_with_nothing_to_say_goes_away(catcher: Catcher, worker: Sender) -> None:
    register_writer("tests.silent", lambda facts: None)
    enqueue(Draft("tests.silent", {"to": ROSA}))

    assert worker.sweep(NOW).sent == 0
    assert not Waiting.objects.exists()
    assert outcomes() == {}


def test_a_held_letter_waits(catcher: Catcher, worker: Sender) -> None:
    enqueue(letter(), hold="change notice 7")

    worker.sweep(NOW)

    assert not catcher.caught
    assert Waiting.objects.count() == 1


def test_an_address_that_is_refused_for_good_is_not_tried_again(
    catcher: Catcher, worker: Sender
) -> None:
    catcher.at_rcpt[ROSA] = "550 no such person"
    enqueue(letter())

    assert worker.sweep(NOW).refused == 1
    assert not Waiting.objects.exists()
    assert outcomes() == {"refused": 1}


@pytest.mark.parametrize("step", ["at_rcpt", "at_data"])
def test_not_now_is_tried_again_after_a_while(catcher: Catcher, worker: Sender, step: str) -> None:
    getattr(catcher, step)[ROSA] = "450 try later"
    enqueue(letter())
    assert worker.sweep(NOW).waiting == 1

    getattr(catcher, step).clear()
    assert worker.sweep(NOW + timedelta(seconds=30)).sent == 0
    assert worker.sweep(NOW + WAITS[0]).sent == 1


def test_after_some_tries_a_letter_is_given_up(catcher: Catcher, worker: Sender) -> None:
    catcher.at_rcpt[ROSA] = "450 try later"
    enqueue(letter())

    now = NOW
    for wait in WAITS:
        assert worker.sweep(now).waiting == 1
        now += wait
    assert worker.sweep(now).given_up == 1
    assert not Waiting.objects.exists()


def test_one_refusal_does_not_stop_the_others(catcher: Catcher, worker: Sender) -> None:
    catcher.at_rcpt["gone@example.org"] = "550 no such person"
    for to in ("one@example.org", "gone@example.org", "two@example.org"):
        enqueue(letter(to=to))

    report = worker.sweep(NOW)

    assert (report.sent, report.refused) == (2, 1)
    assert sorted(catcher.to) == ["one@example.org", "two@example.org"]


def test_a_server_that_is_away_costs_no_try(
    catcher: Catcher, worker: Sender, settings: Settings
) -> None:
    enqueue(letter())
    settings.EMAIL_PORT = 1
    assert worker.sweep(NOW).is_server_down
    assert Waiting.objects.get().tries == 0

    settings.EMAIL_PORT = catcher.port
    assert worker.sweep(NOW + timedelta(seconds=1)).is_server_down
    assert worker.sweep(NOW + SERVER_WAIT).sent == 1


def test_a_line_cut_before_the_answer_leaves_it_uncertain_and_unsent_again(
    catcher: Catcher, worker: Sender
) -> None:
    catcher.hangs_up_on.add(ROSA)
    enqueue(letter())

    assert worker.sweep(NOW).uncertain == 1
    catcher.hangs_up_on.clear()
    worker.sweep(NOW + timedelta(hours=1))

    assert catcher.to == [ROSA]  # it had gone, which we could not know
    assert Waiting.objects.get().state == State.UNCERTAIN


def test_after_a_cut_line_the_next_letter_gets_a_new_one(catcher: Catcher, worker: Sender) -> None:
    catcher.hangs_up_on.add(ROSA)
    enqueue(letter())
    enqueue(letter(to="beto@example.org"))

    report = worker.sweep(NOW)

    assert (report.sent, report.uncertain) == (1, 1)


def test_what_a_crashed_worker_had_in_hand_is_uncertain(catcher: Catcher, worker: Sender) -> None:
    enqueue(letter())
    crashed = Sender()
    crashed._say_alive(NOW)
    assert crashed._claim(Waiting.objects.get())

    assert worker.sweep(NOW + timedelta(seconds=5)).uncertain == 0  # it may be at it still
    assert worker.sweep(NOW + timedelta(minutes=3)).uncertain == 1
    assert not catcher.caught
    assert outcomes() == {"uncertain": 1}


def test_a_person_decides_about_uncertain_letters(catcher: Catcher, worker: Sender) -> None:
    for _ in range(2):
        enqueue(letter())
    Waiting.objects.update(state=State.UNCERTAIN)
    one = Waiting.objects.first()
    assert one is not None
    Waiting.objects.exclude(pk=one.pk).update(state=State.WAITING, hold="kept apart")

    assert send_uncertain_again() == 1
    assert worker.sweep(NOW).sent == 1
    Waiting.objects.update(state=State.UNCERTAIN)
    assert forget_uncertain() == 1


def test_two_workers_never_send_the_same_letter(catcher: Catcher) -> None:
    enqueue(letter())
    row = Waiting.objects.get()

    assert Sender()._claim(row)
    assert not Sender()._claim(row)


def test_after_a_power_cut_letters_are_dropped_and_counted(
    catcher: Catcher, worker: Sender
) -> None:
    enqueue(letter())
    reboot()

    assert worker.sweep(NOW).unreadable == 1
    assert not catcher.caught
    assert not Waiting.objects.exists()
    assert outcomes() == {"unreadable": 1}


def test_a_letter_moved_to_another_row_does_not_open(catcher: Catcher, worker: Sender) -> None:
    enqueue(letter())
    sealed = Waiting.objects.get().sealed_letter
    Waiting.objects.all().delete()
    Waiting.objects.create(id=uuid4(), sealed_letter=sealed)

    assert worker.sweep(NOW).unreadable == 1


def test_counts_of_a_day_add_up(catcher: Catcher, worker: Sender) -> None:
    for day in range(3):
        enqueue(letter())
        worker.sweep(NOW + timedelta(days=day))

    assert Outcome.objects.count() == 3
    assert outcomes() == {"sent": 3}


def test_the_log_of_a_failure_names_nobody(
    worker: Sender, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    enqueue(letter())
    worker.sweep(NOW)

    assert "did not answer" in caplog.text
    assert ROSA not in caplog.text


def test_a_crash_between_the_mark_and_the_mail_sends_nothing_twice(
    catcher: Catcher, worker: Sender
) -> None:
    enqueue(letter())
    with (
        patch("amparo.outbox.sending.Line.send", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        worker.sweep(NOW)

    Sender().sweep(NOW + timedelta(minutes=3))
    assert not catcher.caught
    assert Waiting.objects.get().state == State.UNCERTAIN
