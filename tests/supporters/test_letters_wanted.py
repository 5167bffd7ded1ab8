"""What people of the list want of our letters, and what they change by their own link."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from amparo.keyring.unlocking import Unlocked
from amparo.lib.dates import week_of
from amparo.supporters import listpages, wishes
from amparo.supporters.lists import consent_hash
from amparo.supporters.models import Card, ListWeek, Preference, Topic, TopicName
from amparo.supporters.operations import (
    CannotAnswer,
    Submission,
    confirm,
    leave,
    receive,
    set_wishes,
    the_list,
)
from amparo.supporters.unsealing import open_cards
from amparo.supporters.wishes import Wishes
from amparo.web import proofofwork
from amparo.web.models import Coalition
from tests import cast
from tests.supporters.conftest import NOW, Ask
from tests.supporters.test_answering import signed
from tests.supporters.test_pages import press
from tests.supporters.test_receiving import drafts

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def minnesota() -> Iterator[None]:
    """A coalition that knows its state, and so its counties."""
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    yield
    Coalition.forget_kept()


MONTH = NOW.date().replace(day=1)


def sent(person: cast.Person = cast.ROSA, **about: Any) -> Submission:
    """What somebody sends to join the list."""
    typed = {
        "action_kind": "list",
        "action_id": the_list().pk,
        "text_hash": consent_hash("es"),
        "language": person.language,
        "name": person.full_name,
        "email": person.email,
        "wants_news": True,
    }
    return Submission(**{**typed, **about})


def newest_link() -> str:
    """The link of the letter that was enqueued last."""
    known = newest_link.__dict__.setdefault("known", set())
    found = [draft for draft in drafts() if draft.facts["link"] not in known]
    known |= {draft.facts["link"] for draft in found}
    assert len(found) == 1
    return found[0].facts["link"]


def joined(person: cast.Person = cast.ROSA, **about: Any) -> str:
    """Join the list and confirm it; return the link of her letters."""
    receive(sent(person, **about), now=NOW)
    link = newest_link()
    confirm(link, now=NOW)
    return link


def make_topic(code: str = "bills", **names: str) -> Topic:
    topic = Topic.objects.create(code=code)
    for language, name in (names or {"en": "Bills", "es": "Proyectos de ley"}).items():
        TopicName.objects.create(topic=topic, language=language, name=name)
    return topic


def wanted(**about: Any) -> int:
    return wishes.listeners(month=MONTH, **about).count()


def test_whoever_says_nothing_hears_everything(alma: Unlocked) -> None:
    joined()
    make_topic()
    assert wanted() == wanted(topic="bills") == wanted(is_urgent=True) == 1


def test_a_topic_is_heard_by_those_who_chose_it_or_nothing(alma: Unlocked) -> None:
    joined(cast.ROSA, wishes=Wishes(topics=("bills",)))
    joined(cast.OMAR, wishes=Wishes(topics=("vigils", "bills-of-lading")))
    joined(cast.ALMA)
    assert wanted(topic="bills") == 2
    assert wanted(topic="vigils") == 2
    assert wanted() == 3


def test_once_a_month_and_only_urgent_are_kept_to(alma: Unlocked) -> None:
    joined(cast.ROSA, wishes=Wishes(how_often="monthly"))
    joined(cast.OMAR, wishes=Wishes(how_often="urgent"))
    assert (wanted(), wanted(is_urgent=True)) == (1, 2)
    wishes.note_written(Card.objects.values_list("pk", flat=True), month=NOW.date())
    assert (wanted(), wanted(is_urgent=True)) == (0, 2)
    assert Preference.objects.filter(written_month=MONTH).count() == 2  # the month, not the day


def test_who_has_not_confirmed_hears_nothing(alma: Unlocked) -> None:
    receive(sent(), now=NOW)
    assert wanted(is_urgent=True) == 0


def test_somebody_elses_repeat_changes_no_wish(alma: Unlocked) -> None:
    joined(wishes=Wishes(how_often="urgent"))
    receive(sent(wishes=Wishes(how_often="every", topics=("x",))), now=NOW)
    kept = Preference.objects.get()
    assert (kept.how_often, kept.topics) == ("urgent", "")


def test_her_own_link_changes_them(minnesota: None, alma: Unlocked, client: Client) -> None:
    make_topic()
    link = joined()
    page = client.get(f"/es/yours/{link}/letters/")
    assert "Proyectos de ley" in page.text
    typed = {
        "language": "en",
        "reads": ["es", "en"],
        "topics": ["bills"],
        "how_often": "monthly",
        "county": "27131",
    }
    assert press(client, f"/es/yours/{link}/letters/", **typed).status_code == 302
    card, kept = Card.objects.get(), Preference.objects.get()
    assert (card.language, card.county) == ("en", "27131")
    assert (kept.reads, kept.topics, kept.how_often) == (" es ", " bills ", "monthly")
    shown = client.get(f"/es/yours/{link}/").text
    assert "Proyectos de ley" in shown
    assert "Uno al mes" in shown


def test_what_nobody_offers_cannot_be_chosen(alma: Unlocked, client: Client) -> None:
    make_topic()
    link = joined()
    typed = {"language": "xx", "topics": ["bills", "lies"], "how_often": "hourly"}
    answer = press(client, f"/en/yours/{link}/letters/", **typed)
    assert answer.status_code == 422
    assert Preference.objects.get().topics == ""


def test_a_retired_topic_stays_with_who_chose_it(alma: Unlocked, client: Client) -> None:
    topic = make_topic()
    link = joined(wishes=Wishes(topics=("bills",)))
    Topic.objects.filter(pk=topic.pk).update(is_offered=False)
    assert "Bills" in client.get(f"/en/yours/{link}/letters/").text
    assert "Bills" not in client.get("/en/join/").text


def test_a_signatures_link_changes_no_letters(ask: Ask, alma: Unlocked, client: Client) -> None:
    link = signed(ask)
    assert client.get(f"/en/yours/{link}/letters/").status_code == 404
    assert client.get(f"/en/yours/{link}/address/").status_code == 404
    with pytest.raises(CannotAnswer, match="unknown"):
        set_wishes(link, language="en", county="", wishes=Wishes())


def test_wishes_of_an_unconfirmed_card_cannot_be_changed(alma: Unlocked) -> None:
    receive(sent(), now=NOW)
    with pytest.raises(CannotAnswer, match="unconfirmed"):
        set_wishes(newest_link(), language="en", county="", wishes=Wishes())


def test_a_letter_is_in_a_language_that_she_reads(alma: Unlocked) -> None:
    joined(wishes=Wishes(reads=("so",)))
    card = Card.objects.get()
    assert wishes.language_for(card, ("en", "es")) == "es"
    assert wishes.language_for(card, ("en", "so")) == "so"
    assert wishes.language_for(card, ("en",)) == "en"


def test_joining_by_the_form_keeps_what_was_ticked(
    alma: Unlocked, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_topic()
    assert "Bills" in client.get("/en/join/").text
    typed = {"topics": ["bills"], "how_often": "monthly", "name": "Rosa", "email": "r@example.com"}
    human = proofofwork.Human(has_proof=True)
    monkeypatch.setattr(listpages, "check_human", lambda *about, **more: human)
    assert press(client, "/en/join/", **{**typed, "topics": ["lies"]}).status_code == 422
    assert press(client, "/en/join/", **typed).status_code == 302
    kept = Preference.objects.get()
    assert (kept.topics, kept.how_often) == (" bills ", "monthly")


def test_a_new_address_takes_the_place_of_the_old_one(alma: Unlocked, client: Client) -> None:
    link = joined(wishes=Wishes(how_often="monthly", topics=("bills",)))
    old = Card.objects.get()
    typed = {"name": "Rosa María Núñez-Quispe", "email": "rosa@new.example"}
    assert "letter is on its way" in press(client, f"/en/yours/{link}/address/", **typed).text
    assert Card.objects.filter(pk=old.pk, is_confirmed=True).exists()  # nothing changed yet
    confirm(newest_link(), now=NOW)
    new = Card.objects.get()
    kept = Preference.objects.get(card=new)
    assert new.pk != old.pk
    assert (kept.how_often, kept.topics) == ("monthly", " bills ")
    found = open_cards(Card.objects.all(), by=alma, actor=alma.actor, reason="looking")
    assert [each.email for each in found] == ["rosa@new.example"]
    week = ListWeek.objects.get()
    assert (week.joined_count, week.left_count) == (1, 0)


def test_moving_to_an_address_that_is_on_the_list_leaves_one_card(
    alma: Unlocked, client: Client
) -> None:
    link = joined()
    joined(email="rosa@new.example", wishes=Wishes(how_often="urgent"))
    typed = {"name": cast.ROSA.full_name, "email": "rosa@new.example"}
    press(client, f"/en/yours/{link}/address/", **typed)
    fresh = newest_link()
    assert "come to this address" in client.get(f"/en/confirm/{fresh}/").text
    press(client, f"/en/confirm/{fresh}/")
    assert Card.objects.count() == 1
    assert Preference.objects.get().how_often == "urgent"
    assert ListWeek.objects.get().merged_count == 1


def test_one_link_sends_few_letters_an_hour(alma: Unlocked, client: Client) -> None:
    link = joined()
    answers = [
        press(client, f"/es/yours/{link}/address/", name="Rosa", email=f"a{n}@new.example")
        for n in range(6)
    ]
    assert [each.status_code for each in answers] == [200] * 5 + [422]
    assert "dentro de una hora" in answers[-1].text


def test_who_shares_an_address_gets_one_letter_and_can_leave_together(
    alma: Unlocked, client: Client
) -> None:
    link = joined(cast.ROSA)
    joined(cast.LUZ)
    joined(cast.OMAR)
    cards = wishes.listeners(month=MONTH)
    assert (cards.count(), wishes.one_an_address(cards).count()) == (3, 2)
    assert (
        "1 otro" in client.get(f"/es/leave/{link}/").text
        or "1 nombre" in client.get(f"/es/leave/{link}/").text
    )
    press(client, f"/es/leave/{link}/", all="1")
    assert Card.objects.count() == 1
    assert ListWeek.objects.get().left_count == 2


def test_leaving_alone_leaves_the_household(alma: Unlocked) -> None:
    link = joined(cast.ROSA)
    joined(cast.LUZ)
    leave(link, now=NOW)
    leave(link, now=NOW)  # pressed again: nothing
    assert Card.objects.count() == 1
    assert ListWeek.objects.get().left_count == 1


def test_growth_is_counted_by_week_and_outlives_the_cards(ask: Ask, alma: Unlocked) -> None:
    confirm(signed(ask, wants_news=True), now=NOW)
    week = ListWeek.objects.get()
    assert (week.week_on, week.joined_count) == (week_of(NOW.date()), 1)
