"""OSDI: programs read what is public, bring people in as a form does, and never read anybody."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from amparo.accounts.models import ProgramToken
from amparo.accounts.programs import end_token, make_token, owner_of
from amparo.audit.models import Entry
from amparo.gatherings.models import Coming, Gathering
from amparo.supporters.models import Card, Preference
from amparo.supporters.operations import the_list
from amparo.supporters.unsealing import open_cards
from tests import cast
from tests.desk.test_keys import Desk, logged_in, text_of
from tests.gatherings.making import make_gathering
from tests.makers import make_beto, make_case, make_open_petition, make_petition, reboot, unlock_as

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

ROSA = {
    "person": {
        "given_name": "Rosa",
        "family_name": "Núñez",
        "email_addresses": [
            {"address": "other@example.org"},
            {"address": "rosa@example.org", "primary": True},
        ],
        "postal_addresses": [{"locality": "Northfield"}],
        "languages_spoken": ["xx", "es"],
    },
    "comments": "Por mi hermana.",
    "referrer_data": {"source": "poster-lake-st"},
}


@pytest.fixture
def desk() -> Iterator[Desk]:
    from tests.makers import forget_keys

    forget_keys()
    yield Desk()
    reboot()


def read(path: str, client: Client | None = None, **headers: str) -> Any:
    answer = (client or Client()).get(f"/api/v1/{path}", headers=headers)
    assert answer["Content-Type"] == "application/hal+json"
    return answer.json()


def send(path: str, told: Any, token: str = "") -> Any:
    content = told if isinstance(told, str) else json.dumps(told)
    headers = {"OSDI-API-Token": token} if token else {}
    kind = "application/json"
    return Client().post(f"/api/v1/{path}", content, content_type=kind, headers=headers)


def told(desk: Desk) -> list[dict[str, Any]]:
    alma = unlock_as(desk.key, timezone.now())
    cards = open_cards(Card.objects.all(), by=alma, actor=alma.actor, reason="looking")
    return [dict(each.told) for each in cards]


def test_the_entry_point_says_what_there_is_and_no_people(desk: Desk) -> None:
    entry = read("")
    assert entry["osdi_version"] == "1.1.1"
    assert set(entry["_links"]) == {
        "self", "curies", "osdi:petitions", "osdi:events", "osdi:forms",
        "osdi:person_signup_helper",
    }  # fmt: skip
    for path in ("people/", "signatures/", "attendances/", "submissions/"):
        assert Client().get(f"/api/v1/{path}").status_code == 404


def test_petitions_are_told_as_their_pages_tell_them(desk: Desk) -> None:
    petition = make_open_petition(timezone.now())
    make_petition(timezone.now(), campaign=petition.campaign, slug="a-draft")
    page = read("petitions/?language=es")
    assert (page["total_records"], page["total_pages"], page["per_page"]) == (1, 1, 25)
    [found] = page["_embedded"]["osdi:petitions"]
    assert found["title"] == "Terminen el acuerdo"
    assert found["total_signatures"] == 0
    assert found["browser_url"].endswith("/es/petitions/end-the-agreement/")
    again = read(f"petitions/{petition.pk}/")
    assert again["title"] == "End the agreement"
    assert again["_links"]["self"] == found["_links"]["self"]
    assert read("petitions/?page=99999")["_embedded"]["osdi:petitions"] == []
    assert "osdi:error" in read(f"petitions/{uuid4()}/")


def test_a_case_is_told_to_no_program(desk: Desk) -> None:
    case, _once = make_case(timezone.now())
    make_open_petition(timezone.now(), campaign=case, slug="for-omar")
    assert read("petitions/")["total_records"] == 0


def test_a_signature_by_a_program_is_sealed_and_waits_for_her_letter(desk: Desk) -> None:
    petition = make_open_petition(timezone.now())
    helper = f"petitions/{petition.pk}/record_petition_signature_helper/"
    answer = send(helper, ROSA)
    assert (answer.status_code, answer.json()) == (200, {})
    card = Card.objects.get()
    assert not card.is_confirmed
    assert (card.language, card.source, card.visibility) == ("es", "poster-lake-st", "counted")
    assert not card.wants_news
    assert "Rosa" not in repr(Card.objects.values().get())
    [sealed] = told(desk)
    assert (sealed["name"], sealed["email"]) == ("Rosa Núñez", "rosa@example.org")
    again = send(helper, ROSA)
    assert (again.status_code, again.content) == (200, answer.content), "new and known alike"
    assert Card.objects.count() == 1


def test_with_a_token_the_answer_leads_to_the_ask_and_to_nobody(desk: Desk) -> None:
    petition = make_open_petition(timezone.now())
    token = make_token(desk.alma, label="Sheet", now=timezone.now())
    helper = f"petitions/{petition.pk}/record_petition_signature_helper/"
    answer = send(helper, ROSA, token)
    assert answer.json()["_links"]["osdi:resource"]["href"].endswith(f"{petition.pk}/")
    assert str(Card.objects.get().pk) not in answer.content.decode()
    assert ProgramToken.objects.get().used_on == timezone.localdate()


def test_whoever_asks_to_hear_more_joins_the_list_unconfirmed(desk: Desk) -> None:
    for path in ("people/person_signup_helper/",
                 f"forms/{the_list().pk}/record_submission_helper/"):  # fmt: skip
        assert send(path, ROSA).json() == {}
    card = Card.objects.get()
    assert (card.action_kind, card.is_confirmed) == ("list", False)
    assert Preference.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ('{"person": "Rosa"}', 400),
        ("[" * 50_000, 400),
        ({"person": {}}, 400),
        ({"person": {"email_addresses": "x", "given_name": {"a": 1}}}, 400),
        ({"person": {"given_name": "Rosa", "email_addresses": [{"address": "no mail"}]}}, 400),
        ({"person": {"given_name": "x" * 70_000}}, 413),
    ],
)
def test_what_cannot_be_right_is_said_and_not_repeated(desk: Desk, sent: Any, status: int) -> None:
    answer = send("people/person_signup_helper/", sent)
    assert answer.status_code == status
    assert answer.json()["osdi:error"]["response_code"] == status
    assert "no mail" not in answer.content.decode()
    assert not Card.objects.exists()


def test_a_form_of_another_site_brings_nobody_in(desk: Desk) -> None:
    answer = Client().post("/api/v1/people/person_signup_helper/", {"person": "x"})
    assert answer.status_code == 415
    assert "Access-Control-Allow-Origin" not in answer


def test_what_is_closed_or_unknown_takes_nobody(desk: Desk) -> None:
    draft = make_petition(timezone.now())
    for pk in (draft.pk, uuid4()):
        helper = f"petitions/{pk}/record_petition_signature_helper/"
        assert send(helper, ROSA).status_code == 404
    assert send(f"forms/{uuid4()}/record_submission_helper/", ROSA).status_code == 404
    assert not Card.objects.exists()


def test_an_unknown_token_is_refused_and_an_ended_one_too(desk: Desk) -> None:
    token = make_token(desk.alma, label="Sheet", now=timezone.now())
    assert send("people/person_signup_helper/", ROSA, "nonsense").status_code == 401
    end_token(ProgramToken.objects.get(), by=desk.alma, now=timezone.now())
    assert send("people/person_signup_helper/", ROSA, token).status_code == 401
    assert not Card.objects.exists()


def test_a_token_ends_with_the_account_of_its_organizer(desk: Desk) -> None:
    token = make_token(desk.alma, label="Sheet", now=timezone.now())
    assert owner_of(token, now=timezone.now()) == desk.alma
    type(desk.alma).objects.filter(pk=desk.alma.pk).update(role="volunteer")
    assert owner_of(token, now=timezone.now()) is None


def test_a_token_is_shown_once_and_kept_as_a_hash(desk: Desk) -> None:
    alma = logged_in(desk.alma)
    page = alma.post("/desk/programs/new/", {"label": "Our sheet"}).content.decode()
    token = page.split("desk-code")[1].split(">")[1].split("<")[0]
    assert owner_of(token, now=timezone.now()) == desk.alma
    assert token not in repr(list(ProgramToken.objects.values()))
    listed = text_of(alma.get("/desk/programs/"))
    assert "Our sheet" in listed
    assert token not in listed
    pk = ProgramToken.objects.get().pk
    beto = logged_in(make_beto(timezone.now()))
    assert beto.post(f"/desk/programs/{pk}/end/").status_code in (302, 403)
    assert logged_in(desk.teo).post(f"/desk/programs/{pk}/end/").status_code == 404
    alma.post(f"/desk/programs/{pk}/end/")
    assert not ProgramToken.objects.exists()
    assert Entry.objects.filter(verb="account.program.end").count() == 1


def test_too_many_from_one_network_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amparo.web.limits.WITHOUT_PROOF", 1)
    assert send("people/person_signup_helper/", ROSA).status_code == 200
    assert send("people/person_signup_helper/", ROSA).status_code == 429
    assert cast.ROSA.email not in repr(Entry.objects.values())


def test_an_event_is_told_and_whoever_comes_is_sealed(desk: Desk) -> None:
    gathering = make_gathering(timezone.now())
    [found] = read("events/")["_embedded"]["osdi:events"]
    assert found["identifiers"] == [f"amparo:{gathering.pk}"]
    assert found["start_date"]
    assert "total_accepted" not in found
    helper = f"events/{gathering.pk}/record_attendance_helper/"
    assert send(helper, {**ROSA, "amparo:party": 3}).json() == {}
    card = Card.objects.get()
    assert (card.action_kind, card.is_confirmed) == (Gathering.KIND, False)
    assert [each.party_size for each in Coming.objects.all()] == [3]
    assert send(helper, {**ROSA, "amparo:party": 300}).status_code == 400
