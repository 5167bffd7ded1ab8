"""A newcomer opens nothing until a holder has compared six words with her and granted it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from amparo.audit.actors import Actor
from amparo.audit.models import Entry
from amparo.keyring.chain import entitled
from amparo.keyring.errors import CannotGrant, CannotMakeHolder, CannotOpen
from amparo.keyring.models import Epoch, Grant, Holder, Wrap
from amparo.keyring.operations import (
    HolderOnce,
    current_epoch,
    fingerprint_words,
    grant,
    make_clinic_kit,
    offboard,
    says_fingerprint,
)
from amparo.keyring.unlocking import Unlocked, unlocked_by_words
from amparo.lib.sealing import envelopes
from amparo.lib.sealing.grants import Scope
from amparo.lib.sealing.keys import SealingPair
from tests.makers import BETO_ID, INES_ID, Keys, make_key, unlock_as

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ORGANIZERS, ATTORNEYS = Scope("organizers"), Scope("attorneys")
INIT = Actor.command("amparo init")

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def campaign_epoch(keyspace: UUID | None = None) -> UUID:
    return current_epoch(keyspace or uuid4(), opened_by="organizers", today=TODAY).id


def say(once: HolderOnce) -> str:
    return " ".join(once.fingerprint)


def root_of(keys: Keys) -> Unlocked:
    return unlocked_by_words(keys.kit.words, actor=INIT, now=NOW)


def test_a_new_key_opens_nothing(keys: Keys) -> None:
    epoch = campaign_epoch()
    beto = unlock_as(make_key(BETO_ID, "Beto", now=NOW), NOW)

    with pytest.raises(CannotOpen):
        beto.private_key_of(epoch)
    assert beto.holder_id not in entitled("organizers")


def test_a_granted_key_opens_what_was_there_and_what_comes(keys: Keys) -> None:
    earlier = campaign_epoch()
    once = make_key(BETO_ID, "Beto", now=NOW)

    handed_over = grant(
        once.holder, by=unlock_as(keys.alma, NOW), scope=ORGANIZERS, heard=say(once), now=NOW
    )

    beto = unlock_as(once, NOW)
    assert handed_over == 1
    for epoch in (earlier, campaign_epoch()):
        public = bytes(Epoch.objects.get(pk=epoch).public_key)
        assert SealingPair.from_private(beto.private_key_of(epoch)).public == public


def test_a_grant_of_one_keyspace_opens_no_other(keys: Keys) -> None:
    keyspace = uuid4()
    epoch, other = campaign_epoch(keyspace), campaign_epoch()
    once = make_key(BETO_ID, "Beto", now=NOW)
    scope = Scope("organizers", str(keyspace))

    grant(once.holder, by=unlock_as(keys.alma, NOW), scope=scope, heard=say(once), now=NOW)

    beto = unlock_as(once, NOW)
    assert len(beto.private_key_of(epoch)) == 96
    with pytest.raises(CannotOpen):
        beto.private_key_of(other)


def test_the_six_words_have_to_be_hers(keys: Keys) -> None:
    once, other = make_key(BETO_ID, "Beto", now=NOW), make_key(INES_ID, "Ines", now=NOW)

    with pytest.raises(CannotGrant):
        grant(
            once.holder, by=unlock_as(keys.alma, NOW), scope=ORGANIZERS, heard=say(other), now=NOW
        )

    assert not Grant.objects.filter(holder=once.holder).exists()
    assert Entry.objects.filter(verb="key.grant_refused").count() == 1


def test_the_six_words_may_be_read_in_either_language_and_typed_anyhow() -> None:
    once = make_key(BETO_ID, "Beto", now=NOW, language="es")

    assert says_fingerprint(once.holder, say(once))
    assert says_fingerprint(once.holder, "-".join(fingerprint_words(once.holder, "en")).upper())
    assert not says_fingerprint(once.holder, " ".join(once.fingerprint[:5]))
    assert not says_fingerprint(once.holder, "")


def test_a_public_key_swapped_before_the_grant_is_refused_by_voice(keys: Keys) -> None:
    once = make_key(BETO_ID, "Beto", now=NOW)
    thief = SealingPair.make()
    Holder.objects.filter(pk=once.holder.pk).update(sealing_public=thief.public)

    altered = Holder.objects.get(pk=once.holder.pk)
    with pytest.raises(CannotGrant):
        grant(altered, by=unlock_as(keys.alma, NOW), scope=ORGANIZERS, heard=say(once), now=NOW)


def test_a_public_key_swapped_after_the_grant_is_not_used(keys: Keys) -> None:
    thief = SealingPair.make()
    Holder.objects.filter(pk=keys.alma.holder.pk).update(sealing_public=thief.public)

    wrap = Wrap.objects.get(epoch_id=campaign_epoch(), holder=keys.alma.holder)

    assert len(unlock_as(keys.alma, NOW).private_key_of(wrap.epoch_id)) == 96
    with pytest.raises(envelopes.CannotUnseal):
        envelopes.unseal(bytes(wrap.sealed_private), private_key=thief.private, info=b"")


def test_a_public_key_swapped_inside_a_grant_loses_that_grant(keys: Keys) -> None:
    Grant.objects.filter(holder=keys.alma.holder).update(sealing_public=SealingPair.make().public)

    assert set(entitled("organizers")) == {keys.kit.holder.pk}


def test_somebody_who_was_granted_nothing_grants_nothing(keys: Keys) -> None:
    beto, ines = make_key(BETO_ID, "Beto", now=NOW), make_key(INES_ID, "Ines", now=NOW)

    with pytest.raises(CannotGrant):
        grant(ines.holder, by=unlock_as(beto, NOW), scope=ORGANIZERS, heard=say(ines), now=NOW)
    assert not Grant.objects.filter(holder=ines.holder).exists()


def test_an_attorneys_key_never_opens_what_organizers_open(keys: Keys) -> None:
    ines = make_key(INES_ID, "Ines", kind="attorney", now=NOW)

    with pytest.raises(CannotGrant):
        grant(ines.holder, by=root_of(keys), scope=ORGANIZERS, heard=say(ines), now=NOW)


def test_an_organizer_cannot_let_an_attorney_in(keys: Keys) -> None:
    ines = make_key(INES_ID, "Ines", kind="attorney", now=NOW)

    with pytest.raises(CannotGrant):
        grant(ines.holder, by=unlock_as(keys.alma, NOW), scope=ATTORNEYS, heard=say(ines), now=NOW)


def test_a_clinic_is_opened_by_attorneys_and_their_kit_alone(keys: Keys) -> None:
    root = root_of(keys)
    kit = make_clinic_kit(by=root, words_language="es", label="Clinics", actor=INIT, now=NOW)
    ines = make_key(INES_ID, "Ines", kind="attorney", now=NOW)
    grant(ines.holder, by=root, scope=ATTORNEYS, heard=say(ines), now=NOW)

    epoch = current_epoch(uuid4(), opened_by="attorneys", today=TODAY).id

    assert set(entitled("attorneys")) == {kit.holder.pk, ines.holder.pk}
    assert len(unlock_as(ines, NOW).private_key_of(epoch)) == 96
    for organizer in (unlock_as(keys.alma, NOW), root):
        with pytest.raises(CannotOpen):
            organizer.private_key_of(epoch)


def test_nobody_has_two_living_keys() -> None:
    make_key(BETO_ID, "Beto", now=NOW)

    with pytest.raises(CannotMakeHolder):
        make_key(BETO_ID, "Beto", now=NOW)


def test_whom_a_leaver_brought_in_stays(keys: Keys) -> None:
    beto = make_key(BETO_ID, "Beto", now=NOW)
    grant(beto.holder, by=unlock_as(keys.alma, NOW), scope=ORGANIZERS, heard=say(beto), now=NOW)

    offboard(keys.alma.holder.user_id or 0, actor=INIT, now=NOW + timedelta(days=1))

    assert set(entitled("organizers")) == {keys.kit.holder.pk, beto.holder.pk}


def test_what_a_leaver_signs_afterwards_counts_for_nothing(keys: Keys) -> None:
    alma, ines = unlock_as(keys.alma, NOW), make_key(INES_ID, "Ines", now=NOW)
    offboard(keys.alma.holder.user_id or 0, actor=INIT, now=NOW)

    with pytest.raises(CannotGrant):
        grant(ines.holder, by=alma, scope=ORGANIZERS, heard=say(ines), now=NOW)


def test_a_grant_is_in_the_log_with_how_much_was_handed_over(keys: Keys) -> None:
    campaign_epoch()
    once = make_key(BETO_ID, "Beto", now=NOW)
    grant(once.holder, by=unlock_as(keys.alma, NOW), scope=ORGANIZERS, heard=say(once), now=NOW)

    entry = Entry.objects.filter(verb="key.grant").order_by("number").last()
    assert entry is not None
    assert (entry.actor_label, entry.count, entry.detail["to"]) == ("Alma", 1, "Beto")
