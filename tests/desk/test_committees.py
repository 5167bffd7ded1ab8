"""Alma begins, opens and closes committees; Beto sees the one that he looks after, in envelopes."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Entry
from amparo.committees.models import Committee, Network, State
from amparo.committees.remembered import forget_all
from amparo.lib.csvs import read_csv
from tests.committees.makers import make_committee, make_open_committee
from tests.committees.test_joining import HERS, send
from tests.desk.test_keys import Desk, unlocked
from tests.makers import forget_keys, make_beto, make_ines, make_organization, reboot

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    forget_all()
    return timezone.now()


@pytest.fixture
def desk() -> Any:
    forget_keys()
    yield Desk()
    reboot()


@pytest.fixture
def alma(desk: Desk) -> Client:
    return unlocked(desk)


@pytest.fixture
def beto(desk: Desk, now: datetime) -> Any:
    return make_beto(now)


def logged_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def typed(**more: Any) -> dict[str, Any]:
    return {
        "slug": "legal-research", "order": "1", "en-title": "Legal research",
        "en-purpose": "We read laws.", "en-welcome": "Welcome.", **more,
    }  # fmt: skip


def test_a_committee_is_begun_in_one_language_and_opened_in_all(alma: Client, desk: Desk) -> None:
    nameless = alma.post(at("committee-new"), typed(**{"en-title": ""}))
    assert nameless.status_code == 422
    assert "We read laws." in nameless.content.decode()
    assert alma.post(at("committee-new"), typed()).status_code == 302
    made = Committee.objects.get()

    one = alma.post(at("committee-open", made.pk), follow=True).content.decode()
    assert "A language is missing: its name and what it is for." in one
    spanish = {"es-title": "Investigación", "es-purpose": "Leemos leyes."}
    alma.post(at("committee-edit", made.pk), typed(**spanish))
    alone = alma.post(at("committee-open", made.pk), follow=True).content.decode()
    assert "Nobody looks after it yet." in alone
    alma.post(at("committee-edit", made.pk), typed(**spanish, coordinators=[desk.alma.pk]))
    alma.post(at("committee-open", made.pk))

    made.refresh_from_db()
    assert made.is_open
    assert made.opened_at is not None
    page = alma.get(at("committee", made.pk)).content.decode()
    assert "/es/committees/legal-research/" in page
    assert "/es/announce/committee/legal-research/" in page


def test_an_address_is_given_once_and_stays_once_it_was_public(alma: Client, desk: Desk) -> None:
    made = make_open_committee([desk.alma])
    taken = alma.post(at("committee-new"), typed())
    assert taken.status_code == 422
    assert "Another one has this address." in taken.content.decode()

    alma.post(at("committee-edit", made.pk), typed(slug="another", coordinators=[desk.alma.pk]))
    made.refresh_from_db()
    assert made.slug == "legal-research"


def test_it_is_closed_and_only_a_draft_is_deleted(alma: Client, desk: Desk) -> None:
    made = make_open_committee([desk.alma])
    kept = alma.post(at("committee-delete", made.pk), {"confirmed": "yes"}, follow=True)
    assert "It was public: close it instead." in kept.content.decode()
    assert alma.get(at("committee-close", made.pk)).status_code == 200
    alma.post(at("committee-close", made.pk), {"confirmed": "yes"})
    assert Committee.objects.get().state == State.CLOSED

    draft = make_committee([], slug="a-draft")
    alma.post(at("committee-delete", draft.pk), {"confirmed": "yes"})
    assert not Committee.objects.filter(slug="a-draft").exists()


def test_a_network_is_named_in_two_languages_and_taken_out(alma: Client, desk: Desk) -> None:
    made, friends = make_open_committee([desk.alma]), make_organization("River Church")
    said = {"organization": friends.pk, "en-what": "Rides.", "es-what": "Viajes."}

    assert alma.post(at("committee-network", made.pk), said).status_code == 302

    assert "Viajes." in Client().get("/es/committees/legal-research/").content.decode()
    alma.post(at("committee-network-out", made.pk, Network.objects.get().pk))
    assert "Viajes." not in Client().get("/es/committees/legal-research/").content.decode()


def test_alma_reads_who_joined_with_her_key_and_sifts_them(
    alma: Client, desk: Desk, now: datetime
) -> None:
    made = make_open_committee([desk.alma])
    assert send(now, [made]).status_code == 303

    page = alma.get(at("volunteers", made.pk)).content.decode()
    assert HERS["name"] in page
    assert HERS["name"] in alma.get(at("volunteers", made.pk) + "?speaks=es").content.decode()
    assert HERS["name"] not in alma.get(at("volunteers", made.pk) + "?speaks=hmn").content.decode()
    alma.post(at("lock"))
    assert HERS["name"] not in alma.get(at("volunteers", made.pk)).content.decode()


def test_the_volunteers_shown_are_taken_home_with_a_reason(
    alma: Client, desk: Desk, now: datetime
) -> None:
    made = make_open_committee([desk.alma])
    send(now, [made])
    here = at("volunteers-download", made.pk)
    why = {"seal": "plain", "reason": "calls on Saturday"}

    assert (
        f"{here}?speaks=es" in alma.get(at("volunteers", made.pk) + "?speaks=es").content.decode()
    )
    assert "Spanish" in alma.get(f"{here}?speaks=es").content.decode()
    assert alma.post(here, {"seal": "plain"}).status_code == 422
    header, *rows = read_csv(alma.post(f"{here}?speaks=es", why).content)
    assert header[0] == "Name"
    assert [row[0] for row in rows] == [HERS["name"]]
    assert read_csv(alma.post(f"{here}?speaks=hmn", why).content)[1:] == []
    assert Entry.objects.filter(reason="plain: calls on Saturday").exists()
    alma.post(at("lock"))
    assert alma.post(here, why).headers["Location"].startswith(at("unlock"))


def test_beto_sees_the_committee_that_he_coordinates_in_envelopes_and_no_other(
    alma: Client, desk: Desk, beto: Any, now: datetime
) -> None:
    his = make_open_committee([beto])
    other = make_open_committee([desk.alma], slug="visits")
    send(now, [his])
    client = logged_in(beto)

    listed = client.get(at("committees")).content.decode()
    assert at("committee", his.pk) in listed
    assert at("committee", other.pk) not in listed
    assert HERS["name"] not in client.get(at("volunteers", his.pk)).content.decode()
    for name in ("committee", "volunteers"):
        assert client.get(at(name, other.pk)).status_code == 404
    for name in ("committee-edit", "committee-close", "committee-network"):
        assert client.get(at(name, his.pk)).status_code in (302, 403, 404)
    assert logged_in(make_ines(now)).get(at("committee", his.pk)).status_code in (302, 403, 404)
