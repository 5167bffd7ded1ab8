"""Alma and Beto work with a petition at the desk."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.campaigns.standing import forget_all
from amparo.desk.petitions.packets import towns_of
from amparo.desk.unlocked import COOKIE
from amparo.lib.csvs import read_csv
from amparo.petitions.models import Petition
from amparo.petitions.papers import Town
from amparo.supporters.figures import tally
from amparo.supporters.models import Card
from amparo.supporters.operations import refresh_tallies
from tests.cast import ROSA
from tests.makers import (
    PETITION_WORDS,
    Keys,
    make_alma,
    make_beto,
    make_campaign,
    make_ines,
    make_keys,
    make_open_petition,
    make_petition,
    make_picture,
    make_source,
    unlock_as,
)
from tests.petitions.signer import send

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    forget_all()
    return timezone.now()


@pytest.fixture(autouse=True)
def keys(now: datetime) -> Keys:
    return make_keys(now)


def desk_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def alma(now: datetime) -> Client:
    return desk_of(make_alma(now))


@pytest.fixture
def beto(now: datetime) -> Client:
    return desk_of(make_beto(now))


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def words_for_the_form(**more: str) -> dict[str, str]:
    said = {
        f"{code}-{name}": words[name]
        for code, words in PETITION_WORDS.items()
        for name in ("title", "addressee", "ask", "body")
    }
    return {**said, "slug": "end-the-agreement", "goal": "500", **more}


def test_alma_writes_opens_closes_and_wins(alma, now):
    campaign = make_campaign(now)

    alma.post(at("petition-new"), words_for_the_form(campaign=str(campaign.pk)))
    petition = Petition.objects.get()
    alma.post(at("petition-open", petition.pk))
    is_open = Petition.objects.get().is_open(timezone.now())
    asked = alma.get(at("petition-close", petition.pk))
    alma.post(at("petition-close", petition.pk), {"confirmed": "yes"})
    closed = Petition.objects.get().state
    alma.post(at("petition-win", petition.pk), {"confirmed": "yes"})

    assert is_open
    assert "Nobody can sign from now on" in asked.content.decode()
    assert closed == "closed"
    assert Petition.objects.get().state == "won"


def test_without_spanish_it_opens_only_by_a_promise(alma, now):
    petition = make_petition(now, languages="en")

    asked = alma.post(at("petition-open", petition.pk))
    by = timezone.localtime(now + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    alma.post(at("petition-open", petition.pk), {"promise_by": by})

    assert "promise_by" in asked.content.decode()
    petition = Petition.objects.get()
    assert petition.state == "open"
    assert petition.has_open_promise


def test_what_differs_between_the_languages_is_shown(alma, now):
    petition = make_petition(now)
    changed = words_for_the_form(**{"es-body": "Les pedimos que termine el 1 de julio de 2028."})

    alma.post(at("petition-edit", petition.pk), changed)
    page = alma.get(at("petition", petition.pk)).content.decode()

    assert "2028" in page
    assert "2027" in page


def test_two_petitions_cannot_share_an_address(alma, now):
    campaign = make_campaign(now)
    make_petition(now, campaign=campaign)

    answer = alma.post(at("petition-new"), words_for_the_form(campaign=str(campaign.pk)))

    assert answer.status_code == 422
    assert Petition.objects.count() == 1


def test_a_draft_can_be_deleted_and_a_public_one_cannot(alma, now):
    draft = make_petition(now)
    alma.post(at("petition-delete", draft.pk), {"confirmed": "yes"})
    assert not Petition.objects.exists()

    petition = make_open_petition(now, campaign=make_campaign(now, slug="another"))
    alma.post(at("petition-delete", petition.pk), {"confirmed": "yes"})
    assert Petition.objects.exists()


def test_beto_counts_paper_and_only_alma_takes_it_off(alma, beto, now):
    petition = make_open_petition(now)
    stack = {
        "count": "42",
        "counted_by": "Beto Salas",
        "counted_on": timezone.localdate().isoformat(),
        "sheets_kept_at": "the parish office",
    }

    beto.post(at("petition-paper", petition.pk), stack)
    page = beto.get(at("petition-paper", petition.pk)).content.decode()
    counted = tally(petition.pk).paper_count
    header, row = read_csv(beto.get(at("petition-paper", petition.pk), {"export": "csv"}).content)
    refused = beto.post(at("paper-remove", petition.paper_counts.get().pk), {"reason": "x"})
    alma.post(at("paper-remove", petition.paper_counts.get().pk), {"reason": "counted twice"})

    assert counted == 42
    assert "the parish office" in page
    assert header == ["Firmas", "Contadas el", "Contadas por", "Dónde están las hojas"]
    assert row == ["42", stack["counted_on"], "Beto Salas", "the parish office"]
    assert refused.status_code in (302, 403)
    assert tally(petition.pk).paper_count == 0


@pytest.mark.parametrize("count", ["0", "-3", "abc", "", "100001"])
def test_a_count_that_cannot_be_is_refused_beside_its_field(beto, now, count):
    petition = make_open_petition(now)
    answer = beto.post(
        at("petition-paper", petition.pk),
        {
            "count": count,
            "counted_by": "Beto",
            "sheets_kept_at": "here",
            "counted_on": "2026-01-02",
        },
    )

    assert answer.status_code == 422
    assert not petition.paper_counts.exists()


def test_updates_sources_and_a_delivery_are_recorded(alma, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    petition = make_open_petition(now)
    today = timezone.localdate().isoformat()
    source = make_source(now)
    picture = make_picture(longest=300)
    from django.core.files.uploadedfile import SimpleUploadedFile

    alma.post(
        at("petition-update-new", petition.pk),
        {"posted_on": today, "es-title": "Nos reciben", "es-body": "El martes."},
    )
    alma.post(at("cite", "petition", petition.pk), {"known": str(source.pk)})
    alma.post(
        at("petition-delivery-new", petition.pk),
        {
            "delivered_on": today,
            "name_count": "1204",
            "es-received_by": "La secretaria",
            "es-place": "Faribault",
            "photo": SimpleUploadedFile("a.png", picture.data, "image/png"),
        },
    )
    page = alma.get(at("petition", petition.pk)).content.decode()

    assert "Nos reciben" in page
    assert source.title in page
    assert "La secretaria" in page
    assert petition.deliveries.get().photo.name.startswith("deliveries/")


def test_an_update_in_no_language_is_refused(alma, now):
    petition = make_open_petition(now)

    answer = alma.post(at("petition-update-new", petition.pk), {"posted_on": "2026-11-20"})

    assert answer.status_code == 422


def test_the_packet_has_one_sum_while_the_key_is_locked(alma, now):
    petition = make_open_petition(now)
    asked = alma.get(at("petition-packet", petition.pk, "es"))
    form = asked.context["forms"][0]
    letter = {name: value for name, value in form.initial.items() if value is not None}
    letter |= {"delivered_on": timezone.localdate().isoformat(), "least": "10"}

    answer = alma.post(at("petition-packet", petition.pk, "es"), letter)

    assert "locked" in asked.content.decode()
    assert COOKIE not in alma.cookies
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_unlocked_the_packet_counts_by_town_and_names_no_small_one(keys, now):
    petition = make_open_petition(now)
    for number in range(12):
        town = "Northfield" if number < 10 else "Nerstrand"
        hers = {"name": f"Rosa {number}", "town": town, "phone": ROSA.phone, "email": ""}
        assert send(petition, now, **hers).status_code == 303
    Card.objects.update(is_confirmed=True)
    refresh_tallies(now, is_due=True)

    open_towns = towns_of(petition, unlock_as(keys.alma, now), least=10)
    locked = towns_of(petition, None, least=10)

    assert open_towns == [Town("Northfield", 10), Town("", 2)]
    assert locked == [Town("", 12)]


def test_the_preview_shows_a_draft_to_those_who_log_in(alma, now):
    petition = make_petition(now)

    page = alma.get(at("petition-preview", petition.pk, "es")).content.decode()

    assert PETITION_WORDS["es"]["title"] in page
    assert "Agregar mi nombre" in page


@pytest.mark.parametrize(
    "name",
    [
        "petition-edit",
        "petition-close",
        "petition-win",
        "petition-update-new",
        "petition-delivery-new",
    ],
)
def test_beto_looks_and_changes_nothing(beto, now, name):
    petition = make_open_petition(now)

    answer = beto.post(at(name, petition.pk), words_for_the_form(confirmed="yes"))

    assert answer.status_code in (302, 403)
    assert Petition.objects.get().state == "open"
    assert not petition.updates.exists()


def test_an_attorney_sees_no_petitions(now):
    petition = make_open_petition(now)
    ines = desk_of(make_ines(now))

    assert ines.get(at("petitions")).status_code in (302, 403)
    assert ines.get(at("petition", petition.pk)).status_code in (302, 403, 404)


def test_the_list_says_counts_and_languages_and_goes_into_a_file(alma, now):
    make_open_petition(now, languages="en")

    page = alma.get(at("petitions")).content.decode()
    file = alma.get(at("petitions") + "?export=csv")

    assert "EN ✓ ES –" in page
    assert "End the agreement" in file.content.decode("utf-8-sig")
