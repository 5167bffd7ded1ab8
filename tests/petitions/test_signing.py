"""Rosa signs: what she is answered, what is kept, and what happens when something is not right."""

import pytest

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.asks import change_ask, close_ask
from amparo.supporters.models import Card
from tests.makers import make_open_petition, reboot
from tests.petitions.signer import HERS, page_of, send

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]


def test_rosa_signs_and_is_sent_on_to_a_page_that_proves_nothing(client, now):
    petition = make_open_petition(now)

    answer = send(petition, now)

    card = Card.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, page_of(petition) + "thanks/")
    assert (card.action_id, card.language, card.county) == (petition.pk, "es", "27131")
    assert card.text_hash == petition.text("es").text_hash
    assert not card.is_confirmed
    thanks = client.get(answer["Location"])
    assert thanks.status_code == 200
    assert "Rosa" not in thanks.content.decode()
    assert not thanks.cookies


def test_a_repeated_signature_gets_the_same_answer_and_no_second_row(now):
    petition = make_open_petition(now)

    first, second = send(petition, now), send(petition, now)

    assert first.content == second.content
    assert {**first.headers} == {**second.headers}
    assert Card.objects.count() == 1


def test_a_household_shares_one_address(now):
    petition = make_open_petition(now)
    send(petition, now)

    send(petition, now, name="Luz Núñez", query="?source=household")

    assert sorted(Card.objects.values_list("source", flat=True)) == ["", "household"]


def test_where_she_came_from_stays_with_her(client, now):
    petition = make_open_petition(now)
    page = client.get(page_of(petition, query="?source=Poster-Lake-St")).content.decode()
    send(petition, now, query="?source=Poster-Lake-St")

    assert f'action="{page_of(petition)}?source=poster-lake-st"' in page
    assert Card.objects.get().source == "poster-lake-st"


@pytest.mark.parametrize("source", ["a b", "<b>", "=1+1", "ñ"])
def test_a_source_that_no_poster_has_is_dropped(now, source):
    petition = make_open_petition(now)

    send(petition, now, query=f"?source={source}")

    assert Card.objects.get().source == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Escriba su nombre."),
        ({"name": "12345"}, "Escriba su nombre."),
        ({"name": "x" * 81}, "80"),
        ({"name": "Visite https://example.org"}, "sin dirección de internet"),
        ({"town": " \n "}, "ciudad o pueblo"),
        ({"email": "rosa@"}, "correo"),
        ({"email": "", "phone": "12"}, "teléfono"),
        ({"email": "", "phone": ""}, "basta con uno"),
        ({"county": "99999"}, "condado"),
        ({"visibility": "everybody"}, "quién puede ver su nombre"),
        ({"comment": "y" * 2001}, "2000"),
    ],
)
def test_what_is_not_right_is_said_beside_its_field_and_nothing_is_lost(now, typed, said):
    petition = make_open_petition(now)

    answer = send(petition, now, **{"comment": "Por mi mamá.", **typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'class="error"' in page
    assert (HERS["town"] in page) or "town" in typed
    assert "Por mi mamá." in page or "comment" in typed
    assert not Card.objects.exists()


def test_line_breaks_and_hidden_signs_do_not_come_into_a_name(now):
    petition = make_open_petition(now)

    answer = send(petition, now, name="Rosa\r\nBcc: all@example.org\u202e")

    assert answer.status_code == 303


def test_markup_in_a_name_is_only_ever_text(now):
    petition = make_open_petition(now)

    answer = send(petition, now, name="<script>alert(1)</script>", town="")

    assert "<script>alert" not in answer.content.decode()


def test_another_site_cannot_sign_in_her_name(now):
    petition = make_open_petition(now)

    answer = send(petition, now, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert not Card.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"proof": "bm90aGluZw=="}, {"form_time": ""}, {"website_2": "x"}]
)
def test_a_forged_proof_is_refused_and_nothing_is_lost(now, typed):
    petition = make_open_petition(now)

    answer = send(petition, now, **typed)

    assert answer.status_code == 422
    assert HERS["name"] in answer.content.decode()
    assert not Card.objects.exists()


def test_a_closed_petition_says_so_and_gives_her_words_back(now):
    petition = make_open_petition(now)
    close_ask(petition, actor=WORKER, now=now)

    answer = send(petition, now, comment="Por mi mamá.")

    assert answer.status_code == 409
    assert "Por mi mamá." in answer.content.decode()
    assert not Card.objects.exists()


def test_a_text_that_changed_under_her_pen_is_shown_with_the_change(now):
    petition = make_open_petition(now)
    seen = petition.text("es").text_hash
    words = petition.text("es")
    changed = {**words.bound_words, "body": words.body.replace("2027", "2028")}
    change_ask(petition, facts={}, words={"es": changed}, actor=WORKER, now=now)

    answer = send(petition, now, text_hash=seen, comment="Por mi mamá.")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2027" in page.split("<del>")[1].split("</del>")[0]
    assert "2028" in page.split("<ins>")[1].split("</ins>")[0]
    assert "Por mi mamá." in page
    petition = type(petition).objects.get()
    assert petition.text("es").text_hash in page
    assert not Card.objects.exists()
    assert send(petition, now).status_code == 303


def test_a_hash_that_nobody_knows_asks_her_to_read_again(now):
    petition = make_open_petition(now)

    answer = send(petition, now, text_hash="0" * 64)

    assert answer.status_code == 422
    assert "<del>" not in answer.content.decode()


def test_the_language_switch_keeps_what_was_typed_and_blames_nobody(now):
    petition = make_open_petition(now)
    typed = {"switch_to": "en", "name": "", "comment": "Por mi mamá."}

    sent_on = send(petition, now, query="?source=lake-st", **typed)
    answer = send(petition, now, language="en", query="?source=lake-st", **typed)

    page = answer.content.decode()
    assert sent_on.status_code == 307
    assert sent_on["Location"] == page_of(petition, "en", "?source=lake-st")
    assert answer.status_code == 200
    assert "Add my name" in page
    assert "Por mi mamá." in page
    assert 'class="error"' not in page
    assert petition.text("en").text_hash in page
    assert not Card.objects.exists()


def test_without_a_runtime_key_nothing_is_stored_and_nothing_lost(now):
    petition = make_open_petition(now)
    from django.conf import settings

    reboot()
    settings.RUNTIME_DIR.rename(settings.RUNTIME_DIR.with_name("away"))
    try:
        answer = send_without_stamp(petition)
    finally:
        settings.RUNTIME_DIR.with_name("away").rename(settings.RUNTIME_DIR)

    assert answer.status_code == 503
    assert HERS["name"] in answer.content.decode()
    assert not Card.objects.exists()


def send_without_stamp(petition):
    from django.test import Client

    data = {**HERS, "text_hash": petition.text("es").text_hash, "form_time": "1.x", "proof": ""}
    return Client().post(page_of(petition), data, headers={"Sec-Fetch-Site": "same-origin"})


def test_an_urgent_petition_is_signed_in_the_one_text_that_there_is(client, now):
    petition = make_open_petition(now, languages="en")

    page = client.get(page_of(petition)).content.decode()
    answer = send(petition, now)

    card = Card.objects.get()
    assert "En español" in page
    assert 'lang="en"' in page
    assert answer.status_code == 303
    assert (card.language, card.text_hash) == ("es", petition.text("en").text_hash)


def test_one_that_closes_between_the_page_and_the_storing_is_over_too(now, monkeypatch):
    petition = make_open_petition(now)
    is_open = iter([True, False])  # for the view, then for the room that stores
    monkeypatch.setattr(type(petition), "is_open", lambda self, now: next(is_open, False))

    answer = send(petition, now, comment="Por mi mamá.")

    assert answer.status_code == 409
    assert "Por mi mamá." in answer.content.decode()
    assert not Card.objects.exists()


def test_too_many_from_one_network_are_asked_to_wait_and_lose_nothing(now, monkeypatch):
    petition = make_open_petition(now)
    monkeypatch.setattr("amparo.web.limits.WITHOUT_PROOF", 1)
    send(petition, now)

    answer = send(petition, now, name="Luz Núñez")

    assert answer.status_code == 429
    assert "Luz Núñez" in answer.content.decode()
    assert Card.objects.count() == 1
