"""What cards are sealed to: made when needed, believed only with proof, destroyed for good."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import OperationalError, connections

from amparo.audit.actors import Actor
from amparo.keyring import epochs
from amparo.keyring.chain import root_file
from amparo.keyring.epochs import KEPT_SECONDS, EpochKey, forget_epochs
from amparo.keyring.errors import CannotOpen, Unavailable
from amparo.keyring.models import Epoch, Grant, Wrap
from amparo.keyring.operations import (
    current_epoch,
    destroy_epoch,
    destroy_keyspace,
    end_altered_epochs,
    offboard,
)
from amparo.keyring.scrubbing import scrub_keys
from amparo.keyring.unlocking import unlocked_by_words
from amparo.lib.sealing.keys import SealingPair
from tests.makers import Keys, make_keys, reboot, unlock_as

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
INIT = Actor.command("amparo init")
KEYSPACE = UUID("5b0c2d0e-7f57-4a3b-9f6b-4a2f6a7c8d91")

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def epoch_now(keyspace: UUID = KEYSPACE, today: date = TODAY) -> EpochKey:
    return current_epoch(keyspace, opened_by="organizers", today=today)


def looked_up_again() -> EpochKey:
    forget_epochs()
    return epoch_now()


@contextmanager
def seconds_later(seconds: float) -> Iterator[None]:
    real = epochs.time.monotonic
    with patch.object(epochs.time, "monotonic", lambda: real() + seconds):
        yield


def test_one_epoch_serves_a_keyspace_for_a_month(keys: Keys) -> None:
    assert epoch_now() == looked_up_again()
    assert epoch_now(today=date(2026, 12, 1)) != epoch_now()
    assert epoch_now(uuid4()) != epoch_now()


def test_every_holder_can_open_it_and_the_server_cannot(keys: Keys) -> None:
    epoch = epoch_now()

    root = unlocked_by_words(keys.kit.words, actor=INIT, now=NOW)
    private = unlock_as(keys.alma, NOW).private_key_of(epoch.id)

    assert private == root.private_key_of(epoch.id)
    assert SealingPair.from_private(private).public == epoch.public_key
    assert private[:32] not in b"".join(bytes(wrap.sealed_private) for wrap in Wrap.objects.all())


def test_without_a_root_nothing_is_sealed() -> None:
    with pytest.raises(Unavailable):
        epoch_now()
    assert not Epoch.objects.exists()


def test_without_a_grant_that_verifies_nothing_is_sealed(keys: Keys) -> None:
    Grant.objects.update(signature=bytes(64))

    with pytest.raises(Unavailable):
        epoch_now()
    assert not Epoch.objects.exists()


def test_without_a_directory_in_ram_nothing_is_sealed(keys: Keys) -> None:
    away = settings.RUNTIME_DIR.with_name("away")
    settings.RUNTIME_DIR.rename(away)
    try:
        with pytest.raises(Unavailable):
            epoch_now()
    finally:
        away.rename(settings.RUNTIME_DIR)


def test_a_runtime_directory_on_a_disk_is_refused(keys: Keys, tmp_path) -> None:
    (tmp_path / "run").mkdir()
    with (
        patch.object(settings, "RUNTIME_DIR", tmp_path / "run"),
        patch.object(settings, "ALLOW_DISK_RUNTIME", False),
        patch("amparo.keyring.runtime.is_in_ram", return_value=False),
        pytest.raises(Unavailable),
    ):
        epoch_now()


def test_an_altered_runtime_key_stops_everything(keys: Keys) -> None:
    epoch_now()
    (settings.RUNTIME_DIR / "runtime.key").write_bytes(b"too short")
    try:
        with pytest.raises(Unavailable):
            epoch_now()
    finally:
        reboot()


def test_an_altered_public_key_is_not_used(keys: Keys) -> None:
    Epoch.objects.filter(pk=epoch_now().id).update(public_key=SealingPair.make().public)

    with pytest.raises(Unavailable):
        looked_up_again()


@pytest.mark.parametrize(
    "change", [{"opened_by": "attorneys"}, {"serial": 7}, {"mac": bytes(32)}], ids=str
)
def test_an_altered_row_is_not_used(keys: Keys, change: dict[str, object]) -> None:
    Epoch.objects.filter(pk=epoch_now().id).update(**change)

    with pytest.raises(Unavailable):
        looked_up_again()


def test_a_thief_who_adds_an_epoch_of_his_own_is_refused(keys: Keys) -> None:
    epoch = Epoch.objects.get(pk=epoch_now().id)
    Epoch.objects.create(
        keyspace_id=KEYSPACE,
        opened_by="organizers",
        month=epoch.month,
        serial=2,
        public_key=SealingPair.make().public,
        boot=epoch.boot,
        mac=epoch.mac,
    )

    with pytest.raises(Unavailable):
        looked_up_again()


def test_after_an_alteration_people_may_begin_anew(keys: Keys) -> None:
    altered = epoch_now()
    Epoch.objects.filter(pk=altered.id).update(public_key=SealingPair.make().public)

    assert end_altered_epochs(today=TODAY) == 1

    assert epoch_now().id != altered.id


def test_after_a_reboot_old_public_keys_prove_nothing_and_a_new_serial_begins(keys: Keys) -> None:
    before = epoch_now()
    reboot()

    after = epoch_now()

    assert Epoch.objects.get(pk=after.id).serial == 2
    assert after.public_key != before.public_key
    alma = unlock_as(keys.alma, NOW)
    assert alma.private_key_of(before.id) != alma.private_key_of(after.id)


def test_a_key_altered_while_the_server_was_off_is_never_sealed_to(keys: Keys) -> None:
    before = epoch_now()
    thief = SealingPair.make()
    Epoch.objects.filter(pk=before.id).update(public_key=thief.public)
    reboot()

    assert epoch_now().public_key != thief.public


def test_a_keyspace_of_the_clinics_is_not_opened_to_organizers(keys: Keys) -> None:
    Epoch.objects.create(
        keyspace_id=KEYSPACE,
        opened_by="attorneys",
        month=date(2026, 10, 1),
        serial=1,
        public_key=b"",
        boot=b"",
        mac=b"",
    )

    with pytest.raises(Unavailable):
        epoch_now()


def test_a_wrap_does_not_open_in_another_epochs_place(keys: Keys) -> None:
    one, two = epoch_now(), epoch_now(uuid4())
    alma = unlock_as(keys.alma, NOW)
    swapped = Wrap.objects.get(epoch_id=one.id, holder=keys.alma.holder).sealed_private
    Wrap.objects.filter(epoch_id=two.id, holder=keys.alma.holder).update(sealed_private=swapped)

    with pytest.raises(CannotOpen):
        alma.private_key_of(two.id)


def test_a_database_that_fails_stores_nothing_and_says_so(keys: Keys) -> None:
    with (
        patch.object(Epoch.objects.__class__, "sealing", side_effect=OperationalError, create=True),
        pytest.raises(Unavailable),
    ):
        looked_up_again()


def test_offboarding_reaches_every_process_within_five_seconds(keys: Keys) -> None:
    before = epoch_now()
    kept = dict(epochs._kept)  # what another process still has in its memory
    offboard(keys.alma.holder.user_id or 0, actor=INIT, now=NOW)
    epochs._kept.update(kept)

    assert epoch_now() == before
    with seconds_later(KEPT_SECONDS):
        after = epoch_now()

    assert KEPT_SECONDS <= 5
    assert after != before
    assert not Wrap.objects.filter(holder=keys.alma.holder).exists()
    assert [wrap.holder_id for wrap in Wrap.objects.filter(epoch_id=after.id)] == [
        keys.kit.holder.pk
    ]


def test_a_shredded_keyspace_opens_for_nobody_and_takes_nothing_more(keys: Keys) -> None:
    epoch, other = epoch_now(), epoch_now(uuid4())
    alma = unlock_as(keys.alma, NOW)

    assert destroy_keyspace(KEYSPACE, now=NOW) == 1
    assert destroy_keyspace(KEYSPACE, now=NOW) == 0  # after a crash it is run again

    with pytest.raises(CannotOpen):
        alma.private_key_of(epoch.id)
    with pytest.raises(Unavailable):
        epoch_now()
    assert len(alma.private_key_of(other.id)) == 96


def test_one_destroyed_epoch_leaves_the_keyspace_alive(keys: Keys) -> None:
    epoch = epoch_now()
    destroy_epoch(epoch.id, now=NOW)

    assert looked_up_again() != epoch
    with pytest.raises(CannotOpen):
        unlock_as(keys.alma, NOW).private_key_of(epoch.id)


def test_destroyed_wraps_leave_no_bytes_in_the_file(transactional_db: None) -> None:
    keys = make_keys(NOW)
    epoch = epoch_now()
    sealed = bytes(Wrap.objects.get(epoch_id=epoch.id, holder=keys.alma.holder).sealed_private)
    sample = sealed[200:264]
    assert sample in bytes_of("keyring_wrap")

    destroy_keyspace(KEYSPACE, now=NOW)

    assert is_gone(sample, "keyring_wrap")


def test_the_seed_of_whoever_left_leaves_no_bytes_in_the_file(transactional_db: None) -> None:
    holder = make_keys(NOW).alma.holder
    sample = bytes(holder.wrapped_seed)[24:64]
    assert sample in bytes_of("keyring_holder")

    offboard(holder.user_id or 0, actor=Actor.command("test"), now=NOW)

    assert is_gone(sample, "keyring_holder")


def is_gone(sample: bytes, table: str) -> bool:
    """PostgreSQL keeps what an older transaction might look at; the nightly round comes again."""
    for _night in range(40):
        if sample not in bytes_of(table):
            return True
        time.sleep(0.25)
        scrub_keys()
    return False


def test_workers_that_need_the_first_epoch_at_once_get_the_same(transactional_db: None) -> None:
    make_keys(NOW)
    found: list[EpochKey] = []

    def look() -> None:
        place = (KEYSPACE, "organizers", TODAY.replace(day=1), epochs.runtime().boot)
        found.append(epochs._found_or_made(place))
        connections.close_all()

    workers = [threading.Thread(target=look) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(found) == 6
    assert len(set(found)) == 1
    assert Epoch.objects.count() == 1


def bytes_of(table: str) -> bytes:
    """What a thief would find in the keyring's files where this is kept."""
    database = connections["keyring"]
    database.ensure_connection()
    if database.vendor == "sqlite":
        pages: bytes = database.connection.serialize()
        return pages
    with database.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid))"
            " FROM pg_class WHERE oid = %s::regclass"
            " OR oid = (SELECT reltoastrelid FROM pg_class WHERE oid = %s::regclass)",
            [table, table],
        )
        return b"".join(bytes(content) for (content,) in cursor.fetchall())


def test_the_root_is_asked_each_time_an_epoch_is_made(keys: Keys) -> None:
    root_file().unlink()

    with pytest.raises(Unavailable):
        epoch_now()
