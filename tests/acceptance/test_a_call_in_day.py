"""The committee's call-in day of June 3, 2011 (row 10): two numbers, the points, why now; a veto
letter that does not name the program; posted the same morning, in one language."""

from datetime import timedelta

from django.utils import timezone

from amparo.callins.models import CallIn, CallReport, Outcome
from amparo.officials.models import Stance
from tests.acceptance import committee as facts
from tests.acceptance.test_an_action_committee import begin_no_more_deportations
from tests.acceptance.typist import Typist, plain, stand_in_order

GOVERNOR = facts.GOVERNOR["en"]["Name of the office"]
ADDRESS = "call-the-governor"


def record_the_veto(typist: Typist) -> None:
    typist.go("/desk/officials/acts/new/")
    typist.fill({"Who": GOVERNOR, **facts.VETO, "Where we read it": facts.VETO_SOURCE})
    typist.fill_words(facts.VETO_WORDS)
    typist.press("Save")


def begin_the_day(typist: Typist, when: dict[str, str]) -> None:
    """From the campaign's page; in English alone."""
    typist.press("New call-in day")
    typist.fill(
        {"Web address": ADDRESS, "Whom do we call?": GOVERNOR, "Number of the bill": "SF 958"}
    )
    typist.fill(when)
    typist.fill(facts.CALL, "en")
    typist.press("Save")


def open_with_a_promise(typist: Typist) -> None:
    by = timezone.localtime() + timedelta(hours=6)
    typist.press("Open it to the public")
    typist.page.locator("input[name='promise_by']").fill(f"{by:%Y-%m-%dT%H:%M}")
    typist.press("Open it, with this promise")


def show_the_veto(typist: Typist) -> None:
    typist.press("Choose what is shown")
    typist.page.get_by_label(
        facts.VETO_WORDS["en"]["What was done or said, in one sentence"]
    ).check()
    typist.press("Save")


def test_the_day_as_it_was_posted_is_read_promised_in_spanish_and_answered(
    typist: Typist,
) -> None:
    """On the morning of the calls."""
    begin_no_more_deportations(typist)
    campaign = typist.page.url
    record_the_veto(typist)
    typist.go(campaign)
    closes = timezone.localtime() + timedelta(hours=8)
    begin_the_day(typist, {"until": f"{closes:%Y-%m-%dT%H:%M}"})
    open_with_a_promise(typist)
    show_the_veto(typist)

    two_numbers_the_points_why_now_and_what_the_letter_leaves_out(typist)
    in_spanish_it_says_by_when_it_will_be_there(typist)
    what_response_you_get_becomes_where_the_office_stands(typist)


def two_numbers_the_points_why_now_and_what_the_letter_leaves_out(typist: Typist) -> None:
    english = typist.read(f"/en/call-ins/{ADDRESS}/")
    stand_in_order(english, facts.CALL["Title"], facts.CALL["The ask, in one sentence"])
    stand_in_order(english, GOVERNOR, "Call (651) 201-3400", "Call (800) 657-3717")
    stand_in_order(english, "Thank you for the veto", "Please veto any bill", "Why call now?")
    stand_in_order(english, "July 1, 2011", "May 24, 2011", "SF 958", "does not name")
    stand_in_order(english, facts.VETO_SOURCE)
    dialed = typist.page.locator("main a.button[href^='tel:']")
    assert [each.get_attribute("href") for each in dialed.all()] == [
        "tel:+16512013400",
        "tel:+18006573717",
    ]


def in_spanish_it_says_by_when_it_will_be_there(typist: Typist) -> None:
    spanish = typist.read(f"/es/call-ins/{ADDRESS}/")
    stand_in_order(spanish, "En español a más tardar", facts.CALL["Title"])
    stand_in_order(spanish, "Llamar al (651) 201-3400", "Llamar al (800) 657-3717", "gratuito")
    stand_in_order(spanish, "La carta no nombra Comunidades Seguras.")


def what_response_you_get_becomes_where_the_office_stands(typist: Typist) -> None:
    callin = CallIn.objects.get()
    typist.go(f"/en/call-ins/{ADDRESS}/")
    typist.page.get_by_label("I spoke with somebody").check()
    typist.page.get_by_label("They would not say").check()
    typist.page.get_by_role("button", name="Send", exact=True).click()
    assert plain(typist.page.locator("h1").inner_text()) == "Thank you"
    report = CallReport.objects.get()
    assert (report.outcome, report.stance) == (Outcome.SPOKE, Stance.UNSAID)

    typist.go(f"/desk/campaigns/{callin.campaign_id}/stances/")
    typist.press(GOVERNOR)
    told = plain(typist.page.locator("main").inner_text())
    stand_in_order(told, "would not say", "Veto", "SF 958", "does not name Secure Communities")


def test_the_day_as_it_was_says_that_it_is_over(typist: Typist) -> None:
    """June 3, 2011, from eight to five: kept as a record, it takes no reports any more."""
    begin_no_more_deportations(typist)
    begin_the_day(typist, {})
    open_with_a_promise(typist)
    typist.press("Change texts and dates")
    typist.fill(facts.CALL_DAY)
    typist.page.get_by_role("button", name="Save").click()
    assert "later than it opens" not in typist.page.locator("main").inner_text()
    english = typist.read(f"/en/call-ins/{ADDRESS}/")
    stand_in_order(
        english, "The calls of this day are over", "Friday, June 3, 2011, 8:00 a.m. to 5:00 p.m."
    )
