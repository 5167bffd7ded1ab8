"""Organizers hear at once of what reappears, and once of the rest."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from amparo.outbox.sending import sweep
from amparo.sightings.models import Sighting
from amparo.sightings.operations.telling import tell_organizers
from tests.bills.making import BODY, PROVISION
from tests.sightings.making import OTHER, seen, store, watch_provision

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys", "organizer", "volunteer"),
]


def letters(now: datetime) -> list:
    sweep(now)
    return mail.outbox


def test_an_organizer_hears_at_once_what_reappears_where(now, organizer):
    watch_provision(now)
    sighting = seen(store(now, "SF 958", BODY, on=date(2026, 5, 23)))
    assert tell_organizers(now) == 1
    (letter,) = letters(now)
    assert letter.to == [organizer.email]
    assert "SF 958" in letter.subject
    assert f"/desk/sightings/{sighting.pk}/" in letter.body
    assert "paraphrased" in letter.body


def test_nobody_hears_twice_and_one_letter_holds_a_whole_import(now):
    watch_provision(now)
    for number in range(3):
        store(now, f"SF {number + 1}", BODY, on=date(2026, 5, 23))
    assert tell_organizers(now) == 1
    assert tell_organizers(now) == 0
    (letter,) = letters(now)
    assert [f"SF {number} " in letter.body for number in (1, 2, 3)] == [True] * 3


def test_the_rest_waits_for_a_digest(now):
    watch_provision(now)
    half = PROVISION[: PROVISION.index(" binds")]
    sighting = seen(store(now, "SF 4", f"{half} {OTHER}", on=date(2026, 5, 23)))
    assert sighting.tier == "edited"
    assert tell_organizers(now) == 0
    assert tell_organizers(now + timedelta(hours=13)) == 1
    (letter,) = letters(now)
    assert "1 text to look at" in letter.subject
    assert not Sighting.objects.untold().exists()
