"""What a kind of ask may add: words of its own, no contact, what follows, its own letters."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.keyring.unlocking import Unlocked
from amparo.lib.sealing.cards import SEALED_CARD_BYTES
from amparo.outbox.letters import written
from amparo.supporters.models import Card, ListWish, Tally
from amparo.supporters.operations import (
    CannotReceive,
    Submission,
    confirm,
    confirm_by_word,
    drop_unconfirmed,
    remove_card,
    withdraw,
)
from amparo.supporters.unsealing import open_cards
from tests.supporters.conftest import NOW, Ask
from tests.supporters.test_answering import signed
from tests.supporters.test_receiving import drafts, letters

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

Asked = Callable[..., None]


def test_what_an_ask_asks_besides_is_sealed_with_the_name(ask: Ask, alma: Unlocked) -> None:
    ask.sign(told={"title": "Párroca", "office": ""}, wants_news=True)
    columns = repr([*Card.objects.values(), *ListWish.objects.values()])
    assert "rroca" not in columns
    opened = next(open_cards(Card.objects.all(), by=alma, actor=alma.actor, reason="reading"))
    assert opened.told_words == {"title": "Párroca"}
    assert len(opened.card.sealed_card) == SEALED_CARD_BYTES


def test_what_an_ask_asks_besides_does_not_follow_her_to_the_list(ask: Ask, alma: Unlocked) -> None:
    confirm(signed(ask, told={"need": "ramp"}, wants_news=True), now=NOW)
    on_list = Card.objects.filter(action_kind="list")
    opened = next(open_cards(on_list, by=alma, actor=alma.actor, reason="reading"))
    assert opened.name
    assert opened.told_words == {}


def test_more_words_than_a_card_holds_are_refused_and_nothing_is_stored(
    ask: Ask, alma: Unlocked
) -> None:
    with pytest.raises(CannotReceive, match="too_long"):
        ask.sign(told={"need": "x" * 500})
    assert not Card.objects.exists()


def test_without_a_way_to_reach_her_she_counts_at_once_where_the_kind_allows_it(
    ask: Ask, asked: Asked, alma: Unlocked
) -> None:
    with pytest.raises(CannotReceive, match="no_contact"):
        ask.sign(email="")
    asked(needs_contact=False)
    ask.sign(email="", told={"heard": "for"})
    ask.sign(email="", told={"heard": "for"})
    cards = Card.objects.all()
    assert [(card.is_confirmed, card.needs_word) for card in cards] == [(True, False)] * 2
    assert letters() == []


def test_where_no_contact_is_needed_whoever_leaves_one_is_still_asked(
    ask: Ask, asked: Asked, alma: Unlocked
) -> None:
    asked(needs_contact=False)
    ask.sign()
    ask.sign(name="By Telephone", email="", phone="+16125550142")
    assert {(card.is_confirmed, card.needs_word) for card in Card.objects.all()} == {
        (False, False),
        (False, True),
    }


def test_a_kind_learns_of_a_new_and_of_a_repeated_one_by_the_same_statements(
    ask: Ask, asked: Asked, alma: Unlocked
) -> None:
    heard: list[tuple[UUID, str, bool]] = []

    def on_stored(card_id: UUID, sent: Submission, is_new: bool) -> None:
        assert connection.in_atomic_block
        Tally.objects.filter(pk=card_id).update(paper_count=int(sent.told["party"]))
        heard.append((card_id, sent.told["party"], is_new))

    asked(on_stored=on_stored)
    ask.sign(name="Warm Up", email="warm@example.org", told={"party": "1"})
    statements = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            ask.sign(told={"party": "4"})
        statements.append([" ".join(each["sql"].split()[:2]) for each in captured][1:-1])
    card = Card.objects.get(repeat_count=1)
    assert heard[1:] == [(card.pk, "4", True), (card.pk, "4", False)]
    assert statements[0] == statements[1]
    assert 'UPDATE "supporters_tally"' in statements[0]


def test_what_a_kind_cannot_do_undoes_the_sign_up(ask: Ask, asked: Asked, alma: Unlocked) -> None:
    def on_stored(card_id: UUID, sent: Submission, is_new: bool) -> None:
        raise LookupError("no place is free")

    asked(on_stored=on_stored)
    with pytest.raises(LookupError):
        ask.sign()
    assert not Card.objects.exists()
    assert letters() == []


def test_a_kind_learns_once_that_she_confirmed(ask: Ask, asked: Asked, alma: Unlocked) -> None:
    heard: list[UUID] = []
    asked(on_confirmed=heard.append)
    link = signed(ask)
    for _ in range(2):
        confirm(link, now=NOW)
    ask.sign(name="By Telephone", email="", phone="+16125550142")
    called = Card.objects.get(needs_word=True)
    for _ in range(2):
        confirm_by_word(called, shown=None, actor=alma.actor, now=NOW)
    assert heard == [Card.objects.get(needs_word=False).pk, called.pk]


def test_a_kind_learns_which_cards_go_however_they_go(
    ask: Ask, asked: Asked, alma: Unlocked
) -> None:
    heard: list[UUID] = []

    def on_removed(ids: list[UUID]) -> None:
        assert Card.objects.filter(pk__in=ids).count() == len(ids)
        heard.extend(ids)

    asked(on_removed=on_removed, needs_contact=False)
    link = signed(ask)
    first = Card.objects.get().pk
    withdraw(link, now=NOW)
    ask.sign(email="")
    slip = Card.objects.get()
    remove_card(slip)
    ask.sign(name="Never Answers")
    forgotten = Card.objects.get()
    Card.objects.update(week_on="2026-01-05")
    drop_unconfirmed(NOW)
    assert heard == [first, slip.pk, forgotten.pk]
    assert not Card.objects.exists()


@pytest.fixture
def words(tmp_path: Path, settings: Any) -> Path:
    """A room's folder of templates, for the words of supporters' letters and pages."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine.get("DIRS", []), tmp_path]}]
    folder = tmp_path / "suppers" / "supporter"
    (folder / "mail").mkdir(parents=True)
    return folder


def test_a_kind_says_letters_and_pages_in_words_of_its_own(
    ask: Ask, asked: Asked, alma: Unlocked, client: Client, words: Path
) -> None:
    (words / "mail" / "confirm.txt").write_text("{{ name }}: at {{ hour }}, {{ confirm_url }}")
    (words / "yours.html").write_text("A chair for {{ party }}, at {{ hour }}.")

    def of_an_action(action_id: UUID, language: str) -> dict[str, Any]:
        return {"hour": "17:00"}

    asked(
        folder="suppers",
        subjects={"confirm": "Come to “%(title)s”"},
        facts_of=of_an_action,
        card_facts_of=lambda card_id: {"party": 3},
    )
    link = signed(ask)
    letter = written(drafts()[0])
    assert letter is not None
    assert letter.subject == "Come to “Terminen el acuerdo”"
    assert letter.text.startswith("Rosa María Núñez-Quispe: at 17:00, http")
    assert "<" in letter.html  # the house's own, because the room has none
    assert client.get(f"/es/yours/{link}/").text == "A chair for 3, at 17:00."
    assert client.get(f"/es/yours/{link}/withdraw/").status_code == 200


def test_a_letter_about_what_the_public_no_longer_sees_does_not_go(
    ask: Ask, asked: Asked, alma: Unlocked
) -> None:
    ask.sign()
    assert written(drafts()[0]) is not None
    asked(public_url=lambda action_id, language: "")
    assert written(drafts()[0]) is None
