"""The paper kit: made once, shown once, and then on paper only."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from amparo.audit.actors import Actor
from amparo.audit.models import Entry
from amparo.keyring.chain import pin_root, root_file, root_public
from amparo.keyring.errors import CannotMakeHolder, CannotUnlock, Unavailable
from amparo.keyring.operations import (
    KitOnce,
    confirm_kit_words,
    is_unconfirmed,
    make_clinic_kit,
    make_kit,
    unconfirmed_kit,
)
from amparo.keyring.runtime import runtime
from amparo.keyring.unlocking import unlocked_by_words
from amparo.lib.sealing.words import WrongWordCount, kit_words, seed_from_words
from tests.makers import Keys

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
INIT = Actor.command("amparo init")

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def new_kit(language: str = "en") -> KitOnce:
    return make_kit(words_language=language, label="Paper kit", actor=INIT, now=NOW)


def test_a_kit_has_24_words_and_pins_the_root_outside_the_database() -> None:
    kit = new_kit()

    assert len(kit.words) == 24
    assert root_public() == bytes(kit.holder.signing_public)
    assert root_file().parent == settings.DATA_DIR


def test_the_database_holds_nothing_that_opens_the_kit() -> None:
    assert bytes(new_kit().holder.wrapped_seed) == b""


def test_the_kit_lies_in_memory_until_its_words_are_typed_back() -> None:
    kit = new_kit("es")
    assert is_unconfirmed()
    assert unconfirmed_kit(actor=INIT) is not None

    confirm_kit_words("  " + " ".join(kit.words).upper(), actor=INIT, now=NOW)

    assert not is_unconfirmed()
    assert unconfirmed_kit(actor=INIT) is None
    assert runtime().store.names("seed:", NOW) == []


def test_wrong_words_do_not_confirm_it() -> None:
    new_kit()

    with pytest.raises(CannotUnlock):
        confirm_kit_words(kit_words(bytes(32)), actor=INIT, now=NOW)
    with pytest.raises(WrongWordCount):
        confirm_kit_words("abandon ability", actor=INIT, now=NOW)
    assert is_unconfirmed()


def test_an_interrupted_setup_shows_the_same_kit_again() -> None:
    assert new_kit().words == new_kit().words


def test_a_second_kit_is_refused_once_the_first_is_on_paper(keys: Keys) -> None:
    with pytest.raises(CannotMakeHolder):
        new_kit()
    assert root_public() == bytes(keys.kit.holder.signing_public)
    assert not is_unconfirmed()


def test_the_pinned_root_is_never_written_over(keys: Keys) -> None:
    with pytest.raises(CannotMakeHolder):
        pin_root(bytes(32))


def test_words_on_paper_bring_the_kit_back(keys: Keys) -> None:
    root = unlocked_by_words(keys.kit.words, actor=INIT, now=NOW)

    assert root.holder_id == keys.kit.holder.pk
    assert root.keys.public.signing == root_public()


def test_words_of_nobody_bring_nothing_back(keys: Keys) -> None:
    with pytest.raises(CannotUnlock):
        unlocked_by_words(kit_words(bytes(32)), actor=INIT, now=NOW)


def test_the_log_says_that_a_kit_was_made_and_never_its_words(keys: Keys) -> None:
    assert set(Entry.objects.values_list("verb", flat=True)) >= {
        "key.make_kit",
        "key.confirm_kit",
    }
    said = " ".join(str(entry.detail) + entry.reason for entry in Entry.objects.all())
    assert seed_from_words(keys.kit.words).hex() not in said
    assert not any(word in said.split() for word in keys.kit.words)


def test_the_clinics_have_a_kit_of_their_own(keys: Keys) -> None:
    root = unlocked_by_words(keys.kit.words, actor=INIT, now=NOW)

    made = make_clinic_kit(by=root, words_language="es", label="Clinics", actor=INIT, now=NOW)

    assert made.words != keys.kit.words
    confirm_kit_words(made.words, actor=INIT, now=NOW, kind="clinic-kit")
    with pytest.raises(CannotMakeHolder):
        make_clinic_kit(by=root, words_language="es", label="Clinics", actor=INIT, now=NOW)


@pytest.mark.parametrize("content", ["", "not a key", "ab" * 31])
def test_a_damaged_root_stops_sealing(keys: Keys, content: str) -> None:
    root_file().chmod(0o644)
    root_file().write_text(content)

    with pytest.raises(Unavailable):
        root_public()
