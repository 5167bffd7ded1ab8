"""After a reboot the old fingerprints mean nothing; at the next unlock they are made anew."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.keyring.models import Epoch
from amparo.keyring.unlocking import Unlocked
from amparo.supporters import figures
from amparo.supporters.access import held_by
from amparo.supporters.models import Card, PublicName
from amparo.supporters.operations import (
    close_action,
    confirm,
    drop_codes_of_closed,
    refresh_tallies,
    remake_codes,
    renew_list,
    stale_cards,
    the_list,
)
from amparo.supporters.operations.keeping import drop_old_epochs
from amparo.supporters.unsealing import open_cards
from tests.makers import Keys, reboot, unlock_as
from tests.supporters.conftest import NOW, Ask
from tests.supporters.test_receiving import drafts

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

WEEK_LATER = NOW + timedelta(days=7)


def links() -> dict[str, str]:
    """Links by address, of letters that this boot can still read."""
    found = [draft for draft in drafts() if "link" in draft.facts]
    return {draft.facts["to"]: draft.facts["link"] for draft in found}


def remade(keys: Keys) -> tuple[int, int]:
    alma = unlock_as(keys.alma, WEEK_LATER)
    ids = list(stale_cards().values_list("pk", flat=True))
    cards = Card.objects.filter(pk__in=ids).order_by("week_on")
    return remake_codes(
        list(open_cards(cards, by=alma, actor=alma.actor, reason="codes", shows_hidden=True))
    )


def forget_letters() -> None:
    from amparo.outbox.models import Waiting

    Waiting.objects.all().delete()


def test_after_a_reboot_she_is_counted_twice_until_an_unlock(ask: Ask, keys: Keys) -> None:
    ask.sign()
    first_link = links()["rosa.nunez@example.com"]
    confirm(first_link, now=NOW)
    forget_letters()
    reboot()
    ask.sign(now=WEEK_LATER, visibility="initials")
    second_link = links()["rosa.nunez@example.com"]
    confirm(second_link, now=WEEK_LATER)
    refresh_tallies(NOW, is_due=True)
    assert figures.tally(ask.id).confirmed_count == 2
    assert remade(keys) == (0, 1)
    card = Card.objects.get()
    assert card.week_on == NOW.date()  # the earliest stays
    assert PublicName.objects.get().card == card  # with what she chose last
    refresh_tallies(NOW, is_due=True)
    assert figures.tally(ask.id).confirmed_count == 1
    for link in (first_link, second_link):
        held = held_by(link)
        assert held is not None
        assert held.card.pk == card.pk


def test_remade_codes_tell_a_repeat_again(ask: Ask, keys: Keys) -> None:
    ask.sign(visibility="secret")
    reboot()
    assert remade(keys) == (1, 0)
    assert not stale_cards().exists()
    ask.sign(now=WEEK_LATER)
    assert Card.objects.count() == 1


def test_remaking_twice_is_remaking_once(ask: Ask, keys: Keys) -> None:
    for letter in "abcdef":
        ask.sign(name=f"Quispe {letter}")
    reboot()
    assert remade(keys) == (6, 0)
    assert remade(keys) == (0, 0)
    assert sorted(Card.objects.values_list("email_slot", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_seventh_name_that_came_after_the_reboot_stays_counted(ask: Ask, keys: Keys) -> None:
    for letter in "abcdef":
        ask.sign(name=f"Quispe {letter}")
    forget_letters()
    reboot()
    ask.sign(now=WEEK_LATER, name="Quispe g")
    assert remade(keys) == (6, 0)
    assert Card.objects.count() == 7
    assert Card.objects.filter(email_slot__isnull=True).count() == 1


def test_a_close_forgets_the_fingerprints(ask: Ask, keys: Keys) -> None:
    ask.sign()
    ask.sign(name="Beto")
    assert close_action(ask.id) == 2
    row = Card.objects.values("person_code", "email_code", "email_slot", "codes_boot").first()
    assert set(row.values()) == {None}


def test_a_sign_up_in_the_second_of_the_close_is_forgotten_at_night(ask: Ask, keys: Keys) -> None:
    ask.sign()
    ask.is_open = False
    assert drop_codes_of_closed(NOW) == 1


def test_the_list_is_sealed_anew_and_the_old_key_destroyed(ask: Ask, keys: Keys) -> None:
    about = {"action_kind": "list", "action_id": the_list().pk, "wants_news": True}
    for number in range(3):
        ask.sign(email=f"p{number}@example.org", **about)
    for link in links().values():
        confirm(link, now=NOW)
    old = Card.objects.first().epoch_id
    later = NOW + timedelta(days=92)
    alma = unlock_as(keys.alma, later)
    cards = Card.objects.filter(keyspace=the_list())
    opened = list(open_cards(cards, by=alma, actor=alma.actor, reason="renewal", shows_hidden=True))
    assert renew_list(opened, actor=alma.actor, now=later) == 3
    assert Epoch.objects.get(pk=old).destroyed_on is not None
    alma = unlock_as(keys.alma, later)
    again = open_cards(cards, by=alma, actor=alma.actor, reason="a look")
    assert {card.email for card in again} == {f"p{n}@example.org" for n in range(3)}


def test_what_nobody_renewed_in_a_year_is_shredded(ask: Ask, keys: Keys) -> None:
    ask.sign(action_kind="list", action_id=the_list().pk, wants_news=True)
    assert drop_old_epochs(NOW + timedelta(days=300)) == 0
    assert drop_old_epochs(NOW + timedelta(days=400)) == 1
    assert not Card.objects.exists()


NAMES = st.lists(
    st.sampled_from(["Rosa", "ROSA", "Beto", "Inés", "Ines", "Luz", "Ana", "Eva", "Sol", "Mar"]),
    max_size=14,
)
DISTINCT = {"Rosa": "rosa", "ROSA": "rosa", "Inés": "ines", "Ines": "ines"}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=NAMES)
def test_a_household_has_its_distinct_names_and_at_most_six(
    ask: Ask, alma: Unlocked, names: list[str]
) -> None:
    Card.objects.all().delete()
    for name in names:
        ask.sign(name=name)
    people = dict.fromkeys(DISTINCT.get(name, name.lower()) for name in names)
    expected = len(list(itertools.islice(people, 6)))
    assert Card.objects.count() == expected
    slots = sorted(Card.objects.values_list("email_slot", flat=True))
    assert slots == list(range(1, expected + 1))
