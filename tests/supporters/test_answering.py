"""What people do with the links in their letters, and what then stands in public."""

from datetime import timedelta

import pytest

from amparo.audit.models import Entry
from amparo.keyring.ledger import removed
from amparo.keyring.unlocking import Unlocked
from amparo.supporters import figures, tokens
from amparo.supporters.access import held_by
from amparo.supporters.models import Card, Keyspace, ListWish, MergedCard, PublicName, Tally
from amparo.supporters.operations import (
    CannotAnswer,
    CannotModerate,
    confirm,
    confirm_by_word,
    hide_name,
    note_paper_count,
    publish_comment,
    refresh_tallies,
    refuse_comment,
    set_visibility,
    tallying,
    the_list,
    withdraw,
    withdraw_by_word,
)
from amparo.supporters.unsealing import open_cards
from tests.supporters.conftest import NOW, Ask
from tests.supporters.test_receiving import drafts

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def last_link(fact: str = "link") -> str:
    """The link in the only letter that waits, or in the one of a repeat."""
    found = sorted(drafts(), key=lambda draft: draft.writer)
    return found[0].facts[fact]


def signed(ask: Ask, **about: object) -> str:
    ask.sign(**about)
    return last_link()


def test_a_link_counts_her_and_pressing_twice_changes_nothing(ask: Ask, alma: Unlocked) -> None:
    link = signed(ask)
    for _ in range(2):
        assert confirm(link, now=NOW).action_id == ask.id
        refresh_tallies(NOW, is_due=True)
    assert figures.tally(ask.id).confirmed_count == 1


@pytest.mark.parametrize("link", ["", "x", "A" * 43, "é" * 43, "=" * 43, "A" * 44])
def test_a_link_that_no_letter_carried_opens_nothing(ask: Ask, alma: Unlocked, link: str) -> None:
    ask.sign()
    assert held_by(link) is None
    with pytest.raises(CannotAnswer, match="unknown"):
        confirm(link, now=NOW)


def test_another_persons_secret_does_not_open_her_card(ask: Ask, alma: Unlocked) -> None:
    link = signed(ask)
    read = tokens.parsed(link)
    assert read is not None
    assert held_by(tokens.link_of(read[0], tokens.new_secret())) is None


def test_nobody_is_added_after_the_close(ask: Ask, alma: Unlocked) -> None:
    link = signed(ask)
    ask.is_open = False
    with pytest.raises(CannotAnswer, match="closed"):
        confirm(link, now=NOW)
    assert not Card.objects.get().is_confirmed


@pytest.mark.parametrize(
    ("visibility", "shown"),
    [
        ("public", ["Rosa María Núñez-Quispe"]),
        ("initials", ["R. M. N. Q."]),
        ("counted", []),
        ("secret", []),
    ],
)
def test_a_name_stands_in_public_as_she_chose_and_only_once_confirmed(
    ask: Ask, alma: Unlocked, visibility: str, shown: list[str]
) -> None:
    link = signed(ask, visibility=visibility)
    assert list(figures.public_names(ask.id)) == []
    confirm(link, now=NOW)
    assert [name.shown for name in figures.public_names(ask.id)] == shown


def test_a_repeat_confirms_and_shows_what_that_sign_up_asked_for(ask: Ask, alma: Unlocked) -> None:
    ask.sign()
    ask.sign(visibility="initials")
    link = last_link()  # "again" comes before "confirm"
    held = held_by(link)
    assert held is not None
    assert held.is_fresh
    confirm(link, now=NOW)
    assert PublicName.objects.get().shown == "R. M. N. Q."
    assert Card.objects.get().is_confirmed


def test_only_she_moves_toward_the_public_and_only_after_confirming(
    ask: Ask, alma: Unlocked
) -> None:
    link = signed(ask)
    about = {"visibility": "public", "name": "Rosa N.", "town": "Northfield"}
    with pytest.raises(CannotAnswer, match="unconfirmed"):
        set_visibility(link, **about, now=NOW)
    confirm(link, now=NOW)
    set_visibility(link, **about, now=NOW)
    assert PublicName.objects.get().shown == "Rosa N."
    set_visibility(link, visibility="secret", name="", town="", now=NOW)
    assert not PublicName.objects.exists()
    card = Card.objects.get()
    assert card.visibility == "secret"
    assert str(card.pk) in removed("supporters.publicname")


def test_who_hides_from_the_organizers_is_blank_to_them(ask: Ask, alma: Unlocked) -> None:
    ask.sign(visibility="secret")
    cards = Card.objects.all()
    seen = next(open_cards(cards, by=alma, actor=alma.actor, reason="list"))
    assert (seen.is_hidden, seen.name, seen.email) == (True, "", "")
    written_to = open_cards(cards, by=alma, actor=alma.actor, reason="codes", shows_hidden=True)
    assert next(written_to).email == "rosa.nunez@example.com"


def test_withdrawing_leaves_nothing_but_an_id_in_the_ledger(ask: Ask, alma: Unlocked) -> None:
    link = signed(ask, visibility="public", comment="Por mi hermana.", wants_news=True)
    card = Card.objects.get()
    confirm(link, now=NOW)
    refresh_tallies(NOW, is_due=True)
    publish_comment(card, text="Por mi hermana.", actor=alma.actor)
    withdraw(link, now=NOW)
    assert not Card.objects.filter(action_id=ask.id).exists()
    assert not PublicName.objects.exists()
    assert figures.public_comments(ask.id, limit=10) == []
    assert str(card.pk) in removed("supporters.card")
    refresh_tallies(NOW, is_due=True)
    assert figures.tally(ask.id).confirmed_count == 0
    with pytest.raises(CannotAnswer):
        withdraw(link, now=NOW)


def test_the_wish_to_hear_more_becomes_a_card_of_the_list_on_confirmation(
    ask: Ask, alma: Unlocked
) -> None:
    ask.sign(wants_news=True)
    link, leave = last_link(), last_link("leave")
    assert not Card.objects.filter(action_kind="list").exists()
    assert confirm(link, now=NOW).joined_list
    card = Card.objects.get(action_kind="list")
    assert card.keyspace == the_list()
    assert card.is_confirmed
    assert not ListWish.objects.exists()
    opened = next(
        open_cards(Card.objects.filter(pk=card.pk), by=alma, actor=alma.actor, reason="list")
    )
    assert (opened.email, opened.link) == ("rosa.nunez@example.com", leave)
    withdraw(leave, now=NOW)
    assert not Card.objects.filter(action_kind="list").exists()
    assert Card.objects.filter(action_id=ask.id, is_confirmed=True).count() == 1


def test_she_may_confirm_and_take_the_wish_back(ask: Ask, alma: Unlocked) -> None:
    link = signed(ask, wants_news=True)
    assert not confirm(link, now=NOW, without_news=True).joined_list
    assert not ListWish.objects.exists()
    assert not Card.objects.filter(action_kind="list").exists()


def test_who_is_on_the_list_already_is_there_once_and_each_link_leaves_it(
    ask: Ask, alma: Unlocked
) -> None:
    list_id = the_list().pk
    about = {"action_kind": "list", "action_id": list_id, "wants_news": True}
    ask.sign(**about)
    confirm(last_link(), now=NOW)
    ask.sign(wants_news=True)
    found = {draft.writer: draft.facts for draft in drafts()}
    confirm(found["supporters.confirm"]["link"], now=NOW)
    assert Card.objects.filter(action_kind="list").count() == 1
    assert MergedCard.objects.count() == 1
    withdraw(found["supporters.confirm"]["leave"], now=NOW)
    assert not Card.objects.filter(action_kind="list").exists()


def test_a_telephone_counts_by_an_organizers_word_and_is_logged(ask: Ask, alma: Unlocked) -> None:
    ask.sign(email="", phone="+16125550142", visibility="public", wants_news=True)
    card = Card.objects.get()
    shown = tokens.Shown("public", "Rosa", "Northfield")
    assert confirm_by_word(card, shown=shown, actor=alma.actor, now=NOW)
    assert not confirm_by_word(card, shown=shown, actor=alma.actor, now=NOW)
    assert PublicName.objects.get().shown == "Rosa"
    assert Card.objects.filter(action_kind="list").count() == 1
    assert Entry.objects.filter(verb="supporters.confirm_by_word").count() == 1
    withdraw_by_word(card, reason="she called", actor=alma.actor)
    assert not Card.objects.filter(action_id=ask.id).exists()


def test_a_comment_stands_in_public_only_when_read_and_confirmed(ask: Ask, alma: Unlocked) -> None:
    link = signed(ask, comment="Por mi hermana.", visibility="initials")
    card = Card.objects.get()
    with pytest.raises(CannotModerate, match="unconfirmed"):
        publish_comment(card, text="Por mi hermana.", actor=alma.actor)
    confirm(link, now=NOW)
    publish_comment(card, text="Por mi hermana.", actor=alma.actor)
    assert figures.public_comments(ask.id, limit=5) == [
        figures.Comment("Por mi hermana.", "es", "R. M. N. Q.", "Northfield")
    ]
    refuse_comment(card, reason="she asked", actor=alma.actor)
    assert figures.public_comments(ask.id, limit=5) == []


def test_an_organizer_may_hide_a_name_and_the_log_does_not_say_whose(
    ask: Ask, alma: Unlocked
) -> None:
    confirm(signed(ask, visibility="public"), now=NOW)
    card = Card.objects.get()
    hide_name(card, reason="not a name", actor=alma.actor)
    assert not PublicName.objects.exists()
    entry = Entry.objects.get(verb="supporters.hide_name")
    assert str(card.pk) not in repr(Entry.objects.filter(pk=entry.pk).values().get())


def sign_and_confirm(ask: Ask, number: int, **about: object) -> None:
    before = {draft.facts["link"] for draft in drafts()}
    ask.sign(email=f"p{number}@example.org", **about)
    (link,) = {draft.facts["link"] for draft in drafts()} - before
    confirm(link, now=NOW)


def test_the_counter_moves_by_five_or_once_at_a_quarter_of_an_hour(
    ask: Ask, alma: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallying, "_quarter", None)
    for number in range(4):
        sign_and_confirm(ask, number)
    refresh_tallies(NOW)  # 9:07
    assert figures.tally(ask.id).confirmed_count == 0
    sign_and_confirm(ask, 4)
    refresh_tallies(NOW)
    assert figures.tally(ask.id).confirmed_count == 5
    sign_and_confirm(ask, 5)
    refresh_tallies(NOW + timedelta(minutes=8))  # 9:15
    assert figures.tally(ask.id).confirmed_count == 6
    sign_and_confirm(ask, 6)
    refresh_tallies(NOW + timedelta(minutes=8, seconds=1))
    assert figures.tally(ask.id).confirmed_count == 6


def test_paper_is_counted_beside(ask: Ask, alma: Unlocked) -> None:
    note_paper_count("ask", ask.id, 40)
    sign_and_confirm(ask, 1)
    refresh_tallies(NOW, is_due=True)
    note_paper_count("ask", ask.id, 50)
    assert Tally.objects.get(pk=ask.id).total == 51


def test_a_county_with_nine_people_is_not_shown(ask: Ask, alma: Unlocked) -> None:
    for number in range(19):
        sign_and_confirm(ask, number, county="27131" if number < 10 else "27049")
    refresh_tallies(NOW, is_due=True)
    assert figures.county_counts(ask.id) == figures.CountyCounts([("27131", 10)], 9)
    everything = figures.county_counts(ask.id, hidden_below=0)
    assert everything == figures.CountyCounts([("27131", 10), ("27049", 9)], 0)


def test_there_is_one_standing_list(ask: Ask) -> None:
    assert the_list() == the_list()
    assert Keyspace.objects.filter(kind="list").count() == 1
