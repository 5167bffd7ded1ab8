"""A backup brings back what was lost, and nobody who left."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connection
from pytest_django import Settings

from amparo.hosting.backups import _run_postgresql, back_up, restore
from amparo.hosting.errors import CannotHost
from amparo.keyring.models import Holder
from amparo.outbox.models import Waiting
from amparo.supporters.models import Card, LostLetter
from amparo.supporters.operations.removing import remove_card
from tests.makers import make_keys, make_open_petition
from tests.petitions.signer import send
from tests.postgres import PROGRAMS

NOW = datetime.now(UTC)  # the public form reads the clock

pytestmark = [
    pytest.mark.django_db(
        transaction=True, databases=["default", "keyring"], serialized_rollback=True
    ),
]


@pytest.fixture
def two_signatures(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[Card]:
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"]
    make_keys(NOW)
    petition = make_open_petition(NOW)
    send(petition, NOW)
    send(petition, NOW, name="Luz Núñez", email="luz@example.org")
    return list(Card.objects.order_by("pk"))


def test_what_was_lost_comes_back_and_whoever_left_does_not(
    two_signatures: list[Card], tmp_path: Path
) -> None:
    stays, leaves = two_signatures
    day = back_up(tmp_path / "backups")
    remove_card(leaves)
    Card.objects.all().delete()

    said = restore(day)

    assert list(Card.objects.values_list("pk", flat=True)) == [stays.pk]
    assert "Removed again: 1" in said


def test_what_a_later_version_added_is_not_in_the_way(
    two_signatures: list[Card], tmp_path: Path
) -> None:
    day = back_up(tmp_path / "backups")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE a_later_room (id bigint PRIMARY KEY)")

    restore(day)

    assert "a_later_room" not in connection.introspection.table_names()


def test_a_torn_backup_leaves_what_is_there(two_signatures: list[Card], tmp_path: Path) -> None:
    day = back_up(tmp_path / "backups")
    [file] = [*day.glob("*.sqlite3"), *day.glob("*.pgdump")]
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    with pytest.raises(CannotHost, match="cannot be read"):
        restore(day)

    assert Card.objects.count() == 2


def test_no_letter_that_waited_that_day_goes_again(
    two_signatures: list[Card], tmp_path: Path
) -> None:
    LostLetter.objects.create(card=two_signatures[0])
    assert Waiting.objects.count() == 2
    day = back_up(tmp_path / "backups")
    Waiting.objects.all().delete()  # they went, the day after

    restore(day)

    assert not Waiting.objects.exists()
    assert not LostLetter.objects.exists()


def test_the_main_backup_holds_no_keys(two_signatures: list[Card], tmp_path: Path) -> None:
    day = back_up(tmp_path / "backups")

    database = "amparo.sqlite3" if connection.vendor == "sqlite" else "amparo.pgdump"
    assert {path.name for path in day.iterdir()} >= {database, "media.tar"}
    assert not [path for path in day.iterdir() if "keyring" in path.name]
    assert list((tmp_path / "backups" / "keyring").glob("keyring-*.jsonl"))


def test_keys_come_back_where_there_are_none(two_signatures: list[Card], tmp_path: Path) -> None:
    day = back_up(tmp_path / "backups")
    before = set(Holder.objects.values_list("pk", flat=True))
    with connection.cursor():
        for model in reversed(_tables()):
            model._default_manager.all().delete()

    restore(day)

    assert set(Holder.objects.values_list("pk", flat=True)) == before


def test_backups_of_the_month_before_go(two_signatures: list[Card], tmp_path: Path) -> None:
    old = tmp_path / "backups" / "main" / f"{(NOW - timedelta(days=400)).date()}"
    old.mkdir(parents=True)

    back_up(tmp_path / "backups")

    assert not old.exists()


def test_keys_of_the_week_before_go_though_nothing_new_fits(
    two_signatures: list[Card], tmp_path: Path
) -> None:
    old = tmp_path / "backups" / "keyring" / f"keyring-{(NOW - timedelta(days=8)).date()}.jsonl"
    old.parent.mkdir(parents=True)
    old.touch()

    with (
        patch("amparo.hosting.backups._copy_media", side_effect=OSError("full")),
        pytest.raises(OSError, match="full"),
    ):
        back_up(tmp_path / "backups")

    assert not old.exists()


def test_a_folder_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotHost, match="is no backup"):
        restore(tmp_path)


def _tables() -> list[type]:
    from amparo.keyring.backups import TABLES

    return list(TABLES)


def test_a_dump_asks_the_database_for_the_same_proof_as_the_site(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = {"sslmode": "verify-full", "sslrootcert": "/etc/amparo/ca.pem"}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", asked)
    _run_postgresql("env")
    told = capfd.readouterr().out.splitlines()
    assert {"PGSSLMODE=verify-full", "PGSSLROOTCERT=/etc/amparo/ca.pem"} <= set(told)
