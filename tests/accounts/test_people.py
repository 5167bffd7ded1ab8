"""Who becomes an account, changes its role, and leaves."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from amparo.accounts import operations
from amparo.accounts.models import Invitation, Session, User
from amparo.accounts.sessions import SessionStore
from amparo.audit.models import Entry
from tests import cast, makers

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def invite_beto(alma: User, now: datetime, **changes: str) -> operations.InvitationOnce:
    asked = {"full_name": "Beto Salas", "role": "volunteer", "language": "es", **changes}
    return operations.invite(
        cast.BETO.email, by=alma, coalition_name="Coalición del Río", now=now, **asked
    )


def accept(invitation: Invitation, now: datetime) -> User:
    return operations.accept_invitation(
        invitation, full_name="Beto Salas", password=cast.PASSWORD, now=now
    )


def test_an_invitation_reaches_beto_in_his_language_with_a_link_that_the_table_cannot_tell(
    now: datetime,
) -> None:
    once = invite_beto(makers.make_alma(now), now)

    [letter] = mail.outbox
    assert letter.to == [cast.BETO.email]
    assert "Coalición del Río" in letter.subject
    assert once.url in letter.body
    assert "Voluntari" in letter.body
    assert "Hello" not in letter.body
    token = once.url.rstrip("/").rpartition("/")[2]
    assert token not in str(Invitation.objects.values())


def test_beto_opens_the_link_chooses_a_password_and_logs_in(client: Client, now: datetime) -> None:
    once = invite_beto(makers.make_alma(now), now)
    path = once.url.removeprefix("http://localhost")

    assert client.get(path).status_code == 200
    assert User.objects.count() == 1, "looking at the link makes no account"
    answer = client.post(path, {"full_name": "Beto Salas", "password": cast.PASSWORD})

    assert answer.url == "/accounts/login/"
    beto = User.objects.get(email=cast.BETO.email)
    assert (beto.role, beto.preferred_language) == ("volunteer", "es")
    answer = client.post(
        "/accounts/login/", {"login": cast.BETO.email.upper(), "password": cast.PASSWORD}
    )
    assert answer.url == "/desk/"


def test_an_invitation_works_once(client: Client, now: datetime) -> None:
    once = invite_beto(makers.make_alma(now), now)
    accept(once.invitation, now)

    with pytest.raises(operations.CannotAccept):
        accept(once.invitation, now)
    assert client.get(once.url.removeprefix("http://localhost")).status_code == 410


def test_an_invitation_ends_after_seven_days(client: Client, now: datetime) -> None:
    once = invite_beto(makers.make_alma(now), now - timedelta(days=8))

    assert client.get(once.url.removeprefix("http://localhost")).status_code == 410
    with pytest.raises(operations.CannotAccept):
        accept(once.invitation, now)
    operations.sweep(now)
    assert not Invitation.objects.exists()


def test_a_second_invitation_takes_the_place_of_the_first(now: datetime) -> None:
    alma = makers.make_alma(now)
    first = invite_beto(alma, now)
    second = invite_beto(alma, now, role="organizer")

    with pytest.raises(operations.CannotAccept):
        accept(first.invitation, now)
    assert accept(second.invitation, now).role == "organizer"


def test_whoever_has_an_account_cannot_be_invited_again_in_any_spelling(now: datetime) -> None:
    alma = makers.make_alma(now)
    makers.make_beto(now)

    with pytest.raises(operations.CannotInvite):
        operations.invite(
            cast.BETO.email.upper(),
            full_name="Beto",
            role="organizer",
            language="es",
            by=alma,
            coalition_name="",
            now=now,
        )


def test_a_withdrawn_invitation_is_gone(now: datetime) -> None:
    alma = makers.make_alma(now)
    once = invite_beto(alma, now)

    operations.withdraw_invitation(once.invitation, by=alma, now=now)
    operations.withdraw_invitation(once.invitation, by=alma, now=now)

    with pytest.raises(operations.CannotAccept):
        accept(once.invitation, now)
    assert Entry.objects.filter(verb="account.uninvite").count() == 1


def test_line_breaks_in_a_name_do_not_reach_a_letter(now: datetime) -> None:
    once = invite_beto(makers.make_alma(now), now, full_name="Beto\r\nBcc: all@example.org")

    assert once.invitation.full_name == "Beto Bcc: all@example.org"
    assert once.was_mailed


def test_where_the_mail_server_is_down_alma_is_told_and_has_the_link(
    now: datetime, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9  # nobody listens there

    once = invite_beto(makers.make_alma(now), now)

    assert not once.was_mailed
    assert re.fullmatch(r"http://localhost/accounts/invitation/[\w-]{22}/", once.url)


def test_a_short_or_common_password_is_refused_in_words(client: Client, now: datetime) -> None:
    once = invite_beto(makers.make_alma(now), now)
    path = once.url.removeprefix("http://localhost") + "?language=es"

    for weak in ("corta", "password1234", "Beto Salas 12", ""):
        answer = client.post(path, {"full_name": "Beto Salas", "password": weak})
        assert answer.status_code == 422
        assert 'lang="es"' in answer.text
    assert User.objects.count() == 1


def test_who_leaves_is_out_at_once_and_can_come_back_by_invitation(
    client: Client, now: datetime
) -> None:
    alma, beto = makers.make_alma(now), makers.make_beto(now, has_password=True)
    client.force_login(beto)
    assert client.get("/accounts/").status_code == 200

    operations.deactivate(beto, by=alma, now=now)
    operations.deactivate(beto, by=alma, now=now)

    assert client.get("/accounts/").status_code == 302
    assert not Session.objects.filter(user=beto).exists()
    assert Entry.objects.filter(verb="account.deactivate").count() == 1
    answer = client.post("/accounts/login/", {"login": cast.BETO.email, "password": cast.PASSWORD})
    assert answer.status_code == 200

    again = accept(invite_beto(alma, now).invitation, now)
    assert again.pk == beto.pk
    assert again.is_active
    assert again.left_on is None


def test_leaving_takes_the_keys(now: datetime) -> None:
    alma, ines = makers.make_alma(now), makers.make_ines(now)
    holder = makers.make_key(ines.pk, "Ines", kind="attorney", now=now).holder

    operations.deactivate(ines, by=alma, now=now)

    holder.refresh_from_db()
    assert holder.left_on is not None


def test_another_role_takes_the_keys_and_the_sessions(client: Client, now: datetime) -> None:
    alma, teo = makers.make_alma(now), makers.make_teo(now)
    holder = makers.make_key(teo.pk, "Teo", now=now).holder
    client.force_login(teo)

    operations.change_role(teo, "volunteer", by=alma, now=now)

    holder.refresh_from_db()
    assert holder.left_on is not None
    assert client.get("/accounts/").status_code == 302
    assert [group.name for group in teo.groups.all()] == ["volunteers"]


def test_nobody_changes_or_closes_her_own_account_so_one_organizer_stays(now: datetime) -> None:
    alma, teo = makers.make_alma(now), makers.make_teo(now)

    with pytest.raises(operations.CannotChange):
        operations.deactivate(alma, by=alma, now=now)
    with pytest.raises(operations.CannotChange):
        operations.change_role(alma, "volunteer", by=alma, now=now)

    operations.deactivate(teo, by=alma, now=now)
    with pytest.raises(operations.CannotChange):  # Teo's page was still open
        operations.deactivate(alma, by=teo, now=now)


def test_nobody_stands_above_the_roles(now: datetime) -> None:
    alma = makers.make_alma(now)

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=alma.pk).update(is_superuser=True)


def test_organizers_write_pages_volunteers_only_come_in(now: datetime) -> None:
    alma, beto, ines = makers.make_alma(now), makers.make_beto(now), makers.make_ines(now)

    for person in (alma, beto, ines):
        assert person.has_perm("wagtailadmin.access_admin")
    assert alma.has_perm("wagtailcore.add_collection")
    assert not beto.has_perm("wagtailcore.add_collection")
    assert not any(person.has_perm("accounts.change_user") for person in (alma, beto, ines))


def test_a_stolen_table_of_sessions_logs_nobody_in_and_tells_no_hour(
    client: Client, now: datetime
) -> None:
    client.force_login(makers.make_alma(now))
    key = client.cookies["sessionid"].value

    row = Session.objects.get()

    assert key not in str(row.__dict__)
    assert b"auth_user" not in bytes(row.sealed_data)
    assert SessionStore(row.key_hash).load() == {}
    assert {type(value).__name__ for value in vars(row).values()} <= {
        "str", "bytes", "int", "date", "ModelState",
    }  # fmt: skip


def test_two_people_of_one_name_are_two_lines_in_the_log_without_addresses(now: datetime) -> None:
    alma = makers.make_alma(now)
    invite_beto(alma, now)

    words = str(list(Entry.objects.values()))
    assert "Alma Reyes" in words
    assert "@" not in words
