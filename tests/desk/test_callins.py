"""Call-in days at the desk: whom to call, what was heard, our own judgement, acts and visits."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.callins.models import CallIn, CallReport, Judgement
from amparo.campaigns.standing import forget_all
from amparo.officials.models import Act, Visit
from amparo.supporters.models import Card
from amparo.supporters.operations import CannotMerge, merge_by_word
from tests.callins.caller import send
from tests.callins.conftest import Day, heard, make_day
from tests.desk.test_keys import Desk, unlocked
from tests.makers import forget_keys, make_beto, make_campaign, make_office, reboot

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    forget_all()
    return timezone.now()


@pytest.fixture
def alma() -> Any:
    forget_keys()
    yield unlocked(Desk())
    reboot()


@pytest.fixture
def beto(alma: Client, now: datetime) -> Client:
    client = Client()
    client.force_login(make_beto(now))
    return client


@pytest.fixture
def today(alma: Client, now: datetime) -> Day:
    return make_day(now)


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(at(name, *args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def test_a_day_is_begun_with_whom_to_call_first_and_after(alma: Client, now: datetime) -> None:
    first, second = make_office(now, "Sheriff"), make_office(now, "County board")
    typed = {
        "campaign": make_campaign(now).pk, "slug": "call-them", "bill": "SF 958",
        "whom": f"office:{first.pk}", "second": f"office:{second.pk}", "effort": "minutes",
        "en-title": "Call them", "en-ask": "End it.", "en-points": "Please end it.",
        "en-body": "The vote is on Friday.",
    }  # fmt: skip

    twice = alma.post(at("callin-new"), {**typed, "second": typed["whom"]})
    assert twice.status_code == 422
    assert "The vote is on Friday." in twice.content.decode()
    strange = alma.post(at("callin-new"), {**typed, "en-points": "I call {governor}."})
    assert "{governor} is filled by nobody" in strange.content.decode()
    assert alma.post(at("callin-new"), typed).status_code == 302

    made = CallIn.objects.get()
    assert [each.office for each in made.targets.all()] == [first, second]
    assert made.effort == "minutes"


def test_targets_change_places_and_those_who_were_called_stay(alma: Client, today: Day) -> None:
    _sheriff, board, switchboard = (f"office:{each.pk}" for each in today.offices)
    holder = f"official:{today.holder.pk}"
    rows = {
        "row1-whom": holder, "row1-place": "2", "row2-whom": board, "row2-place": "1",
        "row3-whom": switchboard, "row3-is_fallback": "on", "row4-whom": "", "row5-whom": "",
        "row6-whom": "",
    }  # fmt: skip
    assert alma.post(at("callin-targets", today.callin.pk), rows).status_code == 302
    assert [each.office.pk for each in today.targets] == [
        today.offices[1].pk, today.offices[0].pk, today.offices[2].pk,
    ]  # fmt: skip

    heard(today.targets[0], "leaning")
    fewer = {**rows, "row2-whom": "", "row2-place": ""}
    refused = alma.post(at("callin-targets", today.callin.pk), fewer)
    assert refused.status_code == 422
    assert "People have called them already" in refused.content.decode()
    twice = alma.post(at("callin-targets", today.callin.pk), {**rows, "row4-whom": holder})
    assert "Nobody is called twice" in twice.content.decode()


def test_a_report_that_nobody_believes_is_set_aside_with_a_reason_and_taken_back(
    alma: Client, today: Day
) -> None:
    heard(today.targets[0], "for", count=2)
    report = CallReport.objects.first()
    assert report is not None

    assert alma.post(at("callin-report-aside", report.pk), {"reason": ""}).status_code != 302
    told = {"reason": "the same words forty times"}
    assert alma.post(at("callin-report-aside", report.pk), told).status_code == 302

    report.refresh_from_db()
    assert report.set_aside_on == timezone.localdate()
    assert Entry.objects.filter(reason="the same words forty times").exists()
    alma.post(at("callin-report-believe", report.pk))
    report.refresh_from_db()
    assert report.set_aside_on is None


def test_what_a_caller_wrote_is_read_with_a_key_and_by_no_volunteer(
    alma: Client, beto: Client, today: Day, now: datetime
) -> None:
    assert send(today.callin, now, words="La asistente tomó nota.").status_code == 303

    assert "La asistente tomó nota." in page(alma, "callin-live", today.callin.pk)
    assert "La asistente" not in page(beto, "callin-live", today.callin.pk)
    alma.post(at("lock"))
    assert "La asistente" not in page(alma, "callin-live", today.callin.pk)


def test_two_calls_are_never_made_one_and_the_page_says_why(
    alma: Client, today: Day, now: datetime
) -> None:
    for words in ("La asistente tomó nota.", "La asistente lo anotó."):
        send(today.callin, now, words=words)
    one, other = Card.objects.values_list("pk", flat=True)
    where = ("callin", today.callin.pk, one)
    shown = page(alma, "signature", *where)
    assert "one call, told without a name" in shown
    assert at("signature-alike", *where) not in shown
    assert alma.get(at("signature-alike", *where)).status_code == 404
    assert alma.get(at("signature-merge", *where, other)).status_code == 404
    with pytest.raises(CannotMerge, match="kind"):
        merge_by_word(other, one, reason="x", actor=WORKER)
    assert Card.objects.count() == 2


def test_our_judgement_stands_beside_the_reports_and_is_taken_back(
    alma: Client, beto: Client, today: Day
) -> None:
    heard(today.targets[0], "against", count=3)
    whom = f"official-{today.holder.pk}"
    given = {"stance": "leaning", "sureness": "guess", "why": "Her aide asked for the text."}
    address = at("stance-judge", today.campaign.pk, whom)

    assert beto.post(address, given).status_code in (302, 403, 404)
    assert not Judgement.objects.exists()
    assert alma.post(address, given).status_code == 302

    shown = page(alma, "stance", today.campaign.pk, whom)
    assert "Her aide asked for the text." in shown
    assert "against" in shown
    alma.post(at("judgement-remove", Judgement.objects.get().pk))
    assert not Judgement.objects.exists()


def test_an_act_has_its_source_and_is_chosen_for_the_page(alma: Client, today: Day) -> None:
    typed = {
        "whom": f"official:{today.holder.pk}", "kind": "veto", "done_on": "2026-05-20",
        "source_title": "Veto letter", "source_url": "https://example.org/veto",
        "checked_on": "2026-06-01", "en-what": "Vetoed the bill.", "es-what": "Vetó el proyecto.",
        "en-leaves_out": "The letter does not name the program.",
    }  # fmt: skip
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert alma.post(at("act-new"), {**typed, "done_on": tomorrow}).status_code == 422
    assert alma.post(at("act-new"), typed).status_code == 302
    act = Act.objects.get()

    assert alma.post(at("callin-acts", today.callin.pk), {"acts": [act.pk]}).status_code == 302

    public = Client().get("/es/call-ins/call-the-sheriff/").content.decode()
    assert "Vetó el proyecto." in public
    assert "https://example.org/veto" in public
    kept = alma.post(at("act-remove", act.pk), {"confirmed": "yes"}, follow=True)
    assert "A call-in day shows it." in kept.content.decode()


def test_a_volunteer_writes_down_a_visit_and_what_follows_waits_until_it_is_done(
    beto: Client, alma: Client, today: Day
) -> None:
    typed = {
        "whom": f"official:{today.holder.pk}", "visited_on": timezone.localdate().isoformat(),
        "about": "The agreement", "said": "She listened.", "follows": "Send her the figures.",
    }  # fmt: skip
    early = (timezone.localdate() - timedelta(days=3)).isoformat()
    wrong = beto.post(at("visit-new"), {**typed, "next_on": early})
    assert wrong.status_code == 422
    assert "She listened." in wrong.content.decode()
    assert beto.post(at("visit-new"), typed).status_code == 302
    visit = Visit.objects.get()

    assert "Send her the figures." in beto.get("/desk/").content.decode()
    beto.post(at("visit-done", visit.pk))
    assert "Send her the figures." not in beto.get("/desk/").content.decode()
    assert beto.post(at("visit-remove", visit.pk), {"confirmed": "yes"}).status_code in (
        302, 403, 404,
    )  # fmt: skip
    assert Visit.objects.exists()
    alma.post(at("visit-remove", visit.pk), {"confirmed": "yes"})
    assert not Visit.objects.exists()
