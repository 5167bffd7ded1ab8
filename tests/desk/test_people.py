"""People at the desk: only organizers invite, change roles and close accounts."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page

from amparo.accounts.models import Invitation, Session, User
from amparo.lib.csvs import read_csv
from tests import cast, makers

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
BETO = {"full_name": "Beto Salas", "email": cast.BETO.email, "role": "volunteer", "language": "es"}


@pytest.fixture
def alma() -> User:
    cache.clear()
    return makers.make_alma(NOW)


@pytest.fixture
def desk(client: Client, alma: User) -> Client:
    client.force_login(alma)
    return client


def test_alma_invites_beto_and_sees_the_link_this_once(desk: Client) -> None:
    page = desk.post("/desk/people/invite/", BETO).text

    [letter] = mail.outbox
    invitation = Invitation.objects.get()
    assert "/accounts/invitation/" in page
    assert "/accounts/invitation/" in letter.body
    assert cast.BETO.email in desk.get("/desk/people/").text
    assert "/accounts/invitation/" not in desk.get("/desk/people/").text
    assert invitation.expires_on > invitation.invited_on


def test_open_invitations_are_taken_along(desk: Client) -> None:
    desk.post("/desk/people/invite/", BETO)

    header, row = read_csv(desk.get("/desk/people/?export=invitations").content)

    assert header == ["Name", "E-mail", "Role", "Until"]
    assert row == [BETO["full_name"], BETO["email"], "Volunteer", row[3]]
    assert row[3] == Invitation.objects.get().expires_on.isoformat()


def test_what_is_wrong_with_an_invitation_is_said(desk: Client) -> None:
    makers.make_beto(NOW)

    taken = desk.post("/desk/people/invite/", BETO)
    nonsense = desk.post("/desk/people/invite/", {**BETO, "email": "beto at home"})

    assert "has an account already" in taken.text
    assert nonsense.status_code == 422
    assert not mail.outbox


def test_an_invitation_is_withdrawn(desk: Client) -> None:
    desk.post("/desk/people/invite/", BETO)
    invitation = Invitation.objects.get()

    assert "Beto Salas" in desk.get(f"/desk/people/invitations/{invitation.pk}/withdraw/").text
    desk.post(f"/desk/people/invitations/{invitation.pk}/withdraw/")

    assert not Invitation.objects.exists()


def test_the_page_names_what_goes_before_an_account_is_closed(desk: Client) -> None:
    beto = makers.make_beto(NOW)
    elsewhere = Client()
    elsewhere.force_login(beto)

    asked = desk.get(f"/desk/people/{beto.pk}/close/")
    assert "1 open session of Beto Salas" in asked.text
    assert User.objects.get(pk=beto.pk).is_active
    desk.post(f"/desk/people/{beto.pk}/close/")

    assert not User.objects.get(pk=beto.pk).is_active
    assert elsewhere.get("/accounts/").status_code == 302


def test_alma_cannot_close_her_own_account(desk: Client, alma: User) -> None:
    answer = desk.post(f"/desk/people/{alma.pk}/close/", follow=True)

    assert "Ask another organizer" in answer.text
    assert User.objects.get(pk=alma.pk).is_active


def test_a_new_role_ends_the_sessions_of_the_old(desk: Client) -> None:
    teo = makers.make_teo(NOW)
    elsewhere = Client()
    elsewhere.force_login(teo)

    desk.post(f"/desk/people/{teo.pk}/role/", {"role": "attorney"})

    assert User.objects.get(pk=teo.pk).role == "attorney"
    assert not Session.objects.filter(user=teo).exists()


def test_who_lost_a_telephone_is_logged_out_everywhere(desk: Client) -> None:
    beto = makers.make_beto(NOW)
    elsewhere = Client()
    elsewhere.force_login(beto)

    desk.post(f"/desk/people/{beto.pk}/log-out/")

    assert elsewhere.get("/accounts/").status_code == 302


@pytest.mark.parametrize("person", [cast.BETO, cast.INES])
def test_others_neither_see_nor_change_people(
    client: Client, alma: User, person: cast.Person
) -> None:
    client.force_login(makers.make_person(person, NOW))
    paths = ["", "invite/", f"{alma.pk}/role/", f"{alma.pk}/close/", f"{alma.pk}/log-out/"]

    for path in paths:
        for send in (client.get, client.post):
            assert send(f"/desk/people/{path}").status_code in (302, 403, 404)
    assert User.objects.get(pk=alma.pk).is_active


def test_the_list_is_searched_filtered_and_taken_along(desk: Client) -> None:
    makers.make_beto(NOW)
    makers.make_ines(NOW)

    assert "Beto Salas" not in desk.get("/desk/people/?role=attorney").text
    assert "Ines Carvajal" not in desk.get("/desk/people/?q=beto").text
    sheet = desk.get("/desk/people/?export=csv&sort=-name").text
    assert sheet.index("Ines") < sheet.index("Beto") < sheet.index("Alma")


def test_the_start_page_asks_for_a_passkey(desk: Client) -> None:
    assert "Only a password protects your login" in desk.get("/desk/").text


def test_organizers_may_write_pages_and_others_may_not(alma: User) -> None:
    root = Page.get_first_root_node()
    beto = makers.make_beto(NOW)

    assert root.permissions_for_user(alma).can_add_subpage()
    assert not root.permissions_for_user(beto).can_add_subpage()


def test_wagtails_list_of_users_is_nobodys(desk: Client) -> None:
    assert desk.get("/desk/users/").status_code in (302, 403, 404)
    assert desk.get("/desk/users/add/").status_code in (302, 403, 404)
