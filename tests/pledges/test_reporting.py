"""Rosa brought a resolution in, and tells how it went."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.asks import close_ask
from amparo.campaigns.standing import forget_all
from amparo.pledges.models import Report, Resolution
from amparo.pledges.operations.resolutions import record_adoption
from amparo.supporters.models import Card
from amparo.supporters.operations import remove_card
from amparo.web.proofofwork import stamp
from tests.pledges.makers import make_open_resolution
from tests.pledges.test_adoptions import decision

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]

HERS = {
    "outcome": "amended",
    "body_kind": "congregation",
    "body_name": "Parroquia del Camino",
    "town": "Northfield",
    "county": "27131",
    "changes": "Quitaron el segundo párrafo.",
    "name": "Rosa María Núñez-Quispe",
    "reach": "rosa.nunez@example.com",
}
PAGE = "/es/resolutions/jail-resolution/"


def send(now, resolution, **typed):
    made = stamp(
        action_kind=Resolution.KIND, action_id=resolution.pk, now=now - timedelta(seconds=20)
    )
    data = {
        **HERS,
        "decided_on": timezone.localdate(now).isoformat(),
        "text_hash": resolution.text("es").text_hash,
        "form_time": made.form_time,
        "proof": "",
        **typed,
    }
    return Client().post(PAGE, data, headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def resolution(now):
    return make_open_resolution(now)


def test_a_report_is_sealed_whole_and_waits_for_an_organizer(now, resolution):
    answer = send(now, resolution)

    assert (answer.status_code, answer["Location"]) == (303, PAGE + "thanks/")
    card = Card.objects.get()
    assert Report.objects.get().card_id == card.pk
    assert (card.is_confirmed, card.person_code, card.county) == (True, None, "27131")
    assert card.text_hash == resolution.text("es").text_hash
    assert "Camino" not in Client().get(PAGE).content.decode()
    assert "Gracias" in Client().get(answer["Location"]).content.decode()


def test_one_person_tells_of_two_bodies(now, resolution):
    send(now, resolution)
    send(now, resolution, body_name="Concejo de Northfield")
    assert Report.objects.count() == 2


def test_nobody_has_to_say_who_she_is(now, resolution):
    assert send(now, resolution, name="", reach="", changes="").status_code == 303
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"outcome": ""}, "cómo salió"),
        ({"body_name": " "}, "cómo se llama"),
        ({"town": ""}, "ciudad o pueblo"),
        ({"decided_on": "ayer"}, "2027-05-31"),
        ({"decided_on": "2999-01-01"}, "todavía no llega"),
        ({"county": "99999"}, "condado"),
        ({"changes": "y" * 2001}, "2000"),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_lost(now, resolution, typed, said):
    answer = send(now, resolution, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert HERS["reach"] in page
    assert not Card.objects.exists()


def test_after_the_close_nothing_is_taken_and_her_words_come_back(now, resolution):
    close_ask(resolution, actor=WORKER, now=now)
    forget_all()
    answer = send(now, resolution)
    assert answer.status_code == 409
    assert HERS["changes"] in answer.content.decode()
    assert not Report.objects.exists()


def test_when_her_card_goes_the_report_goes(now, resolution):
    send(now, resolution)
    remove_card(Card.objects.get())
    assert not Report.objects.exists()


def test_where_it_passed_is_counted_drawn_and_listed(now, resolution):
    record_adoption(resolution, decision(now, resolution), actor=WORKER)
    record_adoption(
        resolution,
        decision(now, resolution, body_name="Precinct 5", outcome="rejected"),
        actor=WORKER,
    )
    forget_all()
    page = Client().get(PAGE.replace("/es/", "/en/")).content.decode()
    assert "<dd>1</dd>" in page
    assert "Rice County: 1" in page
    assert page.index("Precinct 4") < page.index("Precinct 5")
    assert "Not adopted" in page


def test_the_kit_is_there_to_print(now, resolution):
    assert Client().get(PAGE + "kit/").content.startswith(b"%PDF-")
