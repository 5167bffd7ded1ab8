"""Alma and Beto work with gatherings at the desk."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.campaigns.standing import forget_all
from amparo.gatherings.dates import next_occurrences, occurrence_on
from amparo.gatherings.models import Attendance, Coming, Gathering
from amparo.outbox.sending import sweep
from tests.gatherings.making import fresh, make_gathering, make_series
from tests.gatherings.visitor import send
from tests.makers import (
    make_alma,
    make_beto,
    make_campaign,
    make_ines,
    make_keys,
    make_organization,
    make_picture,
    make_teo,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    forget_all()
    return timezone.now()


@pytest.fixture(autouse=True)
def keys(now: datetime) -> Any:
    return make_keys(now)


def desk_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def alma(now: datetime) -> Client:
    return desk_of(make_alma(now))


@pytest.fixture
def weekly(now: datetime) -> Gathering:
    return make_series(now, timezone.localdate(now) + timedelta(days=3))


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def typed(campaign: Any = None, **more: Any) -> dict[str, Any]:
    """What an organizer in a hurry fills in: kind, day, hours, place, a title and a sentence."""
    day = timezone.localdate() + timedelta(days=10)
    return {
        **({"campaign": campaign.pk} if campaign else {}),
        "kind": "clinic",
        "first_on": day.isoformat(),
        "starts_time": "10:00",
        "ends_time": "13:00",
        "address": "3104 16th Ave. South, Minneapolis",
        "es-title": "Clínica legal gratis",
        "es-ask": "Venga a hablar con un abogado.",
        "es-door": "Entrada en 16 Avenue",
        **more,
    }


def test_a_clinic_in_spanish_takes_seven_fields_and_needs_no_address_typed(alma, now):
    campaign = make_campaign(now)

    answer = alma.post(at("gathering-new"), typed(campaign))

    made = Gathering.objects.get()
    assert answer.status_code == 302
    assert made.slug == "clinica-legal-gratis"
    assert made.text("es").door == "Entrada en 16 Avenue"
    assert made.rule == ""
    again = alma.post(at("gathering-new"), typed(campaign))
    assert again.status_code == 302
    assert Gathering.objects.exclude(pk=made.pk).get().slug == "clinica-legal-gratis-2"


@pytest.mark.parametrize(
    ("kind", "chosen", "are_asked"),
    [
        ("clinic", "", False),
        ("clinic", "yes", True),
        ("vigil", "", True),
        ("vigil", "no", False),
    ],
)
def test_who_comes_to_a_clinic_is_collected_only_where_that_is_chosen(
    alma, now, kind, chosen, are_asked
):
    alma.post(at("gathering-new"), typed(make_campaign(now), kind=kind, takes_rsvps=chosen))

    made = Gathering.objects.get()
    assert made.takes_rsvps is are_asked
    page = alma.get(at("gathering-edit", made.pk)).content.decode()
    assert f'value="{"yes" if are_asked else "no"}" selected' in page
    assert "its attorneys alone can open" in page
    shown = alma.get(at("gathering", made.pk)).content.decode()
    warns = "A booked time opens for attorneys alone." in shown
    assert warns is (kind == "clinic" and are_asked)


@pytest.mark.parametrize(("zone", "is_said"), [("America/Denver", True), ("", False)])
def test_a_clock_that_is_not_our_own_is_named_beside_the_hours(alma, now, zone, is_said):
    alma.post(at("gathering-new"), typed(make_campaign(now), kind="vigil", time_zone=zone))

    made = Gathering.objects.get()
    page = alma.get(at("gathering-preview", made.pk, "es")).content.decode()
    assert ("(hora de la Montaña)" in page) is is_said
    form = alma.get(at("gathering-edit", made.pk)).content.decode()
    assert f'value="{made.time_zone}" selected' in form


def test_a_zone_that_is_none_is_told_beside_its_field(alma, now):
    data = typed(make_campaign(now), time_zone="Mars/Olympus")
    assert alma.post(at("gathering-new"), data).status_code == 422
    assert not Gathering.objects.exists()


@pytest.mark.parametrize(
    ("often", "more", "rule"),
    [
        ("weekly", {}, "FREQ=WEEKLY;BYDAY=WE"),
        ("fortnightly", {}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("weekday", {}, "FREQ=MONTHLY;BYDAY=1WE"),
        ("weekday", {"also_weeks": ["3"]}, "FREQ=MONTHLY;BYDAY=1WE,3WE"),
        ("day", {"times": "6"}, "FREQ=MONTHLY;BYMONTHDAY=2;COUNT=6"),
        ("weekly", {"until_on": "2027-06-30"}, "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630"),
    ],
)
def test_plain_choices_become_a_rule_and_come_back_as_they_were(alma, now, often, more, rule):
    campaign = make_campaign(now)
    data = typed(campaign, first_on="2026-12-02", often=often, **more)

    alma.post(at("gathering-new"), data)

    made = Gathering.objects.get()
    assert made.rule == rule
    page = alma.get(at("gathering-edit", made.pk)).content.decode()
    assert f'value="{often}" selected' in page


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"starts_time": ""}, "starts_time"),
        ({"starts_time": "25:00"}, "starts_time"),
        ({"first_on": "", "often": "weekly"}, "first_on"),
        ({"often": "weekly", "until_on": "2020-01-01"}, "until_on"),
        ({"often": "weekly", "until_on": "2030-01-01", "times": "3"}, "times"),
        ({"point": "north of the church"}, "point"),
        ({"online_url": "nowhere"}, "online_url"),
        ({"slug": "month"}, "slug"),
        ({"es-title": ""}, "title"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(alma, now, more, field):
    answer = alma.post(at("gathering-new"), typed(make_campaign(now), **more))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "3104 16th Ave. South" in page
    assert f"{field}" in page
    assert not Gathering.objects.exists()


def test_hosts_point_and_sketch_are_kept(alma, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    host, sponsor = make_organization("Neighbors"), make_organization("Lawyers' Guild")
    picture = make_picture()
    from django.core.files.uploadedfile import SimpleUploadedFile

    sketch = SimpleUploadedFile("way.webp", picture.data, "image/webp")
    data = typed(
        make_campaign(now), hosts=[host.pk], sponsors=[sponsor.pk], point="44.948, -93.254",
        owner=host.pk, drawing=sketch,
    )  # fmt: skip

    alma.post(at("gathering-new"), data)

    made = Gathering.objects.get()
    assert list(made.hosts.values_list("organization__sort_name", "role")) == [
        ("neighbors", "host"), (sponsor.sort_name, "sponsor"),
    ]  # fmt: skip
    assert (float(made.latitude), float(made.longitude)) == (44.948, -93.254)
    assert made.owner == host
    assert made.sketch


def test_it_is_announced_changed_with_letters_and_cancelled(alma, now):
    campaign = make_campaign(now)
    english = {"en-title": "Clinic", "en-ask": "Come."}
    alma.post(at("gathering-new"), typed(campaign, takes_rsvps="yes", **english))
    made = Gathering.objects.get()
    alma.post(at("gathering-open", made.pk))
    send(fresh(made), now)
    Coming.objects.update(state="coming")
    sweep(now)
    mail.outbox.clear()

    changed = typed(address="Other Street 1", tells="on", takes_rsvps="yes", slug=made.slug)
    alma.post(at("gathering-edit", made.pk), changed)
    sweep(now)
    assert len(mail.outbox) == 1
    assert "Other Street 1" in mail.outbox[0].body

    alma.post(at("gathering-cancel", made.pk), {"tells": "on", "confirmed": "yes"})
    sweep(now)
    assert len(mail.outbox) == 2
    assert fresh(made).is_cancelled
    alma.post(at("gathering-revive", made.pk), {"confirmed": "yes"})
    assert not fresh(made).is_cancelled


def test_one_date_gets_another_host_and_a_theme(alma, now, weekly):
    guest = make_organization("Temple Israel")
    which = next_occurrences(weekly, now)[1].which

    answer = alma.post(
        at("gathering-date", weekly.pk, which),
        {"hosts": [guest.pk], "en-theme": "Light", "es-theme": "La luz"},
    )

    one = occurrence_on(fresh(weekly), datetime.fromisoformat(which).date())
    assert answer.status_code == 302
    assert one.hosts == [guest]
    assert one.theme("es") == "La luz"
    page = alma.get(at("gathering-date", weekly.pk, which)).content.decode()
    assert "Temple Israel" in page
    assert "La luz" in page


def test_one_date_is_moved_cancelled_restored_and_left_out(alma, now, weekly):
    one = next_occurrences(weekly, now)[0]
    day = one.original_on
    moved = (day + timedelta(days=1)).isoformat()

    def get():
        return occurrence_on(fresh(weekly), day)

    alma.post(at("gathering-date", weekly.pk, one.which), {"moved_on": moved})
    assert get().on.isoformat() == moved
    alma.post(at("gathering-date-cancel", weekly.pk, one.which), {"en-note": "Storm"})
    assert get().is_cancelled
    alma.post(at("gathering-date-restore", weekly.pk, one.which), {"confirmed": "yes"})
    assert not get().is_cancelled
    assert not get().is_moved
    alma.post(at("gathering-date-leave-out", weekly.pk, one.which), {"confirmed": "yes"})
    assert get() is None
    page = alma.get(at("gathering", weekly.pk)).content.decode()
    assert at("gathering-date-restore", weekly.pk, one.which) in page


def test_an_end_without_a_beginning_is_told_on_a_date_too(alma, now, weekly):
    which = next_occurrences(weekly, now)[0].which
    answer = alma.post(at("gathering-date", weekly.pk, which), {"ends_time": "18:00"})
    assert answer.status_code == 422
    assert not weekly.changed_dates.exists()


def test_a_day_that_the_rule_does_not_name_is_not_there(alma, weekly):
    other = (weekly.first_on + timedelta(days=1)).isoformat()
    for name in ("date", "date-cancel", "date-leave-out", "date-restore", "attendance"):
        assert alma.get(at(f"gathering-{name}", weekly.pk, other)).status_code == 404


def test_beto_counts_with_one_hand(now, weekly):
    beto = desk_of(make_beto(now))
    which = next_occurrences(weekly, now)[0].which
    address = at("gathering-attendance", weekly.pk, which)

    for step in ("5", "5", "1", "-1"):
        assert beto.post(address, {"more": step}).status_code == 302
    assert Attendance.objects.get().count == 10
    beto.post(address, {"more": "1000000"})  # no such button
    assert Attendance.objects.get().count == 10
    beto.post(address, {"count": "47"})
    assert Attendance.objects.get().count == 47
    assert beto.post(address, {"count": "-4"}).status_code == 422
    page = beto.get(address).content.decode()
    assert "47" in page
    assert beto.get(at("gathering-date", weekly.pk, which)).status_code in (302, 403)


def test_headcounts_are_seen_without_unlocking(alma, now):
    meeting = make_gathering(now, capacity=10)
    send(meeting, now, party="4")
    Coming.objects.update(state="coming")

    page = alma.get(at("gathering", meeting.pk)).content.decode()

    assert "<dd>4</dd>" in page
    assert "<dd>6</dd>" in page
    assert "Núñez" not in page
    assert alma.get(at("gatherings")).status_code == 200
    assert b'"4"' in alma.get(at("gatherings") + "?export=csv").content


def test_attorneys_and_organizers_of_other_campaigns_stay_outside(now, weekly):
    from amparo.campaigns.models import Campaign

    Campaign.objects.update(limited_to_roles=True)
    for who in (make_ines, make_teo):
        client = desk_of(who(now))
        assert client.get(at("gathering", weekly.pk)).status_code in (302, 403, 404)


def test_yesterdays_gathering_asks_how_many_were_there(alma, now):
    make_gathering(now, first_on=timezone.localdate(now) - timedelta(days=1))
    page = alma.get("/desk/").content.decode()
    assert "how many people were there?" in page


def test_how_it_will_look(alma, now):
    meeting = make_gathering(now)
    answer = alma.get(at("gathering-preview", meeting.pk, "es"))
    assert answer.status_code == 200
    assert "Los miércoles frente a la cárcel" in answer.content.decode()
