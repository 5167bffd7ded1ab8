"""Coordinators hear once a week how many joined, and never who."""

from datetime import timedelta

import pytest
from django.core import mail

from amparo.committees.operations.digests import send_digests
from amparo.outbox.sending import sweep
from amparo.supporters.models import Card
from tests.cast import ROSA
from tests.committees.makers import make_open_committee
from tests.committees.test_joining import send

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]


def letters(now):
    """What coordinators were sent; volunteers' own letters left out."""
    sweep(now)
    return [each for each in mail.outbox if "coalition.example.org" in each.to[0]]


def test_each_coordinator_hears_in_her_language_with_numbers_and_a_link(now, alma, beto):
    committee = make_open_committee([alma, beto])
    send(now, [committee])
    Card.objects.update(is_confirmed=True)

    assert send_digests(now) == 2

    by_address = {each.to[0]: each for each in letters(now)}
    english, spanish = by_address[alma.email], by_address[beto.email]
    assert "1 person joined “Legal research”" in english.body
    assert "1 persona se unió a «Investigación legal»" in spanish.body
    assert f"/desk/committees/{committee.pk}/" in english.body
    for each in (english, spanish):
        assert ROSA.full_name not in each.body
        assert ROSA.email not in each.body


def test_where_nobody_joined_no_letter_goes(now, alma):
    committee = make_open_committee([alma])
    assert send_digests(now) == 0
    send(now, [committee])
    assert send_digests(now) == 0, "she has not confirmed yet"


def test_a_week_passes_between_two_letters_and_what_was_told_is_not_told_again(now, alma):
    committee = make_open_committee([alma])
    send(now, [committee])
    Card.objects.update(is_confirmed=True)
    assert [send_digests(now), send_digests(now)] == [1, 0]
    send(now, [committee], email="otra@example.com", name="Luz")
    Card.objects.update(is_confirmed=True)
    assert send_digests(now + timedelta(days=6)) == 0
    assert send_digests(now + timedelta(days=7)) == 1
    assert send_digests(now + timedelta(days=20)) == 0


def test_who_left_only_a_telephone_is_told_of_as_waiting(now, alma):
    committee = make_open_committee([alma])
    send(now, [committee], email="", phone="612-555-0142")
    assert send_digests(now) == 1
    (told,) = letters(now)
    assert "waits for your call" in told.body
