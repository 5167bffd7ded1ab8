"""Calling, telling how it went, and going on to the next: the public pages."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.callins.models import CallReport, Outcome
from amparo.callins.operations.targets import Whom, set_targets
from amparo.campaigns.standing import forget_all
from amparo.keyring.errors import Unavailable
from amparo.officials.models import Purpose, Stance
from amparo.officials.numbers import Number
from amparo.officials.operations import save_lines
from amparo.supporters.models import Card, CommentState, Tally
from amparo.supporters.operations import receiving, refresh_tallies, remove_card
from amparo.web.models import Coalition
from tests.callins.caller import page_of, send
from tests.callins.conftest import Day, make_day
from tests.makers import make_keys, reboot

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def open_day(db: None, now: datetime) -> Day:
    """A day that takes reports, in Minnesota, with keys to seal to."""
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    reboot()
    forget_all()
    make_keys(now)
    return make_day(now)


def read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_number_dials_at_once_and_the_script_names_the_office(open_day: Day):
    page = read(page_of(open_day.callin, language="en"))
    assert 'href="tel:+15075550110"' in page
    assert "I am calling Sheriff of Rice County Pat Example." in page
    assert "Please vote for SF 958." in page
    assert page.index("tel:") < page.index("What to say") < page.index("Why call now?")


def test_in_spanish_the_line_that_answers_in_spanish_comes_first(open_day: Day):
    line = Number("+16512013400", Purpose.OPINION, "es")
    save_lines(open_day.offices[0], [line], actor=WORKER)
    page = read(page_of(open_day.callin))
    assert page.index("tel:+16512013400") < page.index("tel:+15075550110")
    other = read(page_of(open_day.callin, language="en"))
    assert other.index("tel:+15075550110") < other.index("tel:+16512013400")


def test_each_answer_leads_to_the_next_call_and_the_last_to_thanks(open_day: Day, now: datetime):
    first = send(open_day.callin, now)
    assert (first.status_code, first["Location"]) == (
        303,
        page_of(open_day.callin, 2, query="?told=1"),
    )
    assert "ya quedó anotado" in read(first["Location"])
    second = send(open_day.callin, now, number=2)
    assert second["Location"] == f"{page_of(open_day.callin)}thanks/"


def test_where_the_last_one_does_not_answer_the_fallback_is_next(open_day: Day, now: datetime):
    last = send(open_day.callin, now, number=2, outcome=Outcome.NO_ANSWER, stance="")
    assert last["Location"] == page_of(open_day.callin, 3, query="?told=1")
    assert send(open_day.callin, now, number=3)["Location"].endswith("/thanks/")


def test_thanks_prove_nothing(open_day: Day):
    assert "Gracias" in read(f"{page_of(open_day.callin)}thanks/")
    assert not Card.objects.exists()


def test_what_is_counted_stands_in_a_row_and_what_was_said_on_a_sealed_card(
    open_day: Day, now: datetime
):
    assert send(open_day.callin, now, words="Rosa says they will vote yes").status_code == 303
    report, card = CallReport.objects.get(), Card.objects.get()
    assert (report.outcome, report.stance) == (Outcome.SPOKE, Stance.LEANING)
    assert (report.heard_on, report.card_id) == (timezone.localdate(now), card.pk)
    assert card.is_confirmed
    assert card.comment_state == CommentState.WAITING
    assert card.sealed_comment is not None
    assert b"they will vote" not in bytes(card.sealed_comment)
    assert (card.person_code, card.email_code, card.county) == (None, None, "")


def test_the_same_report_twice_is_two_calls(open_day: Day, now: datetime):
    answers = [send(open_day.callin, now) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert CallReport.objects.count() == Card.objects.count() == 2


def test_one_who_skips_leaves_a_figure_and_no_card(open_day: Day, now: datetime):
    send(open_day.callin, now, outcome=Outcome.SKIPPED, stance="")
    assert CallReport.objects.get().card_id is None
    assert not Card.objects.exists()


def test_a_stance_takes_somebody_who_spoke_and_her_words_stay(open_day: Day, now: datetime):
    answer = send(open_day.callin, now, outcome=Outcome.VOICEMAIL, words="mis palabras")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "si habló con alguien" in page
    assert "mis palabras" in page
    assert not CallReport.objects.exists()


def test_a_report_without_an_outcome_is_asked_for_one(open_day: Day, now: datetime):
    answer = send(open_day.callin, now, outcome="", stance="")
    assert answer.status_code == 422
    assert "cómo le fue" in answer.content.decode()


def test_after_the_window_it_has_closed_by_itself_and_her_words_are_given_back(
    open_day: Day, now: datetime
):
    window = {"opens_at": now - timedelta(hours=9), "closes_at": now - timedelta(minutes=1)}
    type(open_day.callin).objects.update(**window)
    forget_all()
    answer = send(open_day.callin, now, words="mis palabras")
    assert answer.status_code == 409
    assert "mis palabras" in answer.content.decode()
    skipped = send(open_day.callin, now, outcome=Outcome.SKIPPED, stance="")
    assert skipped.status_code == 409
    assert not CallReport.objects.exists()


def test_before_the_window_the_page_shows_the_numbers_and_takes_no_report(
    open_day: Day, now: datetime
):
    type(open_day.callin).objects.update(opens_at=now + timedelta(days=2))
    forget_all()
    page = read(page_of(open_day.callin, language="en"))
    assert "tel:+15075550110" in page
    assert 'name="outcome"' not in page
    assert send(open_day.callin, now).status_code == 409


def test_without_a_key_nothing_is_kept(
    open_day: Day, now: datetime, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*args: object, **about: object) -> None:
        raise Unavailable("no key")

    monkeypatch.setattr(receiving, "current_epoch", refuse)
    assert send(open_day.callin, now, words="mis palabras").status_code == 503
    assert not CallReport.objects.exists()
    assert not Card.objects.exists()


def test_her_county_is_a_link_to_a_page_and_leads_on_within_the_county(open_day: Day):
    one, two, three = open_day.offices
    whom = [Whom(one, counties=("27131",)), Whom(two, counties=("27053",)),
            Whom(three, counties=("27131", "27053"))]  # fmt: skip
    set_targets(open_day.callin, whom, actor=WORKER)
    page = read(page_of(open_day.callin, 2, "en"))
    assert "For people of Hennepin County" in page
    assert f'href="{page_of(open_day.callin, 1, "en")}">Rice County' in page
    assert "Go on to Switchboard" in page
    assert "county=" not in page
    first = read(page_of(open_day.callin, 1, "en"))
    assert "Go on to Switchboard" in first, "the one of another county is left out"


def test_calls_are_shown_in_batches(open_day: Day, now: datetime):
    for _ in range(4):
        send(open_day.callin, now)
    refresh_tallies(now)
    assert "llamadas" not in read(page_of(open_day.callin)).split("<form")[0].split("lede")[1]
    send(open_day.callin, now)
    refresh_tallies(now)
    assert Tally.objects.get(pk=open_day.callin.pk).confirmed_count == 5
    assert "5 llamadas" in read(page_of(open_day.callin))


def test_to_write_instead_there_are_words_a_mail_and_a_letter(open_day: Day):
    page = read(f"{page_of(open_day.callin, 1, 'en')}write/")
    assert "To Pat Example, Sheriff of Rice County:" in page
    assert 'href="mailto:?subject=Call%20the%20sheriff' in page
    for path in (
        f"{page_of(open_day.callin, 1)}letter.pdf",
        f"{page_of(open_day.callin)}sheet.pdf",
    ):
        answer = Client().get(path)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("path", ["9/", "9/write/", "9/letter.pdf", "0/write/"])
def test_a_target_that_is_not_there_is_not_found(open_day: Day, path: str):
    assert Client().get(page_of(open_day.callin) + path).status_code == 404


def test_a_draft_is_nobodys(db: None, now: datetime):
    day = make_day(now, is_open=False, slug="a-draft")
    for more in ("", "1/", "1/write/", "thanks/", "sheet.pdf", "1/letter.pdf"):
        assert Client().get(page_of(day.callin) + more).status_code == 404


def test_another_site_cannot_report(open_day: Day, now: datetime):
    answer = send(open_day.callin, now, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not CallReport.objects.exists()


def test_when_the_cards_are_gone_the_figures_stay_and_point_at_nobody(open_day: Day, now: datetime):
    send(open_day.callin, now, words="told")
    remove_card(Card.objects.get())
    report = CallReport.objects.get()
    assert (report.card_id, report.stance) == (None, Stance.LEANING)
