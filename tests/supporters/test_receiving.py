"""What happens when somebody signs: sealed, told apart, answered alike, or nothing at all."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.keyring.epochs import forget_epochs
from amparo.keyring.errors import Unavailable
from amparo.keyring.models import Epoch
from amparo.keyring.unlocking import Unlocked
from amparo.lib.sealing.cards import SEALED_CARD_BYTES
from amparo.outbox.letters import Draft, written
from amparo.outbox.models import Waiting
from amparo.outbox.sealing import unseal_letter
from amparo.supporters import kinds
from amparo.supporters.models import Card, ListWish
from amparo.supporters.operations import CannotReceive
from amparo.supporters.unsealing import open_cards, open_comments
from tests.makers import reboot
from tests.supporters.conftest import NOW, Ask

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def drafts() -> list[Draft]:
    """The letters that wait, as facts."""
    found = [unseal_letter(bytes(row.sealed_letter), row.pk) for row in Waiting.objects.all()]
    return [mail for mail in found if isinstance(mail, Draft)]


def letters() -> list[str]:
    return sorted(draft.writer for draft in drafts())


def test_what_rosa_tells_is_readable_by_alma_and_in_no_column(ask: Ask, alma: Unlocked) -> None:
    ask.sign(comment="Por mi hermana.", phone="+16125550142")
    card = Card.objects.get()
    columns = repr(Card.objects.values().get())
    for told in ("Rosa", "Quispe", "rosa", "example.com", "6125550142", "Northfield", "hermana"):
        assert told not in columns
    opened = list(open_cards(Card.objects.all(), by=alma, actor=alma.actor, reason="counting"))
    assert (opened[0].name, opened[0].email) == (
        "Rosa María Núñez-Quispe",
        "rosa.nunez@example.com",
    )
    assert (opened[0].town, opened[0].phone) == ("Northfield", "+16125550142")
    said = list(open_comments(Card.objects.all(), by=alma, actor=alma.actor, reason="reading"))
    assert said == [(card, "Por mi hermana.")]


def test_every_sealed_card_has_one_length(ask: Ask, alma: Unlocked) -> None:
    ask.sign()
    ask.sign(name="Li", email="l@x.org", town="", county="")
    ask.sign(name="Ñ" * 80, email="a" * 60 + "@" + "b" * 60 + ".org", town="ü" * 60)
    assert {len(card.sealed_card) for card in Card.objects.all()} == {SEALED_CARD_BYTES}


def test_a_card_knows_a_week_and_no_hour(ask: Ask, alma: Unlocked) -> None:
    ask.sign()
    card = Card.objects.get()
    assert card.week_on.isoformat() == "2026-11-23"
    assert card.week_on.weekday() == 0
    assert (card.county, card.language, card.is_confirmed) == ("27131", "es", False)


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("ROSA.NUNEZ@EXAMPLE.COM", "Rosa María Núñez-Quispe"),
        ("rosa.nunez@example.com", "rosa maria nunez quispe"),
        ("rosa.nunez+icom@example.com", "  ROSA  MARÍA NÚÑEZ QUISPE "),
    ],
)
def test_another_spelling_of_the_same_person_is_the_same_person(
    ask: Ask, alma: Unlocked, email: str, name: str
) -> None:
    ask.sign()
    ask.sign(email=email, name=name)
    assert Card.objects.count() == 1
    assert letters() == ["supporters.again", "supporters.confirm"]


def test_the_owner_of_the_address_is_told_of_a_repeat_but_not_flooded(
    ask: Ask, alma: Unlocked
) -> None:
    for _ in range(20):
        ask.sign()
    assert Card.objects.get().repeat_count == 19
    assert len(letters()) == 1 + 5


def test_six_names_share_an_address_and_the_seventh_is_told_by_letter(
    ask: Ask, alma: Unlocked
) -> None:
    for number in range(7):
        ask.sign(name=f"Quispe {'abcdefg'[number]}")
    assert Card.objects.count() == 6
    assert sorted(Card.objects.values_list("email_slot", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert letters().count("supporters.full") == 1


def test_a_known_name_of_a_full_address_is_a_repeat(ask: Ask, alma: Unlocked) -> None:
    for letter in "abcdef":
        ask.sign(name=f"Quispe {letter}")
    ask.sign(name="Quispe c")
    assert Card.objects.count() == 6
    assert letters().count("supporters.again") == 1


def test_a_name_that_left_makes_room_for_another(ask: Ask, alma: Unlocked) -> None:
    for letter in "abcdef":
        ask.sign(name=f"Quispe {letter}")
    Card.objects.filter(email_slot=3).delete()
    ask.sign(name="Quispe g")
    assert Card.objects.filter(email_slot=3).count() == 1


def test_a_telephone_alone_waits_for_a_word_and_gets_no_letter(ask: Ask, alma: Unlocked) -> None:
    ask.sign(email="", phone="+16125550142")
    card = Card.objects.get()
    assert card.needs_word
    assert (card.person_code, card.email_code, card.codes_boot) == (None, None, None)
    assert letters() == []


def test_a_wish_to_hear_more_waits_beside_the_card(ask: Ask, alma: Unlocked) -> None:
    ask.sign(wants_news=True)
    wish = ListWish.objects.get()
    assert wish.card == Card.objects.get()
    assert len(wish.sealed_card) == SEALED_CARD_BYTES
    assert wish.row_id != wish.card_id
    assert "leave" in drafts()[0].facts


def test_new_and_repeated_run_the_same_statements(ask: Ask, alma: Unlocked) -> None:
    ask.sign(name="Warm Up", email="warm@example.org")
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            ask.sign()
        asked.append([each["sql"].split()[0:3] for each in captured])
    first, second = ([words for words in each if words[0] == "INSERT"] for each in asked)
    assert len(asked[0]) == len(asked[1])
    assert (
        first
        == second
        == [["INSERT", "INTO", "supporters_card"], ["INSERT", "INTO", "outbox_waiting"]]
    )


def test_nothing_that_was_typed_as_a_name_can_be_a_message(ask: Ask, alma: Unlocked) -> None:
    ask.sign(name="Visit http://casino.example NOW!!! $$$")
    letter = written(drafts()[0])
    assert letter is not None
    assert "http://casino" not in letter.text
    assert "$" not in letter.text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("wants_news", [False, True])
def test_letters_are_whole_in_each_language(
    ask: Ask, alma: Unlocked, language: str, wants_news: bool
) -> None:
    ask.sign(language=language, wants_news=wants_news)
    ask.sign(language=language, wants_news=wants_news)
    for draft in drafts():
        letter = written(draft)
        assert letter is not None
        assert letter.to == "rosa.nunez@example.com"
        assert f"/{language}/confirm/" in letter.text
        assert f"/{language}/yours/" in letter.html
        assert "Terminen el acuerdo" in letter.subject
        assert f'lang="{language}"' in letter.html
    told = " ".join(letter.text for draft in drafts() if (letter := written(draft)))
    assert ("/leave/" in told) == wants_news


def test_a_closed_ask_takes_nobody(ask: Ask, alma: Unlocked) -> None:
    ask.is_open = False
    with pytest.raises(CannotReceive, match="closed"):
        ask.sign()
    assert Card.objects.count() == Waiting.objects.count() == 0


def test_more_than_a_card_holds_is_refused_before_anything_is_stored(
    ask: Ask, alma: Unlocked
) -> None:
    with pytest.raises(CannotReceive, match="too_long"):
        ask.sign(name="漢" * 200)
    assert Card.objects.count() == Waiting.objects.count() == 0


def test_no_letter_goes_about_an_ask_that_was_taken_down(
    ask: Ask, alma: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask.sign()
    gone = replace(kinds.get("ask"), title=lambda action_id, language: "")
    monkeypatch.setitem(kinds._kinds, "ask", gone)
    assert written(drafts()[0]) is None


def nothing_is_stored(ask: Ask) -> None:
    with pytest.raises(Unavailable):
        ask.sign(wants_news=True, comment="Por mi hermana.")
    assert Card.objects.count() == Waiting.objects.count() == ListWish.objects.count() == 0


def test_without_a_key_holder_nothing_is_stored(ask: Ask) -> None:
    nothing_is_stored(ask)


def test_an_altered_public_key_is_never_sealed_to(ask: Ask, alma: Unlocked) -> None:
    ask.sign(email="first@example.org")
    Card.objects.all().delete()
    Waiting.objects.all().delete()
    epoch = Epoch.objects.get(keyspace_id=ask.keyspace.pk)
    epoch.public_key = bytes(reversed(bytes(epoch.public_key)))
    epoch.save()
    forget_epochs()
    nothing_is_stored(ask)


def test_without_a_runtime_key_nothing_is_stored(
    ask: Ask, alma: Unlocked, settings: Any, tmp_path: Any
) -> None:
    settings.RUNTIME_DIR = tmp_path / "not there"
    nothing_is_stored(ask)


def test_a_read_only_database_stores_nothing(ask: Ask, alma: Unlocked) -> None:
    ask.sign(email="first@example.org")  # so that the epoch is there
    is_sqlite = connection.vendor == "sqlite"
    until_now = "PRAGMA query_only = ON"
    if not is_sqlite:
        until_now = "SET CONSTRAINTS ALL IMMEDIATE; SET TRANSACTION READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(until_now)
    try:
        with pytest.raises(Unavailable):
            ask.sign()
    finally:
        if is_sqlite:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only = OFF")
    assert Card.objects.count() == Waiting.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite lets us say how much fits")
@pytest.mark.django_db(databases=["default", "keyring"], transaction=True)  # SQLite ends it itself
def test_a_full_disk_stores_nothing(ask: Ask, alma: Unlocked) -> None:
    ask.sign(email="first@example.org")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    stored = 0
    try:
        with suppress(Unavailable):
            for stored in range(200):
                ask.sign(email=f"p{stored}@example.org")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert stored < 199
    assert Card.objects.count() == Waiting.objects.count() == 1 + stored


def test_after_a_reboot_people_sign_to_a_new_epoch(ask: Ask, alma: Unlocked) -> None:
    ask.sign()
    reboot()
    ask.sign(now=NOW + timedelta(minutes=5), email="later@example.org")
    assert Card.objects.values("epoch_id").distinct().count() == 2


def test_the_seventh_letter_of_a_full_address_is_not_written(ask: Ask, alma: Unlocked) -> None:
    for number in range(20):
        ask.sign(name=f"Quispe {'abcdefghijklmnopqrst'[number]}")
    assert letters().count("supporters.full") == 3
