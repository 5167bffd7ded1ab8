"""Gatherings of the published material, rebuilt at the desk: a partner's Wednesdays, a protest at
noon, a bannering in two languages, a campaign meeting, a vigil whose host changes (rows 2 and 6).

Facts are read from ../shared/sources where it is there; what is typed is ours, and in our words.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.acceptance.interfaith import SARI
from tests.acceptance.test_against_the_sources import read
from tests.acceptance.test_an_interfaith_coalition import add_organization
from tests.acceptance.typist import Given, Typist, stand_in_order

CAMPAIGN: dict[str, Given] = {
    "en": {
        "Title": "No more deportations",
        "Aim, in one sentence": "Nobody is taken from her family.",
        "Summary": "We stand where people are held.",
    },
    "es": {
        "Title": "No más deportaciones",
        "Aim, in one sentence": "Que a nadie se le separe de su familia.",
        "Summary": "Estamos donde hay gente detenida.",
    },
}


def begin_campaign(typist: Typist) -> None:
    """A campaign that everything below belongs to."""
    today = timezone.localdate()
    typist.go("/desk/campaigns/new/")
    typist.fill(
        {
            "Kind": "Campaign",
            "Web address": "no-more",
            "Opens on": (today - timedelta(days=1)).isoformat(),
            "Ends on": (today + timedelta(days=300)).isoformat(),
        }
    )
    typist.fill_words(CAMPAIGN)
    typist.press("Save the draft")
    typist.press("Open it to the public")


def announce(typist: Typist, given: Given, words: dict[str, Given]) -> None:
    typist.go("/desk/gatherings/new/")
    typist.fill({"Part of the campaign": "No more deportations", **given})
    typist.fill_words(words)
    typist.press("Save")
    typist.press("Announce it")


@pytest.mark.data
def test_the_days_and_corners_are_those_of_the_source() -> None:
    """What is typed below, held against the published page."""
    text = read(1)
    for each in (
        "Friday, February 14 at noon",
        "corner of 4th Ave & 5th Street",
        "Saturday, December 17 – 11:00 am",
        "3104 16th Ave. South",
        "At Bloomington Ave & Lake Street, Minneapolis",
        "Sabado 31 de marzo – 12:00pm",
    ):
        assert each in text, each
    assert "Every Wednesday afternoon" in read(0)
    # the source's own days, by the calendar: Friday, Saturday, Saturday
    days = date(2014, 2, 14), date(2011, 12, 17), date(2012, 3, 31)
    assert [each.weekday() for each in days] == [4, 5, 5]


def test_a_partners_weekly_demonstration_stays_the_partners(typist: Typist) -> None:
    add_organization(typist, SARI, "Community group")
    begin_campaign(typist)
    today = timezone.localdate()
    wednesday = today + timedelta(days=(2 - today.weekday()) % 7)
    announce(
        typist,
        {
            "What is it?": "Demonstration",
            "Day": wednesday.isoformat(),
            "From": "16:00",
            "How often?": "Every week, on that weekday",
            "Whose gathering is it?": SARI,
            "Web address": "wednesdays",
        },
        {
            "en": {"Title": "Before the detention center", "In one sentence": "End the contract."},
            "es": {"Title": "Frente al centro", "In one sentence": "Que termine el contrato."},
        },
    )

    stand_in_order(
        typist.read("/en/gatherings/wednesdays/"),
        SARI, "Every Wednesday, 4:00 p.m.",
    )  # fmt: skip
    stand_in_order(typist.read("/es/gatherings/wednesdays/"), SARI, "Cada miércoles, 4:00 p. m.")


@pytest.mark.parametrize(
    ("kind", "day", "hour", "place", "said"),
    [
        (
            "Demonstration", "2014-02-14", "12:00", "4th Ave and 5th Street, Minneapolis",
            "Friday, February 14, 2014, 12:00 noon",
        ),
        (
            "Bannering", "2012-03-31", "12:00", "Bloomington Ave and Lake Street, Minneapolis",
            "Saturday, March 31, 2012, 12:00 noon",
        ),
        (
            "Meeting", "2011-12-17", "11:00", "3104 16th Ave. South, Minneapolis",
            "Saturday, December 17, 2011, 11:00 a.m.",
        ),
    ],
)  # fmt: skip
def test_a_gathering_of_the_archive_has_its_day_its_hour_and_its_corner(
    typist: Typist, kind: str, day: str, hour: str, place: str, said: str
) -> None:
    begin_campaign(typist)
    announce(
        typist,
        {
            "What is it?": kind,
            "Day": day,
            "From": hour,
            "Street and number, town": place,
            "Web address": "then",
        },
        {
            "en": {"Title": "No more deportations", "In one sentence": "Come with us."},
            "es": {"Title": "No más deportaciones", "In one sentence": "Venga con nosotros."},
        },
    )
    when = typist.read(f"/en/gatherings/then/{day}/")
    stand_in_order(when, said, place)
    assert "This date is over" in when


def test_a_vigil_has_another_host_each_time(typist: Typist) -> None:
    add_organization(typist, "First Host", "Faith community")
    add_organization(typist, "Second Host", "Faith community")
    begin_campaign(typist)
    first = timezone.localdate().replace(day=1) + timedelta(days=45)
    tuesday = first.replace(day=8) + timedelta(days=(1 - first.replace(day=8).weekday()) % 7)
    announce(
        typist,
        {
            "What is it?": "Vigil",
            "Day": tuesday.isoformat(),
            "From": "07:30",
            "How often?": "Every month, on that weekday: the second Tuesday",
            "Hosts": "First Host",
            "Web address": "vigil",
        },
        {
            "en": {"Title": "Vigil", "In one sentence": "Each month another host."},
            "es": {"Title": "Vigilia", "In one sentence": "Cada mes, otra comunidad."},
        },
    )
    typist.page.get_by_role("link", name="Change this date").nth(1).click()
    typist.fill({"Hosts of this date": "Second Host"})
    typist.press("Change this date")

    page = typist.read("/es/gatherings/vigil/")
    stand_in_order(page, "El segundo martes de cada mes, 7:30 a. m.", "Más fechas", "Second Host")
