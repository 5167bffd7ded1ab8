"""Unlocking lasts a quarter of an hour idle and an hour at most, and a login is not enough."""

from datetime import UTC, datetime, timedelta
from inspect import signature

import pytest
from django.conf import settings

from amparo.audit.actors import Actor
from amparo.audit.models import Entry
from amparo.keyring.errors import CannotMakeHolder, CannotUnlock, TooManyTries
from amparo.keyring.models import Holder
from amparo.keyring.operations import make_holder, offboard, renew_passphrase
from amparo.keyring.unlocking import (
    TRIES_AN_HOUR,
    Unlocked,
    ends_at,
    lock,
    lock_all,
    opened,
    unlock,
    unlocked_by_words,
)
from amparo.lib.sealing.words import UnknownWord
from amparo.lib.sealing.wrapping import STANDARD
from tests.makers import ALMA_ID, BETO_ID, Keys, make_key, reboot

NOW = datetime(2026, 11, 20, 17, 5, tzinfo=UTC)
INIT = Actor.command("amparo init")

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def minutes(count: float) -> datetime:
    return NOW + timedelta(minutes=count)


def unlock_alma(keys: Keys) -> str:
    return unlock(ALMA_ID, keys.alma.passphrase, now=NOW)


def test_a_passphrase_unlocks_typed_in_any_case_and_spacing(keys: Keys) -> None:
    typed = "  " + keys.alma.passphrase.upper().replace(" ", "-")

    unlocked = opened(unlock(ALMA_ID, typed, now=NOW), ALMA_ID, now=NOW)

    assert isinstance(unlocked, Unlocked)
    assert (unlocked.label, unlocked.actor.label) == ("Alma", "Alma")


def test_a_wrong_passphrase_and_no_key_get_the_same_answer(keys: Keys) -> None:
    for user_id, passphrase in [(ALMA_ID, "six words of somebody else now"), (BETO_ID, "x")]:
        with pytest.raises(CannotUnlock):
            unlock(user_id, passphrase, now=NOW)


def test_another_persons_passphrase_does_not_unlock(keys: Keys) -> None:
    make_key(BETO_ID, "Beto", now=NOW)

    with pytest.raises(CannotUnlock):
        unlock(BETO_ID, keys.alma.passphrase, now=NOW)


def test_a_cookie_works_for_its_own_account_only(keys: Keys) -> None:
    secret = unlock_alma(keys)

    assert opened(secret, BETO_ID, now=NOW) is None
    assert opened("", ALMA_ID, now=NOW) is None
    assert opened(secret[:-1], ALMA_ID, now=NOW) is None


def test_it_locks_after_a_quarter_of_an_hour_without_work(keys: Keys) -> None:
    secret = unlock_alma(keys)

    assert opened(secret, ALMA_ID, now=minutes(14.9)) is not None
    assert opened(secret, ALMA_ID, now=minutes(29.8)) is not None
    assert opened(secret, ALMA_ID, now=minutes(44.9)) is None


def test_it_locks_after_an_hour_however_much_is_done(keys: Keys) -> None:
    secret = unlock_alma(keys)

    for at in (10, 20, 30, 40, 50, 59.9):
        assert opened(secret, ALMA_ID, now=minutes(at)) is not None
    assert ends_at(secret, ALMA_ID, now=minutes(59.9)) == minutes(60)
    assert opened(secret, ALMA_ID, now=minutes(60)) is None


def test_what_has_locked_stays_locked(keys: Keys) -> None:
    secret = unlock_alma(keys)
    assert opened(secret, ALMA_ID, now=minutes(61)) is None

    assert opened(secret, ALMA_ID, now=minutes(1)) is None or ends_at(
        secret, ALMA_ID, now=minutes(1)
    ) == minutes(16)


def test_locking_ends_this_one_and_leaving_ends_all(keys: Keys) -> None:
    here, phone = unlock_alma(keys), unlock_alma(keys)

    lock(here, ALMA_ID)
    assert opened(here, ALMA_ID, now=NOW) is None
    assert opened(phone, ALMA_ID, now=NOW) is not None

    offboard(ALMA_ID, actor=INIT, now=NOW)
    assert opened(phone, ALMA_ID, now=NOW) is None


def test_all_unlocks_of_an_account_end_together(keys: Keys) -> None:
    secrets = [unlock_alma(keys), unlock_alma(keys)]

    assert lock_all(ALMA_ID) == 2
    assert [opened(secret, ALMA_ID, now=NOW) for secret in secrets] == [None, None]


def test_a_restart_locks(keys: Keys) -> None:
    secret = unlock_alma(keys)
    reboot()

    assert opened(secret, ALMA_ID, now=NOW) is None


def test_the_store_keeps_no_key_in_clear(keys: Keys) -> None:
    secret = unlock_alma(keys)
    unlocked = opened(secret, ALMA_ID, now=NOW)
    assert unlocked is not None

    stored = b"".join(path.read_bytes() for path in settings.RUNTIME_DIR.glob("runtime.sqlite3*"))
    for needle in (unlocked.seed, unlocked.seed.hex().encode(), secret.encode()):
        assert needle not in stored


def test_keys_show_in_no_repr(keys: Keys) -> None:
    unlocked = opened(unlock_alma(keys), ALMA_ID, now=NOW)
    assert unlocked is not None

    shown = repr(unlocked) + repr(keys.alma)
    assert unlocked.seed.hex() not in shown
    assert repr(unlocked.seed) not in shown
    assert keys.alma.passphrase not in shown
    assert "seed" not in shown


def test_twenty_wrong_tries_are_enough_for_an_hour(keys: Keys) -> None:
    for _ in range(TRIES_AN_HOUR):
        with pytest.raises(CannotUnlock):
            unlock(ALMA_ID, "wrong", now=NOW)

    with pytest.raises(TooManyTries):
        unlock(ALMA_ID, keys.alma.passphrase, now=NOW)
    assert unlock(ALMA_ID, keys.alma.passphrase, now=minutes(60))


def test_a_right_passphrase_forgives_the_wrong_ones(keys: Keys) -> None:
    for _ in range(3):
        for _ in range(TRIES_AN_HOUR - 1):
            with pytest.raises(CannotUnlock):
                unlock(ALMA_ID, "wrong", now=NOW)
        assert unlock_alma(keys)


def test_her_printed_words_give_her_a_new_passphrase(keys: Keys) -> None:
    alma = unlocked_by_words(keys.alma.kit_words, actor=Actor.person(ALMA_ID, "Alma"), now=NOW)

    fresh = renew_passphrase(alma, words_language="es", now=NOW)

    with pytest.raises(CannotUnlock):
        unlock_alma(keys)
    again = opened(unlock(ALMA_ID, fresh, now=NOW), ALMA_ID, now=NOW)
    assert again is not None
    assert again.seed == alma.seed


def test_unless_asked_otherwise_a_passphrase_is_as_dear_to_guess_as_lib_says() -> None:
    for makes in (make_holder, renew_passphrase):
        assert signature(makes).parameters["cost"].default == STANDARD


def test_a_word_typed_wrong_is_named(keys: Keys) -> None:
    words = [*keys.alma.kit_words]
    words[4] = "zzzz"

    with pytest.raises(UnknownWord) as caught:
        unlocked_by_words(words, actor=INIT, now=NOW)
    assert caught.value.position == 5


def test_the_paper_kit_has_no_passphrase(keys: Keys) -> None:
    root = unlocked_by_words(keys.kit.words, actor=INIT, now=NOW)

    with pytest.raises(CannotMakeHolder):
        renew_passphrase(root, words_language="en", now=NOW)


def test_somebody_who_left_cannot_unlock_and_her_paper_is_of_no_use(keys: Keys) -> None:
    offboard(ALMA_ID, actor=INIT, now=NOW)

    with pytest.raises(CannotUnlock):
        unlock_alma(keys)
    with pytest.raises(CannotUnlock):
        unlocked_by_words(keys.alma.kit_words, actor=INIT, now=NOW)
    assert bytes(Holder.objects.get(pk=keys.alma.holder.pk).wrapped_seed) == b""


def test_leaving_twice_or_without_a_key_changes_nothing(keys: Keys) -> None:
    assert offboard(BETO_ID, actor=INIT, now=NOW) == 0
    offboard(ALMA_ID, actor=INIT, now=NOW)
    assert offboard(ALMA_ID, actor=INIT, now=NOW) == 0


def test_unlocking_is_in_the_log(keys: Keys) -> None:
    unlock_alma(keys)

    assert Entry.objects.filter(verb="key.unlock", actor_id=str(ALMA_ID)).count() == 1
