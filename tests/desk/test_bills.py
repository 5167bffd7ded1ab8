"""Organizers write bills by hand: mistakes are said beside their field, nothing is half saved."""

import io
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from amparo.accounts.models import User
from amparo.bills.importers.kinds import option_typed
from amparo.bills.models import (
    Bill,
    Body,
    FeedWatch,
    Hand,
    LegalText,
    MemberVote,
    Mention,
    Option,
    Session,
    Step,
    Vote,
)
from amparo.bills.shown import address
from amparo.desk.bills.asking import todos
from amparo.petitions.models import Petition
from tests.bills.making import make_bill, make_session, make_text
from tests.makers import make_alma, make_beto, make_open_petition

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


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_vote_is_saved_again_as_it_stands_in_the_language_of_whoever_corrects_it(
    alma: Client, bill: Bill, language: str
) -> None:
    members = "One; 12; X; yes\nTwo; 7;; no\nThree;;; absent\nFour; 9;; not voting"
    alma.post(at("bill-part-new", bill.pk, "vote"), {**VOTE, "members": members})
    before = list(MemberVote.objects.values_list("name", "district", "party", "option"))
    here = at("bill-part", bill.pk, "vote", Vote.objects.get().pk)
    User.objects.update(preferred_language=language)

    (form, *_rest) = alma.get(here).context["forms"]
    assert ("sí" in form.initial["members"]) is (language == "es")
    answer = alma.post(here, {**VOTE, "members": form.initial["members"]})

    assert answer.status_code == 302
    after = list(MemberVote.objects.values_list("name", "district", "party", "option"))
    assert after == before
    assert {option for *_facts, option in after} == {"yes", "no", "absent", "not_voting"}


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("Sí", "yes"), ("si", "yes"), ("a favor", "yes"), ("en contra", "no"),
        ("Ausente", "absent"),
        ("no votó", "not_voting"), ("No Voto", "not_voting"), ("sin votar", "not_voting"),
        ("did not vote", "not_voting"), ("se abstuvo", "not_voting"), ("quizás", ""), ("", ""),
    ],
)  # fmt: skip
def test_how_somebody_voted_may_be_typed_in_either_language(typed: str, option: str) -> None:
    assert option_typed(typed) == option


def test_every_way_to_say_how_somebody_voted_is_read_back() -> None:
    for language, _name in settings.LANGUAGES:
        with override(language):
            for option in Option:
                assert option_typed(str(option.label)) == option


@pytest.fixture
def letter(bill: Bill) -> Petition:
    petition = make_open_petition(NOW)
    petition.texts.filter(language="es").update(body="Pidan que no se apruebe el SF 958.")
    return petition


def test_a_relation_that_says_that_wording_moved_flags_what_names_the_old_bill(
    alma: Client, bill: Bill, letter: Petition
) -> None:
    other = make_bill(NOW, "SF 1", session=bill.session)
    facts = {"kind": "moved", "session": bill.session_id, "identifier": "SF 1"}

    page = alma.post(at("bill-relate", bill.pk), facts, follow=True).content.decode()

    assert "1 text of ours names a bill" in page
    waiting = Mention.objects.to_look_at().get()
    assert (waiting.place_id, waiting.moved_to) == (str(letter.pk), other)
    Mention.objects.update(to_look_since=None, moved_to=None)
    alma.post(at("bill-relate", bill.pk), facts)
    assert not Mention.objects.to_look_at().exists(), "it was said before, and somebody looked"


def test_a_step_that_says_so_flags_it_too_even_where_nobody_knows_whereto(
    alma: Client, bill: Bill, letter: Petition
) -> None:
    other = make_bill(NOW, "SF 1", session=bill.session)
    wrong = alma.post(
        at("bill-part-new", bill.pk, "step"), {"kind": "moved", "moved_to": "SF 77"}
    ).content.decode()
    assert "This bill is not here yet" in wrong
    assert "SF 77" in wrong
    assert not Step.objects.exists()

    alma.post(at("bill-part-new", bill.pk, "step"), {"kind": "moved", "es-words": "Se movió."})
    waiting = Mention.objects.to_look_at().get()
    assert waiting.moved_to is None
    (todo,) = todos(User.objects.get(), NOW)
    assert todo.text.endswith("whose wording moved")
    assert "has moved elsewhere" in alma.get(at("bill-moved", waiting.pk)).content.decode()

    step = Step.objects.get()
    alma.post(at("bill-part", bill.pk, "step", step.pk), {"kind": "moved", "moved_to": "sf1"})
    waiting.refresh_from_db()
    assert waiting.moved_to == other


def test_a_step_and_a_hearing_have_a_committee_that_people_read(alma: Client, bill: Bill) -> None:
    where = {"chamber": "upper", "committee": "Judiciary and Public Safety"}
    alma.post(at("bill-part-new", bill.pk, "step"), {"kind": "referred", **where})
    alma.post(
        at("bill-part-new", bill.pk, "hearing"),
        {"title": "Room 15", "starts_on": "2099-01-05", "hour": "09:00", **where},
    )

    assert Body.objects.get().name == "Judiciary and Public Safety"
    assert alma.get(at("bill", bill.pk)).content.decode().count("Judiciary and Public Safety") == 2
    public = Client().get(address(bill)).content.decode()
    assert public.count("Judiciary and Public Safety") == 2
    form = alma.get(at("bill-part", bill.pk, "step", Step.objects.get().pk)).context["forms"][0]
    assert form.initial["committee"] == "Judiciary and Public Safety"


def test_what_is_said_about_a_text_is_corrected_and_its_words_stay(
    alma: Client, bill: Bill
) -> None:
    text = make_text(NOW, bill, label="Introduced")
    here = at("bill-part", bill.pk, "text", text.pk)
    assert 'name="words"' not in alma.get(here).content.decode()

    alma.post(
        here,
        {
            "label": "A15", "kind": "amendment", "starts_on": "2026-05-11", "is_excerpt": "on",
            "source_url": "https://www.house.mn.gov/a15", "words": "Other words.",
        },
    )  # fmt: skip

    kept = LegalText.objects.get()
    assert (kept.label, kept.kind, kept.starts_on, kept.ends_on) == (
        "A15", "amendment", date(2026, 5, 11), date(2026, 5, 11),
    )  # fmt: skip
    assert (kept.body, kept.is_complete, kept.hand) == (text.body, False, Hand.CHANGED)


def test_the_words_of_a_text_that_was_a_link_are_put_in_by_hand(alma: Client, bill: Bill) -> None:
    text = LegalText.objects.create(
        bill=bill, label="Introduced", import_key="legiscan:doc-9", checked_on=NOW.date()
    )
    here = at("bill-part", bill.pk, "text", text.pk)
    facts = {"label": "As introduced", "kind": "version"}
    assert "Put its words in" in alma.get(at("bill", bill.pk)).content.decode()

    alma.post(here, facts)
    assert not LegalText.objects.get().is_stored
    both = alma.post(here, {**facts, "words": "The state.", "file": io.BytesIO(b"The state.")})
    assert "one of both" in both.content.decode()
    alma.post(here, {**facts, "words": "The state shall share."})

    kept = LegalText.objects.get()
    assert (kept.pk, kept.label, kept.body) == (text.pk, "As introduced", "The state shall share.")


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
