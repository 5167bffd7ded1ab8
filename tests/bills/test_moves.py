"""When wording moves to another bill, whatever of ours names the old one waits for a look."""

import pytest
from django.test import Client
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.bills.models import Bill, Mention, Session
from amparo.bills.operations import mentions
from amparo.bills.operations.bills import Words, change_bill
from amparo.callins.models import CallIn
from amparo.campaigns.actions import ActionState
from amparo.desk.bills.asking import draft_call_in, todos
from amparo.petitions.models import Petition
from tests.bills.making import make_bill, make_session
from tests.makers import make_alma, make_beto, make_campaign, make_open_petition

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture
def bills() -> tuple[Bill, Bill]:
    session = make_session("2011-2012")
    return make_bill(NOW, "SF 1143", session=session), make_bill(NOW, "SF 958", session=session)


def name_in(petition: Petition, words: str) -> None:
    petition.texts.filter(language="es").update(body=words)


def test_an_ask_that_names_it_in_its_third_paragraph_is_flagged(bills: tuple[Bill, Bill]) -> None:
    old, new = bills
    petition = make_open_petition(NOW)
    name_in(petition, "Uno.\n\nDos.\n\nPidan que no se apruebe el S.F. 1143.")

    assert mentions.note_move(old, new, actor=WORKER, now=NOW) == 1

    waiting = Mention.objects.to_look_at().get()
    assert (waiting.place_id, waiting.moved_to) == (str(petition.pk), new)
    assert old.relations.get().other == new


def test_what_is_over_or_names_another_bill_is_left_alone(bills: tuple[Bill, Bill]) -> None:
    old, new = bills
    petition = make_open_petition(NOW)
    name_in(petition, "SF 11430 y HF 1143.")
    assert mentions.note_move(old, new, actor=WORKER, now=NOW) == 0

    name_in(petition, "SF 1143.")
    Petition.objects.filter(pk=petition.pk).update(state=ActionState.CLOSED)
    assert mentions.note_move(old, new, actor=WORKER, now=NOW) == 0


def test_the_start_page_names_it_until_an_organizer_has_looked(
    client: Client, bills: tuple[Bill, Bill]
) -> None:
    old, new = bills
    alma, beto = make_alma(NOW), make_beto(NOW)
    name_in(make_open_petition(NOW), "SF 1143.")
    mentions.note_move(old, new, actor=WORKER, now=NOW)
    (todo,) = todos(alma, NOW)
    assert "SF 1143" in todo.text
    assert "SF 958" in todo.text
    assert not list(todos(beto, NOW))

    client.force_login(alma)
    assert client.post(todo.url).status_code == 302

    assert not list(todos(alma, NOW))
    mentions.note_move(old, new, actor=WORKER, now=NOW)
    assert list(todos(alma, NOW)), "it moved again, so it waits again"


def test_what_is_written_later_about_a_bill_that_moved_waits_too(bills: tuple[Bill, Bill]) -> None:
    old, new = bills
    Session.objects.update(last_year=NOW.year)
    mentions.note_move(old, new, actor=WORKER, now=NOW)
    petition = make_open_petition(NOW)
    assert mentions.refresh_moved(NOW) == 1
    assert not Mention.objects.to_look_at().exists()

    name_in(petition, "Pidan que no se apruebe el SF 1143.")
    mentions.refresh_moved(NOW)

    waiting = Mention.objects.to_look_at().get()
    assert (waiting.place_id, waiting.moved_to) == (str(petition.pk), new)
    mentions.look_at(waiting, actor=WORKER)
    mentions.refresh_moved(NOW)
    assert not Mention.objects.to_look_at().exists(), "somebody has looked"


def test_an_ask_that_is_bound_to_a_bill_that_moved_waits_at_once(
    bills: tuple[Bill, Bill],
) -> None:
    old, new = bills
    mentions.note_move(old, new, actor=WORKER, now=NOW)
    petition = make_open_petition(NOW)

    mentions.link(old, "petition", petition.pk, actor=WORKER)
    mentions.link(new, "petition", petition.pk, actor=WORKER)

    assert Mention.objects.to_look_at().get().bill == old


def test_bills_of_sessions_that_are_over_are_not_looked_through(bills: tuple[Bill, Bill]) -> None:
    mentions.note_move(*bills, actor=WORKER, now=NOW)

    assert mentions.refresh_moved(NOW) == 0


def test_a_call_in_day_from_a_bill_is_filled_in_in_both_languages_and_bound() -> None:
    bill = make_bill(NOW, "HF 16", position="oppose")
    words = {
        "en": Words("Lists for the federal office", why="It divides families."),
        "es": Words("Listas para la oficina federal", why="Divide familias."),
    }
    change_bill(bill, words=words, actor=WORKER)
    alma = make_alma(NOW)

    made = draft_call_in(Bill.objects.with_words().get(), make_campaign(NOW), alma)

    assert (made.bill, made.state) == ("HF 16", ActionState.DRAFT)
    spanish = made.texts.get(language="es")
    assert spanish.ask == "Pídales que voten en contra del HF 16."
    assert "{name}" in spanish.opening
    assert spanish.body == "Divide familias."
    assert Mention.objects.get().place_kind == CallIn.KIND
    again = draft_call_in(Bill.objects.with_words().get(), made.campaign, alma)
    assert again.slug != made.slug
