"""The doctor says in sentences what is not right, the serious first, and repairs nothing."""

import os
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connection, connections
from pytest_django import Settings

from amparo.hosting import doctor, environment, serving
from amparo.hosting.errors import CannotHost
from amparo.keyring.models import Holder
from tests import certified
from tests.makers import make_keys

NOW = datetime(2026, 11, 23, 15, 7, tzinfo=UTC)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def sentences() -> str:
    return "\n".join(str(finding) for finding in doctor.examine())


def test_one_holder_and_the_kit_are_enough() -> None:
    make_keys(NOW)

    assert "key holder can open" not in sentences()


def test_with_the_kit_alone_the_doctor_asks_for_another_holder() -> None:
    keys = make_keys(NOW)
    Holder.objects.filter(pk=keys.alma.holder.pk).update(left_on=NOW.date())

    assert "add another holder" in sentences()


def test_a_runtime_directory_on_a_disk_is_serious(settings: Settings, tmp_path: Path) -> None:
    settings.ALLOW_DISK_RUNTIME = False
    on_disk = Path("/var/tmp")  # noqa: S108
    settings.RUNTIME_DIR = on_disk

    first = doctor.examine()[0]

    assert first.is_serious
    assert "not in RAM" in first.sentence or "sealed" in first.sentence


def test_plain_swap_is_serious_unless_it_was_asked_for_by_name(settings: Settings) -> None:
    make_keys(NOW)
    settings.ALLOW_PLAIN_SWAP = False
    with patch.object(doctor, "unsafe_swaps", return_value=["/dev/vdb"]):
        [refused] = [each for each in doctor.examine() if "/dev/vdb" in each.sentence]
        settings.ALLOW_PLAIN_SWAP = True
        [told] = [each for each in doctor.examine() if "/dev/vdb" in each.sentence]
    assert refused.is_serious
    assert not told.is_serious


def test_serving_refuses_plain_swap_and_names_it(settings: Settings) -> None:
    settings.ALLOW_PLAIN_SWAP = False
    with (
        patch.object(serving, "unsafe_swaps", return_value=["/dev/vdb", "/swap file"]),
        patch.object(serving.os, "execve") as begun,
        pytest.raises(CannotHost, match="/dev/vdb, /swap file is not encrypted"),
    ):
        serving.serve(host="127.0.0.1", port=1)
    begun.assert_not_called()


def test_whoever_asks_for_plain_swap_by_name_is_told_at_every_start(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ALLOW_PLAIN_SWAP = True
    with patch.object(serving, "unsafe_swaps", return_value=["/dev/vdb"]):
        serving.refuse_plain_swap()
    assert "WARNING: swap on /dev/vdb is not encrypted" in capsys.readouterr().err


def test_the_demo_asks_for_plain_swap_by_name(tmp_path: Path) -> None:
    with patch.dict(os.environ), patch.object(environment, "RAM", tmp_path):
        del os.environ["ALLOW_PLAIN_SWAP"]
        environment.make_demo_environment(port=1)
        assert os.environ["ALLOW_PLAIN_SWAP"] == "True"


def test_where_memory_stays_in_memory_nothing_is_said(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ALLOW_PLAIN_SWAP = False
    with patch.object(serving, "unsafe_swaps", return_value=[]):
        serving.refuse_plain_swap()
    assert capsys.readouterr().err == ""


def test_several_machines_need_a_common_database_and_a_line_nobody_reads(
    settings: Settings,
) -> None:
    assert list(doctor._sharing()) == []
    settings.RUNTIME_URL = "valkey://memory.example.org"
    said = " ".join(each.sentence for each in doctor._sharing() if each.is_serious)
    assert "begin RUNTIME_URL with valkeys://" in said
    assert ("set DATABASE_URL and KEYRING_URL" in said) == (connection.vendor == "sqlite")
    settings.RUNTIME_URL = "valkeys://memory.example.org"
    assert "valkeys://" not in " ".join(each.sentence for each in doctor._sharing())


def test_a_password_of_the_mail_server_in_clear_is_serious(settings: Settings) -> None:
    make_keys(NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER = "127.0.0.1", 1, "alma"
    assert "in the open: set EMAIL_USE_TLS" in sentences()
    settings.EMAIL_USE_SSL = True
    assert "in the open: set EMAIL_USE_TLS" not in sentences()


def test_who_gets_a_letter_is_told_to_nobody_on_the_way_to_a_mail_server_elsewhere(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_keys(NOW)
    certified.call_here(monkeypatch)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = certified.NAME, 1
    assert "Who gets letters would travel in the open" in sentences()
    settings.EMAIL_USE_TLS = True
    assert "in the open" not in sentences()


def test_a_database_elsewhere_that_proves_nothing_is_told_of(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = connections["default"].settings_dict
    for host, mode, is_serious in (
        ("/run/postgresql", "", None),
        ("db.internal", "verify-full", None),
        ("db.internal", "disable", False),
        ("db.internal", "require", True),
    ):
        monkeypatch.setitem(at, "HOST", host)
        monkeypatch.setitem(at, "OPTIONS", {"sslmode": mode})
        found = [each for each in doctor._lines() if "the default database" in each.sentence]
        assert [each.is_serious for each in found] == ([] if is_serious is None else [is_serious])


def test_a_mail_server_that_does_not_answer_is_named(settings: Settings) -> None:
    make_keys(NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert "127.0.0.1:1 does not answer" in sentences()


def test_a_site_without_https_is_serious(settings: Settings) -> None:
    make_keys(NOW)
    settings.IS_HTTPS, settings.SITE_URL = False, "http://rio.example.org"

    found = [finding for finding in doctor.examine() if "no https" in finding.sentence]

    assert found[0].is_serious


def test_an_altered_log_is_serious() -> None:
    make_keys(NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET verb = 'nothing.happened'")

    assert "The log was altered" in sentences()
