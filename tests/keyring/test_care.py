"""Looking after the keys: what is wrong is said, a week of backups, what was removed stays so."""

import errno
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import translation

from amparo.audit.actors import Actor
from amparo.keyring.backups import (
    TABLES,
    CannotRestore,
    backup_keyring,
    prune_backups,
    restore_keyring,
)
from amparo.keyring.health import problems
from amparo.keyring.models import Epoch, Grant, Holder, Revocation, Wrap
from amparo.keyring.operations import (
    current_epoch,
    destroy_keyspace,
    is_removed,
    make_kit,
    note_removed,
    offboard,
    removed,
)
from amparo.lib.sealing.keys import SealingPair
from tests.makers import ALMA_ID, Keys, reboot, unlock_as

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
INIT = Actor.command("amparo init")

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def told(part: str) -> bool:
    with translation.override("en"):
        return any(part in sentence for sentence in problems(today=TODAY))


def test_a_coalition_with_a_kit_and_a_holder_hears_nothing(keys: Keys) -> None:
    current_epoch(uuid4(), opened_by="organizers", today=TODAY)

    assert problems(today=TODAY) == []


def test_one_holder_alone_is_too_few(keys: Keys) -> None:
    current_epoch(uuid4(), opened_by="organizers", today=TODAY)
    offboard(ALMA_ID, actor=INIT, now=NOW)

    assert told("Only 1 key holder")
    assert told("one key holder only")


def test_words_not_typed_back_are_told() -> None:
    make_kit(words_language="en", label="Paper kit", actor=INIT, now=NOW)

    assert told("have not been typed back")


def test_no_root_is_told() -> None:
    assert told("Nothing can be sealed now")


def test_a_grant_that_does_not_verify_is_told_by_name(keys: Keys) -> None:
    Grant.objects.filter(holder=keys.alma.holder).update(signature=bytes(64))

    assert told("The grant of Alma does not verify")


def test_a_changed_row_of_a_holder_is_told(keys: Keys) -> None:
    Holder.objects.filter(pk=keys.alma.holder.pk).update(sealing_public=SealingPair.make().public)

    assert told("The key in the row of Alma")


def test_an_altered_epoch_is_told_and_a_reboot_is_not(keys: Keys) -> None:
    epoch = current_epoch(uuid4(), opened_by="organizers", today=TODAY)
    Epoch.objects.filter(pk=epoch.id).update(mac=bytes(32))
    assert told("A public key was altered")

    reboot()
    assert not told("A public key was altered")


def test_a_week_of_backups_is_kept_and_no_more(keys: Keys, tmp_path: Path) -> None:
    for day in range(10):
        backup_keyring(tmp_path, now=NOW + timedelta(days=day))
        prune_backups(tmp_path, now=NOW + timedelta(days=day))

    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 7
    assert names[0] == "keyring-2026-11-23.jsonl"


def test_what_a_full_disk_left_half_written_goes_with_the_others(
    keys: Keys, tmp_path: Path
) -> None:
    with (
        patch("amparo.keyring.backups.os.fsync", side_effect=OSError(errno.ENOSPC, "full")),
        pytest.raises(OSError, match="full"),
    ):
        backup_keyring(tmp_path, now=NOW)
    assert [path.suffix for path in tmp_path.iterdir()] == [".half"]

    prune_backups(tmp_path, now=NOW + timedelta(days=7))

    assert list(tmp_path.iterdir()) == []


def test_a_backup_opens_what_was_there_and_holds_every_table(keys: Keys, tmp_path: Path) -> None:
    epoch = current_epoch(uuid4(), opened_by="organizers", today=TODAY)
    file = backup_keyring(tmp_path, now=NOW)
    for model in reversed(TABLES):
        model._default_manager.all().delete()

    assert restore_keyring(file) > 0

    assert set(TABLES) == set(apps.get_app_config("keyring").get_models())
    assert len(unlock_as(keys.alma, NOW).private_key_of(epoch.id)) == 96
    assert file.stat().st_mode & 0o077 == 0


def test_a_backup_never_goes_over_living_keys(keys: Keys, tmp_path: Path) -> None:
    file = backup_keyring(tmp_path, now=NOW)

    with pytest.raises(CannotRestore):
        restore_keyring(file)


def test_what_is_gone_is_remembered_once() -> None:
    gone = uuid4()
    note_removed("supporters.card", [gone, uuid4()])
    note_removed("supporters.card", [gone])

    assert len(removed("supporters.card")) == 2
    assert is_removed("supporters.card", gone)
    assert not is_removed("campaigns.campaign", gone)


def test_a_shredded_keyspace_is_remembered(keys: Keys) -> None:
    keyspace = uuid4()
    current_epoch(keyspace, opened_by="organizers", today=TODAY)
    destroy_keyspace(keyspace, now=NOW)

    assert removed("keyspace") == {str(keyspace)}


def test_rows_of_keys_name_nobody(keys: Keys) -> None:
    current_epoch(uuid4(), opened_by="organizers", today=TODAY)
    offboard(ALMA_ID, actor=INIT, now=NOW)

    for model in (Holder, Grant, Revocation, Epoch, Wrap):
        for row in model._default_manager.all():
            assert "Alma" not in str(row)
            assert str(row.pk) in str(row)
