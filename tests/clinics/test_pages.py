"""A visitor books an hour without an e-mail, finds it again, gives it back, or calls somebody."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from amparo.audit.actors import WORKER
from amparo.clinics.days import ClinicDate
from amparo.clinics.models import Booking, ClinicDay
from amparo.clinics.operations.days import add_slots, remove_free_slots
from amparo.keyring.models import Grant
from amparo.supporters.models import Card
from amparo.web import proofofwork
from tests.clinics.making import GIVEN, take_bookings

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms are filled in as slowly as people do."""
    monkeypatch.setattr(proofofwork, "SHORTEST_WAIT", timedelta(0))


def address_of(day: ClinicDate, language: str = "es") -> str:
    return f"/{language}/clinics/{day.gathering.slug}/{day.day.original_on.isoformat()}/"


def book(client: Client, day: ClinicDate, hour: str = "10:00", **given: str) -> tuple[int, str]:
    page = client.get(address_of(day)).content.decode()
    stamp = re.search(r'name="form_time" value="([^"]+)"', page)
    sent = {**GIVEN, "hour": hour, "form_time": stamp[1] if stamp else "", **given}
    answer = client.post(address_of(day), sent, headers=HERE)
    return answer.status_code, answer.content.decode().replace("\xa0", " ")


def shown(client: Client, day: ClinicDate) -> str:
    """The page in words: no space that holds a line together, no line breaks."""
    page = " ".join(client.get(address_of(day)).content.decode().split())
    return page.replace(" <", "<")


def code_on(page: str) -> str:
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}(?=<)", page)
    assert found
    return found[0]


def test_a_visitor_books_and_takes_a_code_with_her(client: Client, day: ClinicDate) -> None:
    status, page = book(client, day)
    assert status == 200
    assert "10:00" in page
    assert "Entrada por la avenida 16" in page
    assert GIVEN["name"] not in page
    assert len(code_on(page)) == 14
    assert Booking.objects.count() == 1


def test_the_slip_is_kept_by_nobody(client: Client, day: ClinicDate) -> None:
    answer = client.get(address_of(day))
    assert "no-store" in answer["Cache-Control"]
    code = code_on(book(client, day)[1])
    shown = client.post("/es/clinics/code/", {"code": code}, headers=HERE)
    assert "no-store" in shown["Cache-Control"]


def test_with_the_code_she_sees_her_hour_and_gives_it_back(client: Client, day: ClinicDate) -> None:
    code = code_on(book(client, day)[1])
    shown = client.post("/en/clinics/code/", {"code": code.lower()}, headers=HERE)
    assert "10:00" in shown.content.decode()
    assert Booking.objects.exists()
    gone = client.post("/en/clinics/code/", {"code": code, "act": "cancel"}, headers=HERE)
    assert "free again" in gone.content.decode()
    assert not Card.objects.exists()
    again = client.post("/en/clinics/code/", {"code": code}, headers=HERE)
    assert again.status_code == 422


def test_every_code_that_leads_nowhere_gets_the_same_answer(
    client: Client, day: ClinicDate
) -> None:
    code = code_on(book(client, day)[1])
    client.post("/es/clinics/code/", {"code": code, "act": "cancel"}, headers=HERE)
    answers = [
        client.post("/es/clinics/code/", {"code": each}, headers=HERE).content.decode()
        for each in (code, "ABCE-2345-EFGH", "ZZZZ-ZZ")
    ]
    typed = [code, "ABCE-2345-EFGH", "ZZZZ-ZZ"]
    assert len({page.replace(each, "") for page, each in zip(answers, typed, strict=True)}) == 1


def test_somebody_elses_code_opens_only_somebody_elses_hour(
    client: Client, day: ClinicDate
) -> None:
    mine, theirs = code_on(book(client, day)[1]), code_on(book(client, day, "11:00")[1])
    client.post("/es/clinics/code/", {"code": theirs, "act": "cancel"}, headers=HERE)
    shown = client.post("/es/clinics/code/", {"code": mine}, headers=HERE)
    assert shown.status_code == 200
    assert "10:00" in shown.content.decode()


def test_codes_cannot_be_tried_without_end(client: Client, day: ClinicDate) -> None:
    statuses = [
        client.post("/es/clinics/code/", {"code": "ABCD-2345-EFGH"}, headers=HERE).status_code
        for _ in range(32)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, day: ClinicDate
) -> None:
    status, page = book(client, day, hour="", name="", phone="651 555 0142 x")
    assert status == 422
    assert "Por favor elija" in page
    assert "651 555 0142 x" in page
    assert not Card.objects.exists()


def test_an_hour_that_was_taken_meanwhile_is_said_and_the_rest_stays(
    client: Client, day: ClinicDate
) -> None:
    remove_free_slots(day.day, table="Table 2", actor=WORKER)
    book(client, day)
    status, page = book(client, day, name="Luz")
    assert status == 422
    assert 'value="Luz"' in page
    assert 'value="10:00"' not in page


def test_with_whom_one_talks_is_told_only_where_the_organizers_say_so(
    client: Client, day: ClinicDate
) -> None:
    assert "Table 2" not in client.get(address_of(day)).content.decode()
    status, page = book(client, day, table="Table 2")
    assert status == 200
    assert Booking.objects.get().slot.table == "Ines"  # whoever is free: nobody could choose
    assert "Ines" not in page


def test_a_visitor_chooses_with_whom_she_talks(client: Client, day: ClinicDate) -> None:
    ClinicDay.objects.update(names_tables=True)
    assert "10:00 a. m. · Ines, Table 2" in shown(client, day)
    status, page = book(client, day, table="Table 2")
    assert status == 200
    assert Booking.objects.get().slot.table == "Table 2"
    assert "Table 2" in page
    assert "10:00 a. m. · Ines<" in shown(client, day)


def test_whom_she_chose_is_not_free_then_and_the_page_says_when(
    client: Client, day: ClinicDate
) -> None:
    ClinicDay.objects.update(names_tables=True)
    book(client, day, table="Table 2")
    status, page = book(client, day, table="Table 2", name="Rosa Elena")
    assert status == 422
    assert "Con Table 2 están libres estas horas: 11:00 a. m., 12:00 del mediodía" in page
    assert 'value="Rosa Elena"' in page
    assert Booking.objects.count() == 1


def test_whom_she_chose_is_taken_altogether_and_nobody_else_is_given_to_her(
    client: Client, day: ClinicDate
) -> None:
    ClinicDay.objects.update(names_tables=True)
    remove_free_slots(day.day, table="Table 2", actor=WORKER)
    add_slots(day.day, table="Zoe", first=time(10), last=time(11), minutes=60, actor=WORKER)
    status, page = book(client, day, table="Table 2")
    assert status == 422
    assert "elija a otra persona." in page
    assert not Booking.objects.exists()


def test_the_language_switch_keeps_what_was_typed(client: Client, day: ClinicDate) -> None:
    sent = {"switch_to": "en", "name": "Luz", "hour": "11:00"}
    sent_on = client.post(address_of(day), sent, headers=HERE)
    assert sent_on.status_code == 307
    page = client.post(sent_on["Location"], sent, headers=HERE).content.decode()
    assert 'value="Luz"' in page
    assert re.search(r'value="11:00"[^>]*checked', page)


def test_a_day_that_is_booked_by_telephone_says_so(client: Client, day: ClinicDate) -> None:
    take_bookings(day.day, online=False)
    assert book(client, day)[0] == 409
    assert "(651) 555-0100" in client.get(address_of(day)).content.decode()


def test_a_day_without_bookings_has_no_page(client: Client, day: ClinicDate) -> None:
    take_bookings(day.day, False)
    assert client.get(address_of(day)).status_code == 404
    assert client.get(f"/es/clinics/{day.gathering.slug}/2020-01-01/").status_code == 404
    assert client.get(f"/es/clinics/{day.gathering.slug}/tomorrow/").status_code == 404


def test_without_an_attorneys_key_nothing_is_taken(client: Client, day: ClinicDate) -> None:
    from amparo.keyring.epochs import forget_epochs
    from amparo.keyring.models import Holder

    Holder.objects.filter(kind="attorney").update(left_on=day.on)
    forget_epochs()
    assert Grant.objects.exists()
    assert book(client, day)[0] == 503
    assert not Booking.objects.exists()


def test_no_other_site_can_book(client: Client, day: ClinicDate, now: datetime) -> None:
    answer = client.post(address_of(day), dict(GIVEN), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_leaving_quickly_is_in_reach_on_every_page(client: Client, day: ClinicDate) -> None:
    for path in (address_of(day), "/es/clinics/code/", "/es/legal-help/"):
        assert "data-leave" in client.get(path).content.decode()
