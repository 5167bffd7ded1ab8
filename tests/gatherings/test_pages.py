"""The public pages: what comes next, the month, one gathering, one of its dates, her own page."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.gatherings.dates import next_occurrences
from amparo.gatherings.models import Coming
from amparo.gatherings.operations.dating import DateWords, cancel_date
from amparo.gatherings.operations.making import cancel_gathering
from amparo.gatherings.placing import next_dates
from amparo.outbox.sending import sweep
from amparo.supporters.models import Card
from tests.gatherings.making import change, date_of, fresh, make_gathering, make_series
from tests.gatherings.visitor import page_of, send
from tests.makers import make_case, make_organization

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]


@pytest.fixture
def weekly(now):
    first = timezone.localdate(now) + timedelta(days=3)
    return make_series(now, first, hosts=(make_organization("Neighbors"),))


def words(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text.replace("\xa0", " "))


def her_link(now):
    """The link in the letter that asks her to confirm."""
    sweep(now)
    found = re.findall(r"/confirm/([\w-]{43})/", mail.outbox[-1].body)
    mail.outbox.clear()
    return found[0]


def test_the_list_shows_the_soonest_first_and_what_has_no_day_last(client, now, weekly):
    soon = timezone.localdate(now) + timedelta(days=1)
    make_gathering(now, campaign=weekly.campaign, slug="tomorrow", first_on=soon, kind="vigil")
    make_gathering(now, campaign=weekly.campaign, slug="someday", first_on=None)
    make_gathering(now, campaign=weekly.campaign, slug="past", first_on=soon - timedelta(days=9))

    page = client.get("/en/gatherings/").content.decode()

    order = [
        page.index(f"/en/gatherings/{slug}/") for slug in ("tomorrow", "wednesdays", "someday")
    ]
    assert order == sorted(order)
    assert "/en/gatherings/past/" not in page
    assert "To be announced" in page


def test_every_page_that_says_what_is_next_names_the_soonest_date(client, now, weekly):
    said = next_dates(RequestFactory().get("/en/"), None)
    [soonest] = next_occurrences(weekly, now, count=1)
    assert weekly.any_text("en").title in said
    assert str(soonest.on.day) in said
    assert 'href="/en/gatherings/"' in said


def test_where_nothing_is_announced_nothing_is_said_of_dates(client, now):
    assert next_dates(RequestFactory().get("/en/"), None) == ""


def test_the_list_may_be_narrowed_to_a_campaign(client, now, weekly):
    page = client.get(f"/es/gatherings/?campaign={weekly.campaign.slug}")
    assert "Los miércoles frente a la cárcel" in words(page)
    assert f"/es/gatherings/of/{weekly.campaign.slug}/calendar.ics" in page.content.decode()


def test_the_month_is_a_plain_table(client, now, weekly):
    first = next_occurrences(weekly, now)[0].on
    page = client.get(f"/es/gatherings/month/?month={first:%Y-%m}")
    assert "Los miércoles frente a la cárcel" in words(page)
    assert client.get("/es/gatherings/month/?month=9999-99").status_code == 200
    assert client.get("/es/gatherings/month/?month=x").status_code == 200


def test_the_page_says_when_where_by_which_door_and_who_hosts(client, now, weekly):
    said = words(client.get(page_of(weekly)))

    for each in ("Cada ", "4:00 p. m.", "Centro de detención", "lado este", "Neighbors",
                 "Ropa abrigada", "13880 Business Center Drive"):  # fmt: skip
        assert each in said, each


def test_one_date_has_its_own_host_and_its_own_page(client, now, weekly):
    second = next_occurrences(weekly, now)[1]
    guest = make_organization("Temple Israel")
    change(
        weekly, second.original_on, now, hosts=(guest,),
        words={"en": DateWords(theme="A mother's story"), "es": DateWords(theme="Una madre")},
    )  # fmt: skip

    whole = words(client.get(page_of(weekly)))
    one = words(client.get(page_of(weekly, below=f"{second.which}/")))

    assert "Temple Israel" in whole  # among the dates to come
    assert "Una madre" in one
    assert "Neighbors" not in one
    assert client.get(page_of(weekly, below="2020-01-01/")).status_code == 404
    assert client.get(page_of(weekly, below="2026-02-30/")).status_code == 404


def test_a_cancelled_date_says_so_and_takes_nobody(client, now, weekly):
    one = next_occurrences(weekly, now)[0]
    said = {"es": DateWords(note="Hace demasiado frío.")}
    cancel_date(date_of(weekly, one.original_on), words=said, tells=False, actor=WORKER, now=now)

    page = client.get(page_of(weekly, below=f"{one.which}/"))
    sent = send(fresh(weekly), now, below=f"{one.which}/", which=one.which)

    assert "Hace demasiado frío." in words(page)
    assert sent.status_code == 409
    assert send(fresh(weekly), now, which=one.which).status_code == 422
    assert not Card.objects.exists()


def test_a_cancelled_gathering_says_so(client, now, weekly):
    cancel_gathering(weekly, tells=False, actor=WORKER, now=now)

    page = client.get(page_of(weekly))

    assert "Este encuentro no se lleva a cabo." in words(page)
    assert send(fresh(weekly), now).status_code == 409


def test_a_partners_gathering_stays_the_partners(client, now):
    partner = make_organization("Sanctuary and Resistance", website="https://sari.example.org/")
    theirs = make_gathering(now, owner=partner, takes_rsvps=False)

    page = client.get(page_of(theirs, "en"))

    assert "our partner Sanctuary and Resistance" in words(page)
    assert "Just come" in words(page)
    assert "<form" not in page.content.decode().split('class="spread')[1].split("</section>")[0]
    assert send(theirs, now).status_code == 409


def test_search_engines_are_told_one_date(client, now, weekly):
    page = client.get(page_of(weekly, "en")).content.decode()

    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    assert told["@type"] == "Event"
    assert told["startDate"].startswith(next_occurrences(weekly, now)[0].on.isoformat())
    assert told["location"][0]["address"].startswith("13880")
    assert told["organizer"][0]["name"] == "Neighbors"


def test_a_hidden_place_is_on_no_public_page_and_in_no_file(client, now):
    hidden = make_gathering(now, hides_place=True)
    which = hidden.first_on.isoformat()

    for below in ("", f"{which}/", "thanks/", "calendar.ics", f"{which}/calendar.ics"):
        for language in ("en", "es"):
            body = client.get(page_of(hidden, language, below)).content.decode()
            assert "13880" not in body, below
            assert "lado este" not in body, below
            assert "east side" not in body, below
    assert "13880" not in client.get("/en/gatherings/").content.decode()
    assert "13880" not in client.get("/en/gatherings/calendar.ics").content.decode()


def test_who_confirms_is_expected_and_learns_the_place(client, now):
    hidden = make_gathering(now, hides_place=True)
    assert send(hidden, now).status_code == 303
    link = her_link(now)
    before = client.get(f"/es/confirm/{link}/")
    assert "13880" not in before.content.decode()

    client.post(f"/es/confirm/{link}/", headers={"Sec-Fetch-Site": "same-origin"})
    after = client.get(f"/es/confirm/{link}/")

    assert Coming.objects.get().state == "coming"
    assert "13880" in after.content.decode()
    which = hidden.first_on.isoformat()
    own = client.get(f"/es/coming/{link}/{which}/calendar.ics")
    assert "13880" in own.content.decode()


def test_new_and_repeated_get_the_same_answer(now, weekly):
    which = next_occurrences(weekly, now)[0].which

    first = send(weekly, now, which=which)
    again = send(weekly, now, which=which)

    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert first.content == again.content
    assert Coming.objects.count() == 1


def test_a_household_may_come_under_one_address(now, weekly):
    send(weekly, now, name="Rosa Núñez")
    send(weekly, now, name="Luz Núñez")
    assert Coming.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"party": "0"}, "party"),
        ({"party": "999"}, "party"),
        ({"party": "dos"}, "party"),
        ({"name": ""}, "name"),
        ({"email": "", "phone": ""}, "email"),
        ({"email": "rosa"}, "email"),
        ({"which": "2031-01-01"}, "which"),
        ({"needs": "x" * 500}, "needs"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_loses_nothing(now, weekly, typed, said):
    given = {"needs": "Una silla", **typed}
    response = send(weekly, now, **given)

    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="#id_{said}"' in page or f'aria-describedby="id_{said}' in page
    assert given["needs"] in page
    assert not Card.objects.exists()


def test_her_page_lets_her_change_and_cancel(client, now):
    meeting = make_gathering(now, capacity=4)
    send(meeting, now)
    link = her_link(now)
    same_origin = {"Sec-Fetch-Site": "same-origin"}
    client.post(f"/es/confirm/{link}/", headers=same_origin)

    def press(**what):
        return client.post(f"/es/coming/{link}/", {"which": "", **what}, headers=same_origin)

    assert press(do="party", party="4").status_code == 303
    assert Coming.objects.get().party_size == 4
    assert press(do="party", party="9").status_code == 409
    assert press(do="party", party="<b>").status_code == 409
    assert Coming.objects.get().party_size == 4
    assert press(do="was").status_code == 303
    assert Coming.objects.get().did_come is True
    assert press(do="cancel").status_code == 303
    assert not Coming.objects.exists()
    assert press(do="cancel").status_code in (302, 303)  # pressed again


def test_a_second_date_is_confirmed_on_her_page(client, now, weekly):
    one, other = next_occurrences(weekly, now, count=2)
    send(weekly, now, which=one.which)
    link = her_link(now)
    same_origin = {"Sec-Fetch-Site": "same-origin"}
    client.post(f"/es/confirm/{link}/", headers=same_origin)

    send(weekly, now, which=other.which)
    sweep(now)
    (letter,) = mail.outbox
    fresh_link = re.findall(r"/yours/([\w-]{43})/", letter.body)[0]
    page = client.get(f"/es/yours/{fresh_link}/")
    assert 'value="come"' in page.content.decode()
    client.post(
        f"/es/coming/{fresh_link}/", {"which": other.which, "do": "come"}, headers=same_origin
    )

    states = dict(Coming.objects.values_list("which", "state"))
    assert states == {one.which: "coming", other.which: "coming"}


def test_a_link_that_never_was_leads_where_a_gone_one_leads(client):
    answer = client.get(f"/en/coming/{'A' * 43}/")
    assert answer.status_code == 302
    assert answer["Location"].endswith("/gone/")
    assert client.get(f"/en/coming/{'A' * 43}/2026-12-02/calendar.ics").status_code == 404
    assert client.get("/en/coming/x/").status_code == 302


def test_another_site_cannot_act_for_her(client, now):
    meeting = make_gathering(now)
    send(meeting, now)
    link = her_link(now)
    answer = client.post(
        f"/es/coming/{link}/", {"do": "cancel"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert Coming.objects.exists()


def test_a_case_is_shown_only_in_the_languages_that_were_agreed_to(client, now):
    case, _ = make_case(now, languages=("es",))
    theirs = make_gathering(now, campaign=case)

    assert client.get(page_of(theirs, "es")).status_code == 200
    assert "noarchive" in client.get(page_of(theirs, "es"))["X-Robots-Tag"]
    assert client.get(page_of(theirs, "en")).status_code == 404
    assert client.get(page_of(theirs, "en", "calendar.ics")).status_code == 404
    assert "wednesdays" not in client.get("/en/gatherings/calendar.ics").content.decode()


def test_when_places_run_out_the_page_says_so_without_a_number(client, now):
    meeting = make_gathering(now, capacity=2)
    Coming.objects.create(
        card_id=meeting.pk, gathering=meeting, party_size=2, state="coming", token_hash=b""
    )

    page = words(client.get(page_of(meeting, "en")))

    assert "All places are taken" in page
    assert "Put me on the list" in page


def test_calendars_are_served_as_calendars(client, now, weekly):
    answer = client.get(page_of(weekly, "en", "calendar.ics"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.startswith(b"BEGIN:VCALENDAR")
    assert client.get("/en/gatherings/of/nothing/calendar.ics").status_code == 404
    assert isinstance(weekly.first_on, date)
