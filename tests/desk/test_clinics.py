"""Alma gives a clinic its times, Beto answers the telephone, Ines reads who comes."""

import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from amparo.campaigns.standing import forget_all
from amparo.clinics.days import ClinicDate
from amparo.clinics.models import Booking, ClinicDay, Provider
from amparo.desk.unlocked import COOKIE
from amparo.gatherings.models import Gathering
from amparo.keyring.unlocking import unlock
from amparo.supporters.models import Card
from amparo.web.models import Coalition
from tests.clinics.making import GIVEN, Attorneys, make_attorneys, make_clinic, make_day
from tests.makers import (
    Keys,
    make_alma,
    make_beto,
    make_ines,
    make_keys,
    make_petition,
    make_teo,
    reboot,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def keys(now: datetime) -> Keys:
    forget_all()
    Coalition.objects.create(state="MN", hotline="+16515550100")
    Coalition.forget_kept()
    reboot()
    return make_keys(now)


@pytest.fixture
def clinic(keys: Keys, now: datetime) -> Gathering:
    return make_clinic(now)


@pytest.fixture
def ines(keys: Keys, now: datetime) -> tuple[Client, Attorneys]:
    user = make_ines(now)
    return desk_of(user), make_attorneys(keys, now, user.pk)


@pytest.fixture
def day(clinic: Gathering, ines: object) -> ClinicDate:
    return make_day(clinic)


@pytest.fixture
def alma(now: datetime) -> Client:
    return desk_of(make_alma(now))


@pytest.fixture
def beto(now: datetime) -> Client:
    return desk_of(make_beto(now))


def desk_of(person: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def unlocked(client: Client, attorneys: Attorneys, now: datetime) -> Client:
    holder = attorneys.ines.holder
    assert holder.user_id
    client.cookies[COOKIE] = unlock(holder.user_id, attorneys.ines.passphrase, now=now)
    return client


def book(client: Client, day: ClinicDate, hour: str = "10:00") -> str:
    return text_of(client.post(at("clinic-book", day.day.pk), {**GIVEN, "hour": hour}))


def test_a_date_is_given_times_and_opened(alma: Client, clinic: Gathering, ines: object) -> None:
    page = text_of(alma.get(at("gathering", clinic.pk)))
    begin = at("clinic-begin", clinic.pk, clinic.first_on.isoformat() if clinic.first_on else "")
    assert begin in page
    answer = alma.post(begin, follow=True)
    day = ClinicDay.objects.get()
    assert 'value="10:00"' in text_of(answer)  # the hours of the gathering are there already
    sent = {"table": "Ines", "first": "10:00", "last": "13:00", "minutes": "30"}
    alma.post(at("clinic-slots", day.pk), sent)
    assert day.slots.count() == 6
    alma.post(
        at("clinic-settings", day.pk),
        {"takes_bookings": "on", "takes_online": "on", "kept_days": "10"},
    )
    day.refresh_from_db()
    assert day.takes_bookings
    assert day.keyspace.shred_on == (clinic.first_on or date.max) + timedelta(days=10)


def test_nothing_is_opened_that_nobody_could_read(alma: Client, clinic: Gathering) -> None:
    day = make_day(clinic).day
    ClinicDay.objects.update(takes_bookings=False)
    answer = alma.post(at("clinic-settings", day.pk), {"takes_bookings": "on", "kept_days": "14"})
    assert answer.status_code == 422
    assert "nobody could read them" in text_of(answer)


def test_a_volunteer_books_by_telephone_and_never_sees_it_again(
    beto: Client, alma: Client, day: ClinicDate
) -> None:
    slip = book(beto, day)
    assert "10:00" in slip
    assert GIVEN["name"] not in slip
    assert Booking.objects.count() == 1
    for client in (beto, alma):
        assert GIVEN["name"] not in text_of(client.get(at("clinic", day.day.pk)))
        assert client.get(at("clinic-sheet", day.day.pk)).status_code in (302, 403)


def test_a_volunteer_books_with_the_attorney_whom_the_caller_wants(
    beto: Client, day: ClinicDate
) -> None:
    assert "10:00 a. m. · Ines, Table 2" in text_of(beto.get(at("clinic-book", day.day.pk)))
    sent = {**GIVEN, "hour": "10:00", "table": "Table 2"}
    assert "con Table 2" in text_of(beto.post(at("clinic-book", day.day.pk), sent))
    again = beto.post(at("clinic-book", day.day.pk), sent)
    assert again.status_code == 422
    assert "Con Table 2 están libres estas horas: 11:00 a. m., 12:00 del mediodía" in text_of(again)
    assert GIVEN["name"] in text_of(again)


def test_each_attorney_gets_a_sheet_with_her_own_people_alone(
    beto: Client, ines: tuple[Client, Attorneys], day: ClinicDate, now: datetime
) -> None:
    for name, table in (("Rosa Elena", "Ines"), ("Tomasa", "Table 2")):
        sent = {**GIVEN, "name": name, "hour": "10:00", "table": table}
        beto.post(at("clinic-book", day.day.pk), sent)
    client, attorneys = unlocked(ines[0], ines[1], now), at("clinic-sheet", day.day.pk)
    assert "Rosa Elena" in (hers := text_of(client.get(attorneys + "?with=Ines")))
    assert "Tomasa" not in hers
    assert "Tomasa" in text_of(client.get(attorneys))
    papers = at("clinic-sheet-pdf", day.day.pk)
    (one,) = PdfReader(io.BytesIO(client.get(papers + "?with=Table 2").content)).pages
    assert "Rosa Elena" not in one.extract_text()
    first, second = PdfReader(io.BytesIO(client.get(papers + "?each=yes").content)).pages
    assert "Rosa Elena" in first.extract_text()
    assert "Tomasa" not in first.extract_text()
    assert "Tomasa" in second.extract_text()


def test_what_is_missing_is_said_and_nothing_is_lost(beto: Client, day: ClinicDate) -> None:
    sent = {"name": "", "phone": "651-555-0142", "spoken": "es", "hour": ""}
    answer = beto.post(at("clinic-book", day.day.pk), sent)
    assert answer.status_code == 422
    assert "651-555-0142" in text_of(answer)
    assert not Card.objects.exists()


def test_a_day_that_was_closed_while_she_typed_says_so_and_nothing_is_lost(
    beto: Client, day: ClinicDate
) -> None:
    ClinicDay.objects.update(takes_bookings=False)
    answer = beto.post(at("clinic-book", day.day.pk), {**GIVEN, "hour": "10:00"})
    assert answer.status_code == 422
    assert GIVEN["name"] in text_of(answer)
    assert "No se apartan horas" in text_of(answer)
    assert not Card.objects.exists()


def test_an_attorney_unlocks_and_reads_who_comes(
    beto: Client, ines: tuple[Client, Attorneys], day: ClinicDate, now: datetime
) -> None:
    book(beto, day)
    client, attorneys = ines
    locked = client.get(at("clinic-sheet", day.day.pk))
    assert locked.status_code == 302
    page = unlocked(client, attorneys, now).get(at("clinic-sheet", day.day.pk))
    assert GIVEN["name"] in text_of(page)
    assert "Has somebody booked two times?" in text_of(page)
    assert "(612) 555-0142" in text_of(page)
    assert "no-store" in page["Cache-Control"]
    paper = client.get(at("clinic-sheet-pdf", day.day.pk))
    assert "no-store" in paper["Cache-Control"]
    (printed,) = PdfReader(io.BytesIO(paper.content)).pages
    assert GIVEN["name"] in printed.extract_text()


def test_an_organizer_with_an_unlocked_key_of_hers_comes_in_nowhere(
    beto: Client, keys: Keys, day: ClinicDate, now: datetime
) -> None:
    book(beto, day)
    alma = make_alma(now)
    keys.alma.holder.user_id = alma.pk
    keys.alma.holder.save(update_fields=["user_id"])
    client = desk_of(alma)
    client.cookies[COOKIE] = unlock(alma.pk, keys.alma.passphrase, now=now)
    for name in ("clinic-sheet", "clinic-sheet-pdf"):
        answer = client.get(at(name, day.day.pk))
        assert GIVEN["name"] not in answer.content.decode(errors="replace")
        assert answer.status_code in (302, 403)


def test_who_came_is_marked_and_taken_back(
    beto: Client, ines: tuple[Client, Attorneys], day: ClinicDate
) -> None:
    book(beto, day)
    booking = Booking.objects.get()
    for word, expected in (("came", True), ("absent", False), ("open", None)):
        beto.post(at("clinic-mark", booking.pk), {"mark": word})
        booking.refresh_from_db()
        assert booking.did_come is expected
    ines[0].post(at("clinic-mark", booking.pk), {"mark": "came"})
    booking.refresh_from_db()
    assert booking.did_come
    beto.post(at("clinic-mark", booking.pk), {"mark": "x"})
    booking.refresh_from_db()
    assert booking.did_come


def test_who_has_lost_her_code_calls_and_her_time_is_given_back(
    beto: Client, day: ClinicDate
) -> None:
    book(beto, day)
    address = at("clinic-give-back", Booking.objects.get().pk)
    assert "10:00" in text_of(beto.get(address))
    beto.post(address)
    assert not Booking.objects.exists()
    assert not Card.objects.exists()


def test_walk_ins_are_counted_with_one_thumb(beto: Client, day: ClinicDate) -> None:
    for _ in range(3):
        beto.post(at("clinic-walk-in", day.day.pk), {"change": "1"})
    beto.post(at("clinic-walk-in", day.day.pk), {"change": "-1"})
    assert ClinicDay.objects.get().walk_in_count == 2


def test_times_that_are_taken_are_not_removed(alma: Client, beto: Client, day: ClinicDate) -> None:
    book(beto, day)
    alma.post(at("clinic-slots-remove", day.day.pk), {"table": "Ines"})
    assert day.day.slots.filter(table="Ines").count() == 1
    alma.post(at("clinic-remove", day.day.pk))
    assert ClinicDay.objects.exists()


def test_a_clinic_that_is_near_stands_on_the_start_page(
    alma: Client, ines: tuple[Client, Attorneys], now: datetime
) -> None:
    soon = make_day(make_clinic(now, on=timezone.localdate(now) + timedelta(days=1)))
    home = reverse("wagtailadmin_home")
    assert at("clinic", soon.day.pk) in text_of(alma.get(home))
    assert at("clinic-sheet", soon.day.pk) in text_of(ines[0].get(home))


# the directory

RIVER: dict[str, Any] = {
    "name": "River Immigrant Law Project",
    "phone": "651-555-0120",
    "address": "12 Example Street",
    "county": "27131",
    "counties": ["27131", "27049"],
    "services": ["defense", "asylum"],
    "languages": ["en", "es"],
    "cost": "free",
    "is_listed": "on",
    "es-hours": "Llame de lunes a jueves.",
}


def test_a_provider_is_written_checked_and_removed(alma: Client, keys: Keys) -> None:
    answer = alma.post(at("provider-new"), {**RIVER, "services": [], "phone": ""})
    assert answer.status_code == 422
    assert RIVER["address"] in text_of(answer)
    alma.post(at("provider-new"), RIVER)
    found = Provider.objects.get()
    assert found.phone == "+16515550120"
    assert found.counties == ["27131", "27049"]
    assert found.texts.get().hours == RIVER["es-hours"]
    assert alma.post(at("provider-new"), RIVER).status_code == 422  # the name stands once
    alma.post(at("provider", found.pk), {**RIVER, "name": "River Law", "is_listed": ""})
    found.refresh_from_db()
    assert (found.name, found.is_listed) == ("River Law", False)
    alma.post(at("provider-remove", found.pk))
    assert not Provider.objects.exists()


def test_what_nobody_checked_for_six_months_waits_for_a_call(
    alma: Client, beto: Client, keys: Keys
) -> None:
    alma.post(at("provider-new"), RIVER)
    Provider.objects.update(checked_on=timezone.localdate() - timedelta(days=200))
    found = Provider.objects.get()
    home = reverse("wagtailadmin_home")
    assert "legal-help/?checked=old" in text_of(beto.get(home))
    assert found.name in text_of(beto.get(at("providers") + "?checked=old"))
    assert "Llame de lunes a jueves." not in text_of(beto.get(home))
    assert "(651) 555-0120" in text_of(beto.get(at("provider", found.pk)))
    beto.post(at("provider", found.pk))
    found.refresh_from_db()
    assert found.checked_on == timezone.localdate()
    assert "legal-help/?checked=old" not in text_of(beto.get(home))


# announcing


def test_every_ask_has_its_flyer_and_words_at_the_desk(
    alma: Client, clinic: Gathering, now: datetime
) -> None:
    petition = make_petition(now, campaign=clinic.campaign)
    for ask in (clinic, petition):
        page = text_of(alma.get(at("announce", ask.KIND, ask.pk)))
        assert "wa.me" in page
        assert "mailto:" in page
        flyer = alma.get(at("announce-flyer", ask.KIND, ask.pk, "letter", "black", "both"))
        assert flyer["Content-Type"] == "application/pdf"
        picture = alma.get(at("announce-picture", ask.KIND, ask.pk, "tall"))
        assert picture["Content-Type"] == "image/png"
    draft = text_of(alma.get(at("announce", petition.KIND, petition.pk)))
    assert "not public yet" in draft


def test_the_flyer_of_a_clinic_says_how_one_comes(alma: Client, day: ClinicDate) -> None:
    clinic = day.gathering
    flyer = alma.get(at("announce-flyer", clinic.KIND, clinic.pk, "letter", "color", "es"))
    (page,) = PdfReader(io.BytesIO(flyer.content)).pages
    text = " ".join(page.extract_text().replace("\xa0", " ").split())
    for words in ("Clínica legal de inmigración", "Entrada por la avenida 16", "10:00", "sin cita"):
        assert words in text


def test_a_flyer_of_somebody_elses_campaign_is_not_there(clinic: Gathering, now: datetime) -> None:
    clinic.campaign.limited_to_roles = True
    clinic.campaign.save(update_fields=["limited_to_roles"])
    teo = desk_of(make_teo(now))
    assert teo.get(at("announce", clinic.KIND, clinic.pk)).status_code == 404
    flyer = at("announce-flyer", clinic.KIND, clinic.pk, "letter", "black", "both")
    assert teo.get(flyer).status_code == 404


def test_whatever_a_caller_is_called_is_only_text(
    beto: Client, ines: tuple[Client, Attorneys], day: ClinicDate, now: datetime
) -> None:
    """On the screen and on paper; what cannot be stored is refused with a reason."""
    hours = [each.value for each in day.free_hours(now)] * 2
    names = ["<script>alert(1)</script>", '#panic("ran")', "=cmd|' /C calc'!A0", "‮Rosa", "R😀sa"]
    for hour, name in zip(hours, names, strict=False):
        sent = {**GIVEN, "hour": hour, "name": name}
        assert beto.post(at("clinic-book", day.day.pk), sent).status_code in (200, 422)
    client = unlocked(*ines, now)
    page = text_of(client.get(at("clinic-sheet", day.day.pk)))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    (printed,) = PdfReader(io.BytesIO(client.get(at("clinic-sheet-pdf", day.day.pk)).content)).pages
    assert "#panic" in printed.extract_text()
