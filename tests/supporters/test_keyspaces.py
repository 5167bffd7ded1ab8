"""Deletion means that the keys are gone, whatever interrupts it; the list outlives campaigns."""

from datetime import date, timedelta
from typing import Any

import pytest

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.keyring.errors import Unavailable
from amparo.keyring.models import Epoch, Wrap
from amparo.keyring.unlocking import Unlocked
from amparo.supporters import retention
from amparo.supporters.models import Card, Keyspace, PublicName
from amparo.supporters.operations import (
    CannotShred,
    apply_removals,
    confirm,
    drop_unconfirmed,
    hold,
    keyspaces,
    release_hold,
    set_shred_date,
    set_visibility,
    shred,
    shred_what_is_due,
    withdraw,
)
from amparo.supporters.unsealing import open_cards
from tests.supporters.conftest import NOW, Ask
from tests.supporters.test_answering import last_link, sign_and_confirm

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_shredding_leaves_no_key_no_row_and_a_certificate(ask: Ask, alma: Unlocked) -> None:
    for number in range(12):
        sign_and_confirm(ask, number, visibility="public")
    certificate = shred(ask.keyspace, actor=alma.actor, now=NOW)
    assert certificate.card_count == 12
    assert not Card.objects.filter(keyspace=ask.keyspace).exists()
    assert not PublicName.objects.exists()
    assert not Wrap.objects.filter(epoch__keyspace_id=ask.keyspace.pk).exists()
    entry = Entry.objects.get(verb="supporters.shred")
    assert (entry.count, entry.about_id) == (12, str(ask.keyspace.pk))
    with pytest.raises(Unavailable):
        ask.sign()


def test_shredding_again_changes_nothing(ask: Ask, alma: Unlocked) -> None:
    ask.sign()
    first = shred(ask.keyspace, actor=alma.actor, now=NOW)
    assert shred(ask.keyspace, actor=alma.actor, now=NOW + timedelta(days=1)) == first
    assert Entry.objects.filter(verb="supporters.shred").count() == 1


STEPS = ["_begin", "destroy_keyspace", "drop_codes", "delete_cards", "_delete_batch", "_finish"]


class PowerCut(Exception):
    """The server stops here."""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("is_done", [False, True])
def test_a_shredding_that_was_cut_short_is_finished_by_the_daily_round(
    ask: Ask, alma: Unlocked, monkeypatch: pytest.MonkeyPatch, step: str, is_done: bool
) -> None:
    for number in range(7):
        ask.sign(email=f"p{number}@example.org")
    monkeypatch.setattr(keyspaces, "BATCH", 3)
    real = getattr(keyspaces, step)

    def cut(*args: Any, **kwargs: Any) -> Any:
        if is_done:
            real(*args, **kwargs)
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(keyspaces, step, cut)
        with pytest.raises(PowerCut):
            shred(ask.keyspace, actor=alma.actor, now=NOW)
    set_shred_date(ask.keyspace, date(2026, 11, 1), actor=alma.actor)
    certificates = shred_what_is_due(NOW, actor=WORKER)
    ask.keyspace.refresh_from_db()
    assert ask.keyspace.shredded_on is not None
    assert ask.keyspace.shredded_count == 7
    assert len(certificates) == (0 if step == "_finish" and is_done else 1)
    assert not Card.objects.filter(keyspace=ask.keyspace).exists()
    assert Entry.objects.filter(verb="supporters.shred").count() == 1


def test_keys_go_before_rows(ask: Ask, alma: Unlocked, monkeypatch: pytest.MonkeyPatch) -> None:
    ask.sign()
    monkeypatch.setattr(keyspaces, "_delete_batch", lambda keyspace: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        shred(ask.keyspace, actor=alma.actor, now=NOW)
    alma._privates.clear()
    opened = open_cards(Card.objects.all(), by=alma, actor=alma.actor, reason="a look")
    assert [card.name for card in opened] == [""]
    assert Card.objects.get().person_code is None


def test_a_legal_hold_stops_it_and_both_are_logged(ask: Ask, alma: Unlocked) -> None:
    ask.sign()
    set_shred_date(ask.keyspace, date(2026, 11, 20), actor=alma.actor)
    hold(ask.keyspace, reason="subpoena of November 20", actor=alma.actor, now=NOW)
    assert shred_what_is_due(NOW, actor=WORKER) == []
    with pytest.raises(CannotShred, match="held"):
        shred(ask.keyspace, actor=alma.actor, now=NOW)
    assert Card.objects.count() == 1
    release_hold(ask.keyspace, reason="quashed", actor=alma.actor)
    assert len(shred_what_is_due(NOW, actor=WORKER)) == 1
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs[-3:] == ["supporters.hold", "supporters.release_hold", "supporters.shred"]


def test_shredding_a_campaign_leaves_the_list(ask: Ask, alma: Unlocked) -> None:
    ask.sign(wants_news=True)
    confirm(last_link(), now=NOW)
    shred(ask.keyspace, actor=alma.actor, now=NOW)
    (card,) = open_cards(Card.objects.all(), by=alma, actor=alma.actor, reason="list")
    assert card.email == "rosa.nunez@example.com"
    with pytest.raises(CannotShred, match="list"):
        shred(Keyspace.objects.get(kind="list"), actor=alma.actor, now=NOW)


def test_rooms_above_delete_what_they_keep_and_the_certificate_counts_it(
    ask: Ask, alma: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(retention._handlers, "case consents", lambda keyspace_id: 3)
    shred(ask.keyspace, actor=alma.actor, now=NOW)
    assert Entry.objects.get(verb="supporters.shred").detail["case consents"] == 3


def test_an_old_backup_brings_nobody_back(ask: Ask, alma: Unlocked) -> None:
    ask.sign(visibility="public")
    link = last_link()
    confirm(link, now=NOW)
    card = Card.objects.get()
    name = PublicName.objects.get()
    set_visibility(link, visibility="counted", name="", town="", now=NOW)
    name.save(force_insert=True)  # as a backup of yesterday has it
    apply_removals(NOW)
    assert not PublicName.objects.exists()
    withdraw(link, now=NOW)
    card.save(force_insert=True)
    apply_removals(NOW)
    assert not Card.objects.exists()


def test_a_shredded_keyspace_in_an_old_backup_is_shredded_again(ask: Ask, alma: Unlocked) -> None:
    ask.sign()
    card = Card.objects.get()
    shred(ask.keyspace, actor=alma.actor, now=NOW)
    Keyspace.objects.filter(pk=ask.keyspace.pk).update(
        shredding_since=None, shredded_on=None, shredded_count=0
    )
    card.save(force_insert=True)
    assert apply_removals(NOW) == 1
    assert not Card.objects.exists()


def test_what_nobody_confirmed_goes_after_five_weeks(ask: Ask, alma: Unlocked) -> None:
    ask.sign()
    ask.sign(email="", phone="+16125550142")
    ask.sign(email="sure@example.org")
    Card.objects.filter(pk=Card.objects.filter(needs_word=False).first().pk).update(
        is_confirmed=True
    )
    assert drop_unconfirmed(NOW + timedelta(days=34)) == 0
    assert drop_unconfirmed(NOW + timedelta(days=43)) == 1
    assert drop_unconfirmed(NOW + timedelta(days=100)) == 1
    assert Card.objects.get().is_confirmed


def test_epochs_stay_out_of_the_main_database(ask: Ask, alma: Unlocked) -> None:
    ask.sign()
    assert Epoch.objects.db == "keyring"
    assert Card.objects.db == "default"
