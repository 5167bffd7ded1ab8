"""The pages that letters lead to: nothing happens by fetching, everything by one button."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amparo.keyring.unlocking import Unlocked
from amparo.outbox.models import Waiting
from amparo.supporters.models import Card, ListWish, PublicName
from amparo.web import proofofwork
from tests.supporters.conftest import Ask
from tests.supporters.test_answering import last_link, signed
from tests.supporters.test_receiving import letters

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

HERE = {"Origin": "http://testserver"}


def press(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, typed, headers=HERE)


@pytest.mark.parametrize("language", ["en", "es"])
def test_fetching_any_page_changes_nothing(
    ask: Ask, alma: Unlocked, client: Client, language: str
) -> None:
    link = signed(ask, wants_news=True, visibility="public")
    before = list(Card.objects.values())
    for path in ("confirm/{}", "yours/{}", "yours/{}/name", "yours/{}/withdraw", "leave/{}"):
        answer = client.get(f"/{language}/{path.format(link)}/")
        assert answer.status_code == 200
        assert f'lang="{language}"' in answer.text
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer.text
        assert not answer.cookies
    assert list(Card.objects.values()) == before
    assert ListWish.objects.count() == 1


def test_a_button_confirms_and_the_page_says_so(ask: Ask, alma: Unlocked, client: Client) -> None:
    link = signed(ask, visibility="initials", wants_news=True)
    page = client.get(f"/es/confirm/{link}/")
    assert "R. M. N. Q." in page.text
    assert "Confirmar" in page.text
    answer = press(client, f"/es/confirm/{link}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/es/confirm/{link}/")
    assert "Su nombre cuenta" in client.get(answer["Location"]).text
    assert Card.objects.filter(is_confirmed=True).count() == 2  # the signature and the list


def test_another_site_cannot_confirm_for_her(ask: Ask, alma: Unlocked, client: Client) -> None:
    link = signed(ask)
    answer = client.post(f"/es/confirm/{link}/", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert not Card.objects.get().is_confirmed


def test_she_hides_her_name_in_two_steps(ask: Ask, alma: Unlocked, client: Client) -> None:
    link = signed(ask, visibility="public")
    press(client, f"/en/confirm/{link}/")
    assert PublicName.objects.exists()
    typed = {"visibility": "counted", "name": "", "town": ""}
    asked = press(client, f"/en/yours/{link}/name/", **typed)
    assert "will not be shown" in asked.text
    assert PublicName.objects.exists()
    press(client, f"/en/yours/{link}/name/", **typed, is_sure="1")
    assert not PublicName.objects.exists()


def test_she_shows_another_name_only_after_seeing_how_it_looks(
    ask: Ask, alma: Unlocked, client: Client
) -> None:
    link = signed(ask)
    press(client, f"/en/confirm/{link}/")
    typed = {"visibility": "public", "name": "Rosa <b>N.</b>", "town": "Northfield"}
    asked = press(client, f"/en/yours/{link}/name/", **typed)
    assert "Rosa &lt;b&gt;N.&lt;/b&gt;" in asked.text
    press(client, f"/en/yours/{link}/name/", **typed, is_sure="1")
    assert PublicName.objects.get().shown == "Rosa <b>N.</b>"


def test_a_name_that_is_to_be_shown_has_to_be_written(
    ask: Ask, alma: Unlocked, client: Client
) -> None:
    link = signed(ask)
    answer = press(client, f"/es/yours/{link}/name/", visibility="public", name="", town="")
    assert answer.status_code == 422
    assert "escriba el nombre" in answer.text


def test_withdrawing_is_a_link_and_a_button(ask: Ask, alma: Unlocked, client: Client) -> None:
    link = signed(ask)
    page = client.get(f"/es/yours/{link}/withdraw/")
    assert "Terminen el acuerdo" in page.text
    assert press(client, f"/es/yours/{link}/withdraw/")["Location"] == "/es/gone/"
    assert not Card.objects.exists()
    assert client.get(f"/es/yours/{link}/").status_code == 404
    assert client.get(f"/es/confirm/{link}/").status_code == 404


def test_leaving_answers_alike_for_who_is_there_and_who_is_not(
    ask: Ask, alma: Unlocked, client: Client
) -> None:
    link = signed(ask, wants_news=True)
    leave = last_link("leave")
    press(client, f"/en/confirm/{link}/")
    first = press(client, f"/en/leave/{leave}/")
    again = press(client, f"/en/leave/{leave}/")
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert not Card.objects.filter(action_kind="list").exists()
    assert client.get("/en/gone/").status_code == 200


def test_a_closed_ask_says_so_to_who_confirms_late(
    ask: Ask, alma: Unlocked, client: Client
) -> None:
    link = signed(ask)
    ask.is_open = False
    assert press(client, f"/en/confirm/{link}/").status_code == 409
    assert "closed" in client.get(f"/en/confirm/{link}/").text


def typed_to_join(ask: Ask, *, seconds: int = 30, **typed: str) -> dict[str, str]:
    from datetime import timedelta

    from amparo.supporters.operations import the_list

    made = timezone.now() - timedelta(seconds=seconds)
    stamp = proofofwork.stamp(action_kind="list", action_id=the_list().pk, now=made)
    rosa = {"name": "Rosa Núñez", "email": "rosa@example.com", "form_time": stamp.form_time}
    return {**rosa, **typed}


def test_anyone_may_ask_to_hear_more_and_confirms_by_letter(
    ask: Ask, alma: Unlocked, client: Client
) -> None:
    assert client.get("/es/join/").status_code == 200
    answers = [press(client, "/es/join/", **typed_to_join(ask)) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {"/es/join/thanks/"}
    assert answers[0].content == answers[1].content
    assert letters() == ["supporters.again", "supporters.join"]
    assert client.get("/es/join/thanks/").status_code == 200
    card = Card.objects.get()
    assert (card.action_kind, card.wants_news, card.is_confirmed) == ("list", True, False)


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "nobody"},
        {"name": ""},
        {"name": "x" * 500},
        {"website_2": "http://spam.example"},
        {"form_time": "1.abc"},
        {"proof": "forged"},
        {"county": "99999"},
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field_and_nothing_is_lost(
    ask: Ask, alma: Unlocked, client: Client, typed: dict[str, str]
) -> None:
    answer = press(client, "/es/join/", **typed_to_join(ask, **typed))
    assert answer.status_code == 422
    assert ("Rosa Núñez" in answer.text) == ("name" not in typed)
    assert Card.objects.count() == Waiting.objects.count() == 0


def test_the_language_can_change_halfway_and_keeps_what_was_typed(
    ask: Ask, alma: Unlocked, client: Client
) -> None:
    answer = press(client, "/es/join/", **typed_to_join(ask), switch_to="en")
    assert (answer.status_code, answer["Location"]) == (307, "/en/join/")
    shown = press(client, "/en/join/", **typed_to_join(ask), switch_to="en")
    assert "Rosa Núñez" in shown.text
    assert "errors-title" not in shown.text


def test_without_a_key_the_page_says_503_and_keeps_what_was_typed(ask: Ask, client: Client) -> None:
    answer = press(client, "/es/join/", **typed_to_join(ask))
    assert answer.status_code == 503
    assert "Rosa Núñez" in answer.text
    assert Card.objects.count() == Waiting.objects.count() == 0


def test_what_is_kept_is_told_for_every_field() -> None:
    from amparo.supporters.forms import JoinForm, VisibilityForm
    from amparo.web.privacy import kept_by

    for form in (JoinForm, VisibilityForm):
        told = {line.field for line in kept_by(f"supporters.{form.__name__}")}
        assert told == set(form.base_fields)
