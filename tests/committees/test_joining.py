"""Rosa joins two committees at once: one card, one letter, one way out."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from amparo.audit.actors import WORKER
from amparo.committees.figures import volunteers
from amparo.committees.models import KIND, Joining, Term
from amparo.committees.operations.editing import close_committee
from amparo.committees.views import NOBODY
from amparo.outbox.sending import sweep
from amparo.supporters.models import Card, Keyspace
from amparo.supporters.unsealing import open_cards
from amparo.web.proofofwork import stamp
from tests.cast import ROSA
from tests.committees.makers import OTHERS, make_open_committee
from tests.makers import unlock_as

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]
PAGE = "/es/committees/"
HERS = {
    "name": ROSA.full_name,
    "email": ROSA.email,
    "phone": "",
    "way": "whatsapp",
    "town": ROSA.town,
    "languages": ["es", "en"],
    "other_language": "Quechua sureño",
    "times": ["evenings"],
    "skills": "Interpretar",
}


@pytest.fixture
def both(alma):
    return [
        make_open_committee([alma]),
        make_open_committee([alma], slug="visits", words=OTHERS),
    ]


def send(now, joins, **typed):
    made = stamp(action_kind=KIND, action_id=NOBODY, now=now - timedelta(seconds=20))
    chosen = [str(each.pk) for each in joins]
    data = {**HERS, "committees": chosen, "form_time": made.form_time, "proof": "", **typed}
    return Client().post(PAGE, data, headers={"Sec-Fetch-Site": "same-origin"})


def letter(now) -> str:
    sweep(now)
    return str(mail.outbox[-1].body)


def test_two_committees_are_one_card_sealed_until_the_end_of_next_year(now, keys, both):
    answer = send(now, both)

    assert (answer.status_code, answer["Location"]) == (303, PAGE + "thanks/")
    card = Card.objects.get()
    assert (card.is_confirmed, card.keyspace.kind) == (False, Keyspace.Kind.COMMITTEE)
    assert (card.keyspace.shred_on.month, card.keyspace.shred_on.year) == (12, now.year + 1)
    assert [volunteers(each).for_a_letter for each in both] == [1, 1]
    key = unlock_as(keys.alma, now)
    (opened,) = open_cards(Card.objects.all(), by=key, actor=WORKER, reason="test")
    assert opened.told_words["languages"] == "es; en; Quechua sureño"
    assert opened.told_words["way"] == "whatsapp"


def test_one_letter_welcomes_her_to_both_and_leads_out_again(now, both):
    send(now, both)
    sent = letter(now)

    assert len(mail.outbox) == 1
    assert "Traiga una pluma" in sent
    assert "Bienvenida a las visitas" in sent
    client, link = Client(), re.search(r"/es/confirm/([\w-]+)/", sent)[1]
    client.post(f"/es/confirm/{link}/", headers={"Sec-Fetch-Site": "same-origin"})
    assert Card.objects.get().is_confirmed
    assert "Investigación legal" in client.get(f"/es/yours/{link}/").content.decode()
    gone = client.post(f"/es/yours/{link}/withdraw/", headers={"Sec-Fetch-Site": "same-origin"})
    assert (gone.status_code, gone["Location"]) == (302, "/es/gone/")
    assert not Card.objects.exists()


def test_the_same_set_is_the_same_row_whoever_ticks_it(now, both):
    send(now, both)
    send(now, both[::-1], email="otra@example.com", name="Luz")
    assert Joining.objects.count() == 1
    assert Card.objects.count() == 2
    assert Term.objects.count() == 1


def test_a_repeated_sign_up_gets_the_same_answer_and_no_second_card(now, both):
    first, second = send(now, both), send(now, both)
    assert first.content == second.content
    assert {**first.headers} == {**second.headers}
    assert Card.objects.count() == 1
    letter(now)
    assert sorted(each.subject.split(":")[0] for each in mail.outbox) == [
        "Confirme que quiere ayudar",
        "Ya se había unido",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"committees": []}, "por lo menos un comité"),
        ({"committees": ["0"]}, "ya no recibe a nadie"),
        ({"name": ""}, "Escriba su nombre"),
        ({"town": ""}, "ciudad o pueblo"),
        ({"email": "", "phone": ""}, "basta con uno"),
        ({"languages": ["xx"]}, "Escoja de la lista"),
        ({"skills": "x" * 121}, "120"),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_lost(now, both, typed, said):
    answer = send(now, both, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Quechua sureño" in page
    assert not Card.objects.exists()


def test_a_closed_committee_takes_nobody_in(now, both):
    close_committee(both[0], actor=WORKER)
    assert send(now, both).status_code == 422
    assert send(now, both[1:]).status_code == 303


def test_the_page_of_one_committee_leads_to_the_form_with_its_box_ticked(both):
    page = Client().get(PAGE + "legal-research/").content.decode()
    assert "committee=legal-research#volunteer" in page
    form = Client().get(PAGE + "?committee=legal-research").content.decode()
    box = re.search(rf'<input[^>]*value="{both[0].pk}"[^>]*>', form)[0]
    assert "checked" in box
    assert "checked" not in re.search(rf'<input[^>]*value="{both[1].pk}"[^>]*>', form)[0]


def test_the_foot_names_the_page_while_somebody_is_taken_in(both):
    assert "Ayúdenos" in Client().get("/es/campaigns/").content.decode()
