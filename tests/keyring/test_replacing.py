"""A lost sheet: another kit takes its place, and the words on the old one open nothing."""

from datetime import UTC, date, datetime
from unittest.mock import patch
from uuid import uuid4

import pytest

from amparo.audit.actors import Actor
from amparo.keyring.chain import entitled, read_chain, root_public
from amparo.keyring.errors import CannotGrant, CannotUnlock
from amparo.keyring.health import problems
from amparo.keyring.models import Grant, Holder
from amparo.keyring.operations import (
    KitOnce,
    confirm_kit_words,
    current_epoch,
    grant,
    offboard,
    replace_kit,
)
from amparo.keyring.unlocking import Unlocked, unlocked_by_words
from amparo.lib.sealing.grants import Scope
from amparo.lib.sealing.keys import SealingPair
from tests.makers import ALMA_ID, BETO_ID, INES_ID, Keys, make_key, unlock_as

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ALMA = Actor.person(ALMA_ID, "Alma")
ORGANIZERS = Scope("organizers")

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def replaced(by: Unlocked) -> KitOnce:
    return replace_kit(by=by, words_language="en", label="Paper kit", actor=ALMA, now=NOW)


def test_the_new_sheet_opens_what_was_there_and_the_old_one_nothing(keys: Keys) -> None:
    epoch = current_epoch(uuid4(), opened_by="organizers", today=TODAY)

    kit = replaced(unlock_as(keys.alma, NOW))

    root = unlocked_by_words(kit.words, actor=ALMA, now=NOW)
    private = root.private_key_of(epoch.id)
    assert SealingPair.from_private(private).public == epoch.public_key
    assert root_public() == root.keys.signing.public
    with pytest.raises(CannotUnlock):
        unlocked_by_words(keys.kit.words, actor=ALMA, now=NOW)


def test_everybody_who_could_open_still_can(keys: Keys) -> None:
    beto = make_key(BETO_ID, "Beto", now=NOW)
    alma = unlock_as(keys.alma, NOW)
    grant(beto.holder, by=alma, scope=ORGANIZERS, heard=" ".join(beto.fingerprint), now=NOW)

    kit = replaced(alma)
    confirm_kit_words(kit.words, actor=ALMA, now=NOW)

    assert set(entitled("organizers")) == {kit.holder.pk, keys.alma.holder.pk, beto.holder.pk}
    assert problems(today=TODAY) == []


def test_new_cards_are_not_sealed_to_the_old_sheet(keys: Keys) -> None:
    keyspace = uuid4()
    before = current_epoch(keyspace, opened_by="organizers", today=TODAY)

    kit = replaced(unlock_as(keys.alma, NOW))

    after = current_epoch(keyspace, opened_by="organizers", today=TODAY)
    assert after != before
    holders = Holder.objects.filter(wraps__epoch_id=after.id)
    assert set(holders) == {kit.holder, keys.alma.holder}


def test_the_old_sheet_cannot_let_anybody_in_any_more(keys: Keys) -> None:
    old = unlocked_by_words(keys.kit.words, actor=ALMA, now=NOW)
    replaced(unlock_as(keys.alma, NOW))
    ines = make_key(INES_ID, "Ines", now=NOW)

    with pytest.raises(CannotGrant):
        grant(ines.holder, by=old, scope=ORGANIZERS, heard=" ".join(ines.fingerprint), now=NOW)


def test_whoever_left_and_whoever_was_forged_is_not_brought_along(keys: Keys) -> None:
    beto = make_key(BETO_ID, "Beto", now=NOW)
    ines = make_key(INES_ID, "Ines", now=NOW)
    alma = unlock_as(keys.alma, NOW)
    for once in (beto, ines):
        grant(once.holder, by=alma, scope=ORGANIZERS, heard=" ".join(once.fingerprint), now=NOW)
    offboard(BETO_ID, actor=ALMA, now=NOW)
    Grant.objects.filter(holder=ines.holder).update(sealing_public=SealingPair.make().public)

    kit = replaced(alma)

    assert set(entitled("organizers")) == {kit.holder.pk, keys.alma.holder.pk}
    assert read_chain().refused == ()


def test_somebody_without_a_grant_replaces_nothing(keys: Keys) -> None:
    beto = unlock_as(make_key(BETO_ID, "Beto", now=NOW), NOW)

    with pytest.raises(CannotGrant):
        replaced(beto)
    assert root_public() == bytes(keys.kit.holder.signing_public)


def test_a_crash_before_the_pin_moves_closes_nothing_and_is_made_good(keys: Keys) -> None:
    alma = unlock_as(keys.alma, NOW)
    with (
        patch("amparo.keyring.replacing.move_root", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        replaced(alma)

    assert keys.alma.holder.pk in entitled("organizers")
    kit = replaced(alma)
    assert set(entitled("organizers")) == {kit.holder.pk, keys.alma.holder.pk}
    assert Grant.objects.count() == 2


def test_a_crash_after_the_pin_moved_is_made_good(keys: Keys) -> None:
    alma = unlock_as(keys.alma, NOW)
    with (
        patch("amparo.keyring.replacing._drop_grants_of_old_root", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        replaced(alma)

    assert keys.alma.holder.pk in entitled("organizers")
    kit = replaced(alma)
    assert set(entitled("organizers")) == {kit.holder.pk, keys.alma.holder.pk}
    assert Grant.objects.count() == 2
