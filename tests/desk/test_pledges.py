"""Alma writes down planks, questions, pledges, progress and decisions, and refuses a report."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Entry
from amparo.campaigns.standing import forget_all
from amparo.places.models import Jurisdiction
from amparo.pledges.models import Adoption, Platform, Pledge, Report, Resolution, Step
from amparo.supporters.models import Card
from tests.desk.test_keys import Desk, unlocked
from tests.makers import forget_keys, make_beto, make_picture, reboot
from tests.pledges.makers import (
    make_answers,
    make_candidate,
    make_open_platform,
    make_open_resolution,
    make_platform,
    make_pledge,
)
from tests.pledges.test_reporting import send

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    forget_all()
    return timezone.now()


@pytest.fixture
def alma(now: datetime) -> Any:
    forget_keys()
    yield unlocked(Desk())
    reboot()


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def titles(platform: Platform) -> list[str]:
    return [each.title for each in platform.planks.prefetch_related("texts")]


def proof(platform: Platform, **more: Any) -> dict[str, Any]:
    """What one fills in about anything that somebody said."""
    candidate = more.pop("candidate", None) or make_candidate(timezone.now())
    text = platform.text("en")
    assert text is not None
    return {
        "giver": f"candidate:{candidate.pk}",
        "wording": platform.wordings.get(text_hash=text.text_hash).pk,
        "given_on": timezone.localdate().isoformat(),
        "proof_kind": "statement",
        "proof_url": "https://example.org/her-words",
        **more,
    }


def test_a_plank_is_moved_and_the_others_close_up(alma: Client, now: datetime) -> None:
    platform = make_platform(now)
    last = platform.planks.get(number=3)

    assert alma.get(at("plank-move", last.pk)).status_code == 200
    assert alma.post(at("plank-move", last.pk), {"number": "1"}).status_code == 302

    assert titles(platform) == [
        "Refuse federal money for surveillance", "End the agreement", "Pay for lawyers",
    ]  # fmt: skip
    assert alma.post(at("plank-move", last.pk), {"number": "0"}).status_code == 422


def test_a_plank_that_somebody_pledged_to_stays(alma: Client, now: datetime) -> None:
    platform = make_open_platform(now)
    first, second = platform.planks.all()[:2]
    make_pledge(now, platform, scope="planks", planks=[first])

    answer = alma.post(at("plank-remove", first.pk), {"confirmed": "yes"}, follow=True)
    assert "Somebody pledged to this plank: it stays." in answer.content.decode()
    alma.post(at("plank-remove", second.pk), {"confirmed": "yes"})
    assert titles(platform) == ["End the agreement", "Refuse federal money for surveillance"]


def test_a_question_is_asked_answered_and_then_stays(alma: Client, now: datetime) -> None:
    platform = make_open_platform(now)
    asked = {"en-words": "Will you end it?", "es-words": "¿Lo terminará?"}
    assert alma.post(at("question-new", platform.pk), asked).status_code == 302
    question = platform.questions.get()
    given = proof(platform)

    none = alma.post(at("answers-new", platform.pk), {**given, f"verdict-{question.pk}": "none"})
    assert none.status_code == 422
    assert "Please write down one answer at least." in none.content.decode()
    said = {f"verdict-{question.pk}": "partly", f"words-{question.pk}": "In two years."}
    assert alma.post(at("answers-new", platform.pk), {**given, **said}).status_code == 302

    answer = Pledge.objects.get().answers.get()
    assert (answer.verdict, answer.words, answer.asked) == (
        "partly", "In two years.", "Will you end it?",
    )  # fmt: skip
    gone = alma.post(at("question-remove", question.pk), {"confirmed": "yes"}, follow=True)
    assert "Somebody answered this question: it stays." in gone.content.decode()


def test_a_pledge_names_at_the_desk_who_wrote_it_down_and_its_document(
    alma: Client, now: datetime, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    platform = make_open_platform(now)
    paper = SimpleUploadedFile("signed.webp", make_picture().data, "image/webp")
    given = proof(platform, scope="whole", proof_kind="signed", proof_url="", proof_file=paper)

    assert alma.post(at("pledge-new", platform.pk), given).status_code == 302

    pledge = Pledge.objects.get()
    page = alma.get(at("platform", platform.pk)).content.decode()
    assert f"Written down by {pledge.recorded_by} on" in page
    assert "A signed paper" in page
    assert pledge.proof_file.url in page


def test_without_a_proof_nothing_is_written_down_and_what_was_typed_stays(
    alma: Client, now: datetime
) -> None:
    platform = make_open_platform(now)
    given = proof(platform, scope="whole", proof_url="", statement="I will end it.")

    answer = alma.post(at("pledge-new", platform.pk), given)

    assert answer.status_code == 422
    assert "Please give a web address or the document: how we know." in answer.content.decode()
    assert "I will end it." in answer.content.decode()
    assert not Pledge.objects.exists()


def test_a_pledge_is_taken_back_not_before_it_was_given(alma: Client, now: datetime) -> None:
    pledge = make_answers(now, make_open_platform(now))
    early = (timezone.localdate() - timedelta(days=2)).isoformat()

    assert alma.post(at("pledge-withdraw", pledge.pk), {"on": early}).status_code == 422
    today = timezone.localdate().isoformat()
    assert alma.post(at("pledge-withdraw", pledge.pk), {"on": today}).status_code == 302
    pledge.refresh_from_db()
    assert pledge.withdrawn_on == timezone.localdate()


def test_a_step_of_a_plank_is_written_down_once_with_its_source(
    alma: Client, now: datetime
) -> None:
    platform = make_open_platform(now)
    make_candidate(now)  # brings the counties along
    plank = platform.planks.get(number=1)
    county = Jurisdiction.objects.get(fips="27131")
    typed = {
        "jurisdiction": county.pk, "stage": "adopted", "on": "2026-03-04",
        "measure": "Resolution 26-14", "title": "Minutes of March 4", "language": "en",
        "url": "https://example.org/minutes", "read_on": "2026-03-10",
    }  # fmt: skip

    nowhere = alma.post(at("step-new", plank.pk), {**typed, "jurisdiction": ""})
    assert nowhere.status_code == 422
    assert "Please choose a government or write a city." in nowhere.content.decode()
    assert alma.post(at("step-new", plank.pk), typed).status_code == 302
    again = alma.post(at("step-new", plank.pk), typed)
    assert "This is written down already." in again.content.decode()

    step = Step.objects.get()
    assert (step.jurisdiction, step.measure) == (county, "Resolution 26-14")
    assert step.source.title == "Minutes of March 4"
    alma.post(at("step-remove", step.pk), {"confirmed": "yes"})
    assert not Step.objects.exists()


def decided(**more: Any) -> dict[str, Any]:
    return {
        "body_kind": "council", "body_name": "City council of Northfield", "town": "Northfield",
        "county": "", "decided_on": timezone.localdate().isoformat(), "outcome": "amended",
        "changes": "They took out the second paragraph.", **more,
    }  # fmt: skip


def test_a_decision_is_written_down_by_hand_changed_and_removed(
    alma: Client, now: datetime
) -> None:
    resolution = make_open_resolution(now)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    soon = alma.post(at("adoption-new", resolution.pk), decided(decided_on=tomorrow))
    assert soon.status_code == 422
    assert "City council of Northfield" in soon.content.decode()
    assert alma.post(at("adoption-new", resolution.pk), decided()).status_code == 302
    found = Adoption.objects.get()
    text = resolution.text("en")
    assert text is not None
    assert (found.has_passed, found.text_hash) == (True, text.text_hash)

    alma.post(at("adoption", found.pk), decided(outcome="postponed"))
    found.refresh_from_db()
    assert not found.has_passed
    alma.post(at("adoption-remove", found.pk), {"confirmed": "yes"})
    assert not Adoption.objects.exists()


@pytest.fixture
def reported(alma: Client, now: datetime) -> Resolution:
    """Somebody told how it went; the report waits."""
    resolution = make_open_resolution(now)
    assert send(now, resolution).status_code == 303
    return resolution


def test_a_report_is_read_and_counted_without_its_sender(
    alma: Client, reported: Resolution
) -> None:
    card = Card.objects.get()
    page = alma.get(at("report", card.pk)).content.decode()
    assert "Parroquia del Camino" in page

    told = decided(body_kind="congregation", body_name="Parroquia del Camino", county="")
    assert alma.post(at("report", card.pk), told).status_code == 302

    assert Adoption.objects.get().body_name == "Parroquia del Camino"
    assert Report.objects.get().adoption is not None
    public = Client().get("/en/resolutions/jail-resolution/").content.decode()
    assert "Parroquia del Camino" in public
    assert "Núñez" not in public


def test_a_report_is_refused_with_a_reason_that_the_log_keeps(
    alma: Client, reported: Resolution
) -> None:
    card = Card.objects.get()

    assert alma.post(at("report-refuse", card.pk), {"reason": ""}).status_code != 302
    assert alma.post(at("report-refuse", card.pk), {"reason": "no such caucus"}).status_code == 302

    assert Report.objects.get().is_refused
    assert not Adoption.objects.exists()
    entry = Entry.objects.filter(verb="pledges.refuse_report").latest("pk")
    assert entry.reason == "no such caucus"


def test_reports_stay_closed_without_a_key_and_outside_for_volunteers(
    alma: Client, reported: Resolution, now: datetime
) -> None:
    beto = Client()
    beto.force_login(make_beto(now))
    for name in ("resolution-reports", "adoption-new"):
        assert beto.get(at(name, reported.pk)).status_code in (302, 403, 404)
    alma.post(at("lock"))
    page = alma.get(at("resolution-reports", reported.pk)).content.decode()
    assert "Parroquia del Camino" not in page
