"""Logging in, waiting after wrong tries, a new password, and where one is logged in."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from amparo.accounts import lockout, operations
from amparo.accounts.models import Session, User
from amparo.accounts.pseudonyms import network_of
from tests import cast, makers

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

LOGIN = "/accounts/login/"


@pytest.fixture
def alma(now: datetime) -> User:
    return makers.make_alma(now, has_password=True)


def log_in(client: Client, password: str = cast.PASSWORD, **extra: str) -> int:
    """302 leads on; 200 shows the form again."""
    answer = client.post(LOGIN, {"login": cast.ALMA.email, "password": password, **extra})
    return answer.status_code


def change_password(client: Client) -> int:
    new = {"password1": cast.NEW_PASSWORD, "password2": cast.NEW_PASSWORD}
    return client.post("/accounts/password/", {"oldpassword": cast.PASSWORD, **new}).status_code


def test_there_is_no_sign_up(client: Client) -> None:
    for path in ("/accounts/signup/", "/accounts/email/", "/accounts/confirm-email/"):
        assert client.get(path, follow=True).status_code == 404


def test_wagtails_own_login_is_not_shown(client: Client) -> None:
    assert client.get("/desk/login/").url == LOGIN
    assert client.post("/desk/login/", {"username": "x", "password": "y"}).status_code == 405


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    client: Client, alma: User
) -> None:
    def answer(address: str) -> str:
        text = client.post(LOGIN, {"login": address, "password": "wrong wrong wrong"}).text
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
        return text.replace(address, "")

    assert answer(cast.ALMA.email) == answer("nobody@example.org")


def test_after_five_wrong_tries_even_the_right_password_waits(client: Client, alma: User) -> None:
    for _ in range(lockout.FREE_TRIES):
        log_in(client, "wrong wrong wrong")

    answer = client.post(LOGIN, {"login": cast.ALMA.email, "password": cast.PASSWORD})

    assert answer.status_code == 200
    assert "Wait 1 minute" in answer.text
    assert not Session.objects.filter(user=alma).exists()


def test_the_wait_is_for_one_account_and_ends(now: datetime) -> None:
    for _ in range(lockout.FREE_TRIES):
        lockout.begin_try("alma@example.org", now)

    lockout.begin_try("beto@example.org", now)
    with pytest.raises(lockout.MustWait):
        lockout.begin_try(" Alma@Example.org", now + timedelta(seconds=29))
    lockout.begin_try("alma@example.org", now + timedelta(seconds=31))


def test_waiting_people_are_not_made_to_wait_longer_by_trying(now: datetime) -> None:
    for _ in range(lockout.FREE_TRIES):
        lockout.begin_try("alma@example.org", now)
    for second in range(25):
        with pytest.raises(lockout.MustWait):
            lockout.begin_try("alma@example.org", now + timedelta(seconds=second))

    lockout.begin_try("alma@example.org", now + timedelta(seconds=31))


def test_each_wait_is_twice_the_one_before_up_to_fifteen_minutes() -> None:
    waits = [lockout.wait_after(tries).total_seconds() for tries in range(5, 14)]

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900, 900]


def test_a_right_password_forgives_the_wrong_ones(client: Client, alma: User) -> None:
    for _ in range(3):
        for _ in range(lockout.FREE_TRIES - 1):
            log_in(client, "wrong wrong wrong")
        assert log_in(client) == 302
        client.post("/accounts/logout/")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("nonsense", "::/56"),
        ("", "::/56"),
    ],
)
def test_neighbors_are_one_visitor(address: str, network: str) -> None:
    assert network_of(address) == network


def test_no_address_and_no_browser_is_kept(client: Client, alma: User, now: datetime) -> None:
    client.defaults |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Vigil/1.0"}

    log_in(client)
    change_password(client)

    sent = "".join(str(letter.message()) for letter in mail.outbox)
    rows = str(list(Session.objects.values())) + str(client.session.items())
    assert len(mail.outbox) == 1
    for kept in (sent, rows):
        assert "203.0.113" not in kept
        assert "Vigil" not in kept


def test_who_changes_her_password_stays_here_and_is_logged_out_elsewhere(
    client: Client, alma: User
) -> None:
    elsewhere = Client()
    assert log_in(elsewhere) == 302
    assert log_in(client) == 302

    assert change_password(client) == 302
    assert client.get("/accounts/").status_code == 200
    assert elsewhere.get("/accounts/").status_code == 302
    assert "Your password was changed" in mail.outbox[0].body


def test_who_has_no_password_yet_is_led_to_her_first_one(client: Client, now: datetime) -> None:
    beto = makers.make_beto(now)
    client.force_login(beto)
    new = {"password1": cast.NEW_PASSWORD, "password2": cast.NEW_PASSWORD}

    page = client.get("/accounts/password/", follow=True)
    short = client.post("/accounts/password/first/", {"password1": "x", "password2": "x"})
    answer = client.post("/accounts/password/first/", new)

    assert page.redirect_chain == [("/accounts/password/first/", 302)]
    assert "Su primera contraseña" in page.text
    assert short.status_code == 200
    assert answer.status_code == 302
    beto.refresh_from_db()
    assert beto.check_password(cast.NEW_PASSWORD)
    assert client.get("/accounts/").status_code == 200
    assert "Su cuenta ya tiene contraseña" in mail.outbox[0].body


def test_a_forgotten_password_is_replaced_by_mail_in_ones_language(now: datetime) -> None:
    makers.make_beto(now, has_password=True)
    client = Client(headers={"accept-language": "es"})

    client.post("/accounts/password/reset/", {"email": cast.BETO.email})
    [letter] = mail.outbox
    assert "Hola" in letter.body
    [path] = re.findall(r"http://localhost(/\S+)", letter.body)
    page = client.get(path, follow=True)
    assert "No abre las fichas" in page.text, "a reset opens no cards, and says so"
    answer = client.post(
        page.redirect_chain[-1][0],
        {"password1": cast.NEW_PASSWORD, "password2": cast.NEW_PASSWORD},
    )

    assert answer.url == "/accounts/password/reset/done/"
    assert User.objects.get().check_password(cast.NEW_PASSWORD)
    assert "no longer works" in Client().get(path).text, "a link works once"


def test_a_reset_never_follows_a_forged_host(client: Client, alma: User) -> None:
    client.post(
        "/accounts/password/reset/", {"email": cast.ALMA.email}, headers={"host": "127.0.0.1"}
    )

    assert "http://localhost/accounts/" in mail.outbox[0].body


def test_the_page_does_not_tell_whether_an_address_has_an_account(
    client: Client, alma: User
) -> None:
    known = client.post("/accounts/password/reset/", {"email": cast.ALMA.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert "no account" in mail.outbox[1].body


def test_with_an_app_the_password_alone_does_not_log_in(client: Client, alma: User) -> None:
    totp = TOTP.activate(alma, "JBSWY3DPEHPK3PXP").instance
    assert "JBSWY3DPEHPK3PXP" not in str(totp.data), "the secret is encrypted"

    assert log_in(client) == 302
    assert client.get("/accounts/").status_code == 302
    answer = client.post("/accounts/second-step/authenticate/", {"code": code_now()})

    assert answer.url == "/desk/"
    assert client.get("/accounts/").status_code == 200
    totp.refresh_from_db()
    assert totp.last_used_at.time().isoformat() == "12:00:00", "the day is kept, not the hour"


def test_codes_cannot_be_guessed_without_end(client: Client, alma: User) -> None:
    TOTP.activate(alma, "JBSWY3DPEHPK3PXP")
    log_in(client)
    for guess in range(lockout.FREE_TRIES):
        client.post("/accounts/second-step/authenticate/", {"code": f"{guess:06}"})

    answer = client.post("/accounts/second-step/authenticate/", {"code": code_now()})

    assert "Wait 1 minute" in answer.text
    assert client.get("/accounts/").status_code == 302


def code_now() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", counter))


def test_alma_sees_where_she_is_logged_in_and_ends_it(client: Client, alma: User) -> None:
    elsewhere = Client()
    log_in(elsewhere)
    log_in(client)
    page = client.get("/accounts/").text
    assert "Another browser" in page

    [path] = re.findall(r'action="(/accounts/sessions/[0-9a-f]{64}/end/)"', page)
    client.post(path)

    assert elsewhere.get("/accounts/").status_code == 302
    assert client.get("/accounts/").status_code == 200


def test_nobody_ends_somebody_elses_session(client: Client, alma: User, now: datetime) -> None:
    log_in(client)
    [session] = Session.objects.all()
    beto = Client()
    beto.force_login(makers.make_beto(now))

    answer = beto.post(f"/accounts/sessions/{session.key_hash}/end/", follow=True)
    assert answer.status_code == 404
    assert client.get("/accounts/").status_code == 200


def test_everywhere_else_can_be_ended_at_once(client: Client, alma: User) -> None:
    others = [Client(), Client()]
    for each in [*others, client]:
        log_in(each)

    client.post("/accounts/sessions/end-others/")

    assert [each.get("/accounts/").status_code for each in [*others, client]] == [302, 302, 200]


def test_a_session_ends_after_two_weeks(client: Client, alma: User) -> None:
    log_in(client, remember="on")
    Session.objects.update(ends_on=timezone.localdate())

    assert client.get("/accounts/").status_code == 302
    operations.sweep(datetime.now(UTC) + timedelta(days=1))
    assert not Session.objects.filter(user=alma).exists()


def test_a_day_later_the_session_was_seen_that_day(client: Client, alma: User) -> None:
    log_in(client)
    today = Session.objects.get().last_seen_on
    Session.objects.update(last_seen_on=today - timedelta(days=3))

    client.get("/accounts/")

    assert Session.objects.get().last_seen_on == today


def test_beto_reads_spanish_wherever_the_address_names_no_language(now: datetime) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(makers.make_beto(now))

    assert 'lang="es"' in client.get("/accounts/").text
    assert 'lang="en"' in client.get("/accounts/?language=en").text


def test_a_login_page_offers_the_other_language(client: Client) -> None:
    page = client.get(LOGIN, headers={"accept-language": "es"}).text

    assert 'href="/accounts/login/?language=en"' in page


def test_what_she_is_called_can_be_changed(client: Client, alma: User) -> None:
    client.force_login(alma)

    client.post("/accounts/", {"full_name": " Alma\n Reyes Luna ", "language": "es"})

    alma.refresh_from_db()
    assert (alma.full_name, alma.preferred_language) == ("Alma Reyes Luna", "es")


def test_without_memory_nobody_logs_in_and_the_page_repeats_no_password(
    client: Client, alma: User, settings: Settings, tmp_path: Path
) -> None:
    settings.RUNTIME_DIR = tmp_path / "gone"

    answer = client.post(LOGIN, {"login": cast.ALMA.email, "password": cast.PASSWORD})

    assert answer.status_code == 503
    assert cast.PASSWORD not in answer.text
    assert cast.ALMA.email not in answer.text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "path",
    [
        "/accounts/", "/accounts/logout/", "/accounts/password/", "/accounts/again/",
        "/accounts/closed/", "/accounts/second-step/", "/accounts/second-step/totp/activate/",
        "/accounts/second-step/webauthn/add/", "/accounts/second-step/webauthn/",
        "/accounts/password/reset/", "/accounts/password/reset/sent/",
        "/accounts/password/reset/done/", "/accounts/invitation/unknown/",
    ],
)  # fmt: skip
def test_every_page_is_whole_in_both_languages(
    client: Client, alma: User, path: str, language: str
) -> None:
    log_in(client)
    client.post("/accounts/again/", {"password": cast.PASSWORD})

    answer = client.get(f"{path}?language={language}")

    assert answer.status_code in (200, 410)
    assert f'<html lang="{language}"' in answer.text
    assert "<h1></h1>" not in answer.text
    assert {"no-store", "private"} & set(re.split(r"[ ,]+", answer.headers["Cache-Control"]))


def test_no_second_step_is_kept_in_clear(alma: User) -> None:
    TOTP.activate(alma, "JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in str(list(Authenticator.objects.values()))
