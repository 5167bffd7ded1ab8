"""Organizers write bills by hand: mistakes are said beside their field, nothing is half saved."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.bills.models import (
    Bill,
    FeedWatch,
    Hand,
    LegalText,
    MemberVote,
    Session,
    Step,
    Vote,
)
from tests.bills.making import make_bill, make_session
from tests.makers import make_alma, make_beto

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture
def alma(client: Client) -> Client:
    client.force_login(make_alma(NOW))
    return client


@pytest.fixture
def bill(db: None) -> Bill:
    return make_bill(NOW, "SF 958", session=make_session("2011-2012"))


def at(name: str, *parts: object) -> str:
    return reverse(f"desk:{name}", args=parts)


def test_a_volunteer_reads_no_bills_at_the_desk(client: Client, bill: Bill) -> None:
    client.force_login(make_beto(NOW))

    answer = client.get(at("bill", bill.pk), follow=True)

    assert "SF 958" not in answer.content.decode()


def test_a_special_session_and_its_bill_are_written_by_hand(alma: Client) -> None:
    make_session("2011-2012")
    facts = {
        "state": "MN", "first_year": 2011, "last_year": 2011, "kind": "special", "number": 1,
        "name": "First special session of 2011",
    }  # fmt: skip
    alma.post(at("bill-session"), facts)
    session = Session.objects.get(key="2011s1")
    assert session.part_of == Session.objects.get(key="2011-2012")

    alma.post(at("bill-new"), {"session": session.pk, "identifier": "s.f. 1"})

    made = Bill.objects.get()
    assert (made.identifier, made.is_followed) == ("SF 1", True)
    again = alma.post(at("bill-new"), {"session": session.pk, "identifier": "SF1"})
    assert again["Location"] == at("bill", made.pk)


def test_a_number_without_a_number_is_asked_for_again(alma: Client, bill: Bill) -> None:
    answer = alma.post(at("bill-new"), {"session": bill.session_id, "identifier": "that bill"})

    assert answer.status_code == 422
    assert "A bill has a number" in answer.content.decode()
    assert "that bill" in answer.content.decode()


def test_what_alma_corrects_is_known_as_hers(alma: Client, bill: Bill) -> None:
    words = {"en-title": "Vetoed", "es-title": "Vetado", "es-summary": "Qué hace."}

    alma.post(at("bill-edit", bill.pk), {"title": "Mine", "stage": "introduced", **words})

    bill.refresh_from_db()
    assert (bill.title, bill.by_hand) == ("Mine", ["title"])
    assert bill.texts.get(language="es").summary == "Qué hace."
    alma.post(at("bill-release", bill.pk))
    bill.refresh_from_db()
    assert bill.by_hand == []


def test_a_step_may_have_an_end_and_no_beginning(alma: Client, bill: Bill) -> None:
    alma.post(
        at("bill-part-new", bill.pk, "step"),
        {"kind": "other", "ends_on": "2011-07-01", "es-words": "Sesión extraordinaria."},
    )

    step = Step.objects.get()
    assert (step.starts_on, step.ends_on, step.hand) == (None, date(2011, 7, 1), Hand.ADDED)
    alma.post(
        at("bill-part", bill.pk, "step", step.pk), {"kind": "vetoed", "starts_on": "2011-05-24"}
    )
    bill.refresh_from_db()
    assert bill.stage == "vetoed"


def test_days_in_the_wrong_order_are_said_beside_the_last(alma: Client, bill: Bill) -> None:
    answer = alma.post(
        at("bill-part-new", bill.pk, "step"),
        {"kind": "other", "starts_on": "2011-07-02", "ends_on": "2011-07-01", "words": "kept"},
    )

    assert "The last day is before the first." in answer.content.decode()
    assert "kept" in answer.content.decode()
    assert not Step.objects.exists()


VOTE = {"motion": "Passage", "chamber": "upper", "yes_count": "2", "no_count": "1"}


def test_a_vote_is_pasted_with_its_members(alma: Client, bill: Bill) -> None:
    members = "One Example; 12; X; yes\nTwo Example;;;Sí\n\nThree Example; not voting"

    alma.post(at("bill-part-new", bill.pk, "vote"), {**VOTE, "members": members})

    rows = MemberVote.objects.order_by("name").values_list("name", "district", "option")
    assert list(rows) == [
        ("One Example", "12", "yes"),
        ("Three Example", "", "not_voting"),
        ("Two Example", "", "yes"),
    ]


def test_a_line_that_says_no_vote_is_named_by_its_number(alma: Client, bill: Bill) -> None:
    answer = alma.post(
        at("bill-part-new", bill.pk, "vote"), {**VOTE, "members": "One; yes\nTwo Example perhaps"}
    )

    assert "Line 2" in answer.content.decode()
    assert not Vote.objects.exists()


def test_pasted_words_become_a_text_that_stays_as_it_is(alma: Client, bill: Bill) -> None:
    facts = {"label": "Floor amendment", "kind": "amendment", "words": "The state shall share."}

    alma.post(at("bill-text-new", bill.pk), facts)

    assert LegalText.objects.get().body == "The state shall share."
    neither = alma.post(at("bill-text-new", bill.pk), {**facts, "words": " "})
    assert "one of both" in neither.content.decode()
    assert LegalText.objects.count() == 1


def test_a_part_of_another_bill_is_not_there(alma: Client, bill: Bill) -> None:
    other = make_bill(NOW, "SF 1", session=bill.session)
    step = Step.objects.create(bill=other, kind="other", checked_on=NOW.date())

    assert alma.get(at("bill-part", bill.pk, "step", step.pk)).status_code == 404
    assert alma.get(at("bill-part", bill.pk, "step", "no-id")).status_code == 404
    assert alma.get(at("bill-part-new", bill.pk, "nonsense")).status_code == 404


def test_the_revisor_is_looked_at_for_minnesota_alone(alma: Client) -> None:
    answer = alma.post(at("bill-watch"), {"feed": "revisor", "state": "WI"})
    assert "please choose Minnesota" in answer.content.decode()

    alma.post(at("bill-watch"), {"feed": "revisor", "state": "MN"})
    assert "never reached yet" in alma.get(at("bill-imports")).content.decode()
    alma.post(at("bill-unwatch", FeedWatch.objects.get().pk))
    assert not FeedWatch.objects.get().is_on


def test_a_removed_bill_is_asked_about_first(alma: Client, bill: Bill) -> None:
    assert "SF 958" in alma.get(at("bill-remove", bill.pk)).content.decode()
    assert Bill.objects.exists()

    alma.post(at("bill-remove", bill.pk))

    assert not Bill.objects.exists()
