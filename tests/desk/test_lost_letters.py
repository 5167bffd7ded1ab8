"""A power cut takes letters that waited; somebody with a key has them written again, once each."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Entry
from amparo.campaigns.actions import ActionState
from amparo.campaigns.standing import forget_all
from amparo.desk.supporters import lostletters
from amparo.keyring.unlocking import opened, unlock
from amparo.outbox.models import Outcome, Waiting
from amparo.outbox.sealing import unseal_letter
from amparo.outbox.sending import sweep
from amparo.petitions.models import Petition
from amparo.supporters.models import Card, LostLetter, PublicName
from amparo.supporters.operations import (
    confirm,
    forget_lost,
    remove_card,
    the_list,
    write_again,
)
from amparo.supporters.tokens import parsed
from amparo.supporters.unsealing import OpenedCard, open_with_wishes
from tests.desk.test_keys import logged_in, text_of, unlocked
from tests.desk.test_supporters import Signed, signed
from tests.makers import make_beto, make_ines, reboot

__all__ = ["signed"]
ADDRESS = "/desk/supporters/lost-letters/"
WHY = {"reason": "The power cut of Tuesday"}

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def lose_what_waits() -> None:
    """The power goes, and the worker finds letters that it cannot open."""
    reboot()
    sweep(timezone.now())


def facts() -> list[dict[str, str]]:
    letters = [unseal_letter(bytes(row.sealed_letter), row.pk) for row in Waiting.objects.all()]
    return [dict(letter.facts) for letter in letters]  # type: ignore[union-attr]


def test_the_desk_counts_who_waits_and_writes_to_them_again(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    luz = signed.sign("Luz Ángel", is_confirmed=False, visibility="public", town="Northfield")
    signed.sign("Omar Abdi", is_confirmed=False)
    lose_what_waits()
    alma = unlocked(signed.desk)
    assert "letters that 2 people wait for" in text_of(alma.get(reverse("wagtailadmin_home")))
    assert "2 people still wait" in text_of(alma.get(reverse("desk:outbox")))
    page = text_of(alma.get(ADDRESS))
    assert "Luz" not in page
    assert "<dd>2</dd>" in page

    answer = alma.post(ADDRESS, WHY, follow=True)

    assert "2 letters wait to go again" in text_of(answer)
    assert sorted(each["to"] for each in facts()) == ["luz@example.org", "omar@example.org"]
    [hers] = [each for each in facts() if each["to"] == "luz@example.org"]
    assert (hers["name"], hers["language"]) == ("Luz Ángel", "es")
    confirm(hers["link"], now=timezone.now())
    assert Card.objects.get(pk=luz.pk).is_confirmed
    assert PublicName.objects.get().shown == "Luz Ángel"


def test_the_letter_goes_and_the_log_keeps_why_and_no_name(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    lose_what_waits()
    unlocked(signed.desk).post(ADDRESS, WHY)
    sweep(timezone.now())

    [letter] = mail.outbox
    assert letter.to == ["luz@example.org"]
    assert "Luz Ángel" in letter.body
    entry = Entry.objects.get(verb="supporters.write_again")
    assert (entry.count, entry.reason, entry.actor_label) == (1, WHY["reason"], "Alma")
    assert "Luz" not in repr([each.__dict__ for each in Entry.objects.all()])
    assert not LostLetter.objects.exists()


def test_nobody_is_written_to_twice(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    lose_what_waits()
    alma = unlocked(signed.desk)
    alma.post(ADDRESS, WHY)
    alma.post(ADDRESS, WHY)
    assert len(facts()) == 1


def test_who_confirmed_or_withdrew_is_not_written_to(signed: Signed) -> None:
    luz = signed.sign("Luz Ángel", is_confirmed=False)
    omar = signed.sign("Omar Abdi", is_confirmed=False)
    link = signed._link(luz)
    lose_what_waits()
    assert LostLetter.objects.count() == 2
    confirm(link, now=timezone.now())
    remove_card(omar)

    alma = unlocked(signed.desk)
    assert "No letter is lost" in text_of(alma.get(ADDRESS))
    alma.post(ADDRESS, WHY)
    assert not facts()
    forget_lost()
    assert not LostLetter.objects.exists()


def test_whose_letter_went_gets_no_second_one(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    sweep(timezone.now())
    lose_what_waits()
    assert not LostLetter.objects.exists()


def test_who_signed_again_meanwhile_has_her_letter(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    lose_what_waits()
    signed.sign("Luz Ángel", is_confirmed=False)
    sweep(timezone.now())
    assert LostLetter.objects.exists()
    unlocked(signed.desk)
    assert Card.objects.count() == 1
    assert not LostLetter.objects.exists()


def test_a_letter_of_a_closed_petition_is_not_written(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    lose_what_waits()
    Petition.objects.update(state=ActionState.CLOSED)
    forget_all()
    unlocked(signed.desk).post(ADDRESS, WHY)
    assert not facts()


def test_a_wish_to_hear_more_comes_with_the_link_to_leave(signed: Signed) -> None:
    luz = signed.sign("Luz Ángel", is_confirmed=False, wants_news=True)
    lose_what_waits()
    unlocked(signed.desk).post(ADDRESS, WHY)
    [letter] = facts()
    leave, link = parsed(letter["leave"]), parsed(letter["link"])
    assert leave is not None
    assert link is not None
    assert (leave[0], link[0]) == (luz.list_wish.row_id, luz.pk)
    confirm(letter["link"], now=timezone.now())
    assert Card.objects.filter(pk=leave[0], keyspace=the_list(), is_confirmed=True).exists()


def test_many_are_written_in_portions_that_go_on_by_themselves(
    signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lostletters, "PORTION", 2)
    for name in ("Luz Ángel", "Omar Abdi", "Noor Aziz"):
        signed.sign(name, is_confirmed=False)
    lose_what_waits()
    alma = unlocked(signed.desk)
    between = text_of(alma.post(ADDRESS, WHY))
    assert "data-goes-on" in between
    assert "66%" in between
    assert f'value="{WHY["reason"]}"' in between
    answer = alma.post(ADDRESS, {**WHY, "total": "3"}, follow=True)
    assert "3 letters wait to go again" in text_of(answer)
    assert len(facts()) == 3


def test_without_a_reason_nothing_is_written(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    lose_what_waits()
    answer = unlocked(signed.desk).post(ADDRESS, {"reason": " "})
    assert answer.status_code == 422
    assert not facts()


def test_a_second_power_cut_loses_it_once_more(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    lose_what_waits()
    unlocked(signed.desk).post(ADDRESS, WHY)
    lose_what_waits()
    assert LostLetter.objects.count() == 1
    assert sum(each.count for each in Outcome.objects.filter(kind="unreadable")) == 2


def test_a_key_that_opens_nothing_is_offered_nothing(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    lose_what_waits()
    teo = signed.desk.key_of_teo()
    client = logged_in(signed.desk.teo)
    client.post(reverse("desk:unlock"), {"passphrase": teo.passphrase})
    assert "No letter is lost" in text_of(client.get(ADDRESS))
    client.post(ADDRESS, WHY)
    assert LostLetter.objects.count() == 1


def test_volunteers_have_no_part_in_it_and_attorneys_only_in_their_own(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    lose_what_waits()
    assert logged_in(make_beto(timezone.now())).get(ADDRESS).status_code in (302, 403)
    ines = logged_in(make_ines(timezone.now()))
    assert "people wait for" not in text_of(ines.get(reverse("wagtailadmin_home")))
    assert reverse("desk:unlock") in ines.get(ADDRESS)["Location"]


def opened_by_alma(signed: Signed) -> list[tuple[OpenedCard, str]]:
    """Every card, as a request of hers has them in memory."""
    now, alma = timezone.now(), signed.desk.alma
    key = opened(unlock(alma.pk, signed.desk.key.passphrase, now=now), alma.pk, now=now)
    assert key is not None
    return list(open_with_wishes(Card.objects.all(), by=key, actor=key.actor, reason="a test"))


def test_two_who_press_at_once_write_one_letter(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    lose_what_waits()
    hers, his = opened_by_alma(signed), opened_by_alma(signed)
    assert (write_again(hers), write_again(his)) == (1, 0)
    assert len(facts()) == 1


def test_who_confirms_or_withdraws_while_it_is_written_gets_nothing(signed: Signed) -> None:
    luz = signed.sign("Luz Ángel", is_confirmed=False)
    omar = signed.sign("Omar Abdi", is_confirmed=False)
    link = signed._link(luz)
    lose_what_waits()
    cards = opened_by_alma(signed)
    confirm(link, now=timezone.now())
    remove_card(omar)
    assert write_again(cards) == 0
    assert not facts()


def test_what_is_opened_to_write_is_noted_before(signed: Signed) -> None:
    signed.sign("Luz Ángel", is_confirmed=False)
    [(luz, leave)] = opened_by_alma(signed)
    assert (luz.name, leave) == ("Luz Ángel", "")
    assert Entry.objects.get(verb="supporters.open_cards").reason == "a test"
