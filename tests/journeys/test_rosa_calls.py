"""Rosa calls in a minute; Alma makes the day in ten, on a phone, in one language with a promise.

Without scripts a form has to be three seconds old; so the journeys wait as a caller would.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.callins.models import CallIn, CallReport, Judgement, Outcome
from amparo.callins.operations.targets import Whom
from amparo.keyring.operations import HolderOnce
from amparo.officials.models import Stance, Visit
from amparo.places.operations import load_jurisdictions
from amparo.supporters.models import Card
from tests.browsing import Visit as Open
from tests.browsing import come_in
from tests.cast import ALMA, BETO
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.journeys.words import BOTH, Says, desk_in
from tests.makers import make_beto, make_callin, make_campaign, make_office, make_official

__all__ = ["alma_key"]  # a fixture

SAID = "Me dijeron que la sheriff lo va a pensar."


@pytest.fixture
def callin(alma_key: HolderOnce) -> CallIn:
    """A day that calls a sheriff by name, the board, and the switchboard where nobody answers."""
    now = timezone.now()
    offices = [make_office(now, name=name) for name in ("Sheriff", "County board", "Switchboard")]
    holder = make_official(now, offices[0])
    whom = [Whom(offices[0], holder), Whom(offices[1]), Whom(offices[2], is_fallback=True)]
    return make_callin(now, make_campaign(now), whom)


def test_rosa_calls_on_a_phone_without_scripts_and_tells_how_it_went(
    visit: Open, callin: CallIn
) -> None:
    page = visit("/es/call-ins/call-the-sheriff/", scripts=False, language="es")
    dial = page.get_by_role("link", name="Llamar al (507) 555-0110").first
    expect(dial).to_have_attribute("href", "tel:+15075550110")
    expect(page.locator("main")).to_contain_text("Llamo a Sheriff of Rice County Pat Example.")

    page.get_by_label("Hablé con alguien").check()
    page.get_by_label("Se inclinan a favor").check()
    page.get_by_label("¿Qué le dijeron?").fill(SAID)
    page.get_by_role("button", name="Enviar y pasar a la siguiente").click()

    expect(page.get_by_role("status").first).to_contain_text("ya quedó anotado")
    expect(page.locator("main")).to_contain_text("Llamo a County board.")
    report = CallReport.objects.get()
    assert (report.stance, report.heard_on) == (Stance.LEANING, timezone.localdate())
    assert Card.objects.get().is_confirmed

    page.get_by_label("Nadie contestó").check()
    page.get_by_role("button", name="Enviar", exact=True).click()
    expect(page.locator("main")).to_contain_text("Switchboard")
    page.get_by_label("A esta oficina no llamé").check()
    page.get_by_role("button", name="Enviar", exact=True).click()
    expect(page.get_by_role("heading", name="Gracias", exact=True)).to_be_visible()
    assert Card.objects.count() == 2, "who skips leaves no card"


def test_what_is_missing_is_said_in_spanish_and_her_words_stay(visit: Open, callin: CallIn) -> None:
    page = visit("/es/call-ins/call-the-sheriff/", scripts=False, language="es")
    page.get_by_label("¿Qué le dijeron?").fill(SAID)
    page.get_by_role("button", name="Enviar y pasar").click()
    expect(page.get_by_role("alert")).to_contain_text("elija cómo le fue")
    expect(page.get_by_label("¿Qué le dijeron?")).to_have_value(SAID)


def test_the_switch_to_english_keeps_her_place_and_her_words(visit: Open, callin: CallIn) -> None:
    page = visit("/es/call-ins/call-the-sheriff/2/?source=iglesia", scripts=False, language="es")
    page.get_by_label("¿Qué le dijeron?").fill(SAID)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_label("What did they say?")).to_have_value(SAID)
    assert page.url.endswith("/en/call-ins/call-the-sheriff/2/?source=iglesia")


def test_with_scripts_a_report_takes_two_taps_and_a_letter_is_copied(
    visit: Open, callin: CallIn
) -> None:
    page = visit("/en/call-ins/call-the-sheriff/", phone=False)
    page.get_by_label("I left a message").check()
    page.get_by_role("button", name="Send, and go to the next").click()
    expect(page.locator("main")).to_contain_text("I am calling County board.")
    assert CallReport.objects.get().outcome == Outcome.VOICEMAIL

    page.get_by_role("link", name="I would rather write").click()
    expect(page.get_by_label("Words to copy")).to_have_value(
        "To County board:\n\nPlease end the agreement.\n\nPlease vote for SF 958.\n\nSincerely,\n\n"
        "[your name]\n[your city or town]"
    )
    expect(page.get_by_role("button", name="Copy", exact=True).first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_are_for_everybody(
    visit: Open, callin: CallIn, axe: Callable[[Page], None], language: str
) -> None:
    for path in ("", "2/", "1/write/", "thanks/"):
        axe(visit(f"/{language}/call-ins/call-the-sheriff/{path}", language=language))


def new_day(page: Page, closes: datetime, says: Says) -> None:
    page.goto("/desk/callins/new/")
    page.get_by_label(says("Part of the campaign")).select_option(index=1)
    page.get_by_label(says("Not in the list: the name of the office")).fill("Governor of Minnesota")
    page.get_by_label(says("Its telephone")).fill("651-201-3400")
    page.get_by_label(says("until")).fill(f"{closes:%Y-%m-%dT%H:%M}")
    english = page.get_by_role("region", name="English")
    english.get_by_label(says("Title")).fill("Veto it today")
    english.get_by_label(says("The ask, in one sentence")).fill("Veto the bill.")
    english.get_by_label(says("Points to make")).fill("Thank you.\nPlease veto it again.")
    english.get_by_label(says("Why call now?")).fill("The session ends tonight.")


@pytest.mark.parametrize("language", BOTH)
def test_alma_makes_an_urgent_day_on_a_phone_without_scripts(
    visit: Open, alma_key: HolderOnce, language: str
) -> None:
    now, says = timezone.localtime(), desk_in(language)
    load_jurisdictions("MN")
    make_campaign(timezone.now())
    page = visit("/accounts/login/", scripts=False)
    come_in(page, ALMA)
    new_day(page, now + timedelta(hours=12), says)
    page.get_by_role("button", name=says("Save")).click()
    expect(page.locator("main")).to_contain_text("Governor of Minnesota")
    page.get_by_role("button", name=says("Open it to the public")).click()
    page.locator("input[name='promise_by']").fill(f"{now + timedelta(hours=5):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name=says("Open it, with this promise")).click()
    expect(page.locator("main")).to_contain_text(says("It is open: people can call."))

    public = visit("/es/call-ins/veto-it-today/", language="es")
    expect(public.get_by_role("link", name="Llamar al (651) 201-3400")).to_be_visible()
    expect(public.locator("main")).to_contain_text("Please veto it again.")
    expect(public.locator("main")).to_contain_text("español")


def test_how_long_it_takes_to_say_is_told_while_she_writes(
    visit: Open, alma_key: HolderOnce
) -> None:
    make_campaign(timezone.now())
    page = visit("/accounts/login/", phone=False)
    come_in(page, ALMA)
    page.goto("/desk/callins/new/")
    english = page.get_by_role("region", name="English")
    english.get_by_label("Points to make").press_sequentially("Please veto it.")
    expect(english.locator(".desk-spoken")).to_contain_text("3 words, about 2 seconds.")
    english.get_by_label("Points to make").fill("word " * 160)
    english.get_by_label("How one ends").press_sequentially("now")
    expect(english.locator(".desk-spoken")).to_contain_text("More than a minute")


def hear(callin: CallIn) -> None:
    """Two reports of some days, without words."""
    target = callin.targets.get(order=1)
    today = timezone.localdate()
    for days, stance in ((6, Stance.AGAINST), (0, Stance.LEANING)):
        on = today - timedelta(days=days)
        CallReport.objects.create(
            callin=callin, target=target, outcome=Outcome.SPOKE, stance=stance, heard_on=on
        )


@pytest.mark.parametrize("language", BOTH)
def test_alma_reads_what_was_heard_judges_and_sets_a_report_aside(
    visit: Open,
    callin: CallIn,
    alma_key: HolderOnce,
    axe: Callable[[Page], None],
    language: str,
) -> None:
    test_rosa_calls_on_a_phone_without_scripts_and_tells_how_it_went(visit, callin)
    hear(callin)
    says = desk_in(language)
    page = visit("/accounts/login/", phone=False)
    come_in(page, ALMA)
    page.goto(f"/desk/callins/{callin.pk}/live/")
    expect(page.locator("main")).not_to_contain_text(SAID)
    page.get_by_role("link", name=says("Unlock to read it")).click()
    page.get_by_label(says("Your six words")).fill(alma_key.passphrase)
    page.get_by_role("button", name=says("Unlock")).click()
    expect(page.locator("main")).to_contain_text(SAID)
    axe(page)

    page.get_by_role("link", name=says("Set it aside")).first.click()
    page.get_by_label(says("Why")).fill("the same words forty times")
    page.get_by_role("button", name=says("Set it aside")).click()
    expect(page.locator("main")).to_contain_text(says("set aside"))
    page.get_by_role("button", name=says("Count it again")).first.click()
    assert not CallReport.objects.filter(set_aside_on__isnull=False).exists()

    page.get_by_role("link", name=says("Where they stand")).click()
    page.get_by_role("link", name="Pat Example").click()
    expect(page.locator("main svg desc")).to_contain_text(f"{says('against it')}: 1")
    axe(page)
    page.get_by_role("link", name=says("Write down our judgement")).click()
    page.get_by_label(says("leaning for it")).check()
    page.get_by_label(says("likely")).check()
    page.get_by_role("button", name=says("Save")).click()
    expect(page.locator("main")).to_contain_text(ALMA.full_name)
    assert Judgement.objects.get().stance == Stance.LEANING


def test_beto_writes_down_a_visit_and_what_follows_waits_until_it_is_done(
    visit: Open, callin: CallIn, axe: Callable[[Page], None]
) -> None:
    make_beto(timezone.now(), has_password=True)
    page = visit("/accounts/login/", scripts=False)
    come_in(page, BETO)
    page.goto("/desk/officials/visits/new/")
    page.get_by_label("¿A quién visitaron?").select_option(label="Sheriff")
    page.get_by_label("Sobre qué").fill("El acuerdo")
    page.get_by_label("Qué se dijo").fill("Lo van a pensar.")
    page.get_by_label("Qué sigue").fill("Llevar las cifras")
    page.get_by_role("button", name="Guardar").click()
    assert [user.full_name for user in Visit.objects.get().went.all()] == [BETO.full_name]

    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text("Llevar las cifras")
    page.get_by_role("link", name="Verlo").click()
    page.get_by_role("button", name="Lo que seguía está hecho").click()
    page.goto("/desk/")
    expect(page.locator("main")).not_to_contain_text("Llevar las cifras")


@pytest.mark.parametrize("phone", [True, False])
def test_the_desk_of_calls_is_for_everybody(
    visit: Open, callin: CallIn, axe: Callable[[Page], None], phone: bool
) -> None:
    hear(callin)
    page = visit("/accounts/login/", phone=phone)
    come_in(page, ALMA)
    office = callin.targets.get(order=2).office_id
    for path in (
        f"callins/{callin.pk}/", f"callins/{callin.pk}/edit/", f"callins/{callin.pk}/targets/",
        f"callins/{callin.pk}/live/", f"campaigns/{callin.campaign_id}/stances/",
        "officials/acts/new/", "officials/visits/new/", f"officials/offices/{office}/lines/",
    ):  # fmt: skip
        page.goto(f"/desk/{path}")
        axe(page)
