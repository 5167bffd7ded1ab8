"""Errands inside the installation that a proof stands on: found it, open cards, back up.

Each runs in a process of its own (see zygote). What goes in and comes out is plain JSON.
"""

from datetime import time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import verify_chain
from amparo.campaigns.models import Campaign
from amparo.clinics.days import ClinicDate
from amparo.clinics.operations.days import add_slots
from amparo.hosting.backups import back_up
from amparo.hosting.installing import describe
from amparo.hosting.working import work as work
from amparo.keyring.operations import (
    confirm_kit_words,
    grant,
    make_kit,
    unconfirmed_kit,
)
from amparo.keyring.unlocking import Unlocked, opened, unlock
from amparo.lib.sealing.grants import Scope
from amparo.outbox.models import Waiting
from amparo.pages.operations import build_site
from amparo.supporters.models import Card, Keyspace
from amparo.supporters.operations import erase_deleted, refresh_tallies, shred, the_list
from amparo.supporters.unsealing import open_cards, open_comments
from tests.clinics.making import Attorneys, make_attorneys, make_clinic, make_day
from tests.committees.makers import make_open_committee
from tests.makers import Keys, make_alma, make_campaign, make_ines, make_key, make_open_petition
from tests.pledges.makers import make_open_resolution
from tests.proofs.asksfounded import found_asks

ACTOR = Actor.command("amparo proofs")


def found() -> dict[str, Any]:
    """A coalition with one organizer and two campaigns, each with a petition that takes names."""
    now = timezone.now()
    describe(name="Coalición Río Abierto", state="MN")
    build_site(name="Coalición Río Abierto")
    alma = make_alma(now, has_password=True)
    kit = make_kit(words_language="en", label="Paper kit", actor=ACTOR, now=now)
    root = unconfirmed_kit(actor=ACTOR)
    assert root is not None
    once = make_key(alma.pk, "Alma", now=now)
    grant(
        once.holder, by=root, scope=Scope("organizers"), heard=" ".join(once.fingerprint), now=now
    )
    confirm_kit_words(kit.words, actor=ACTOR, now=now)
    petitions = [
        make_open_petition(now, campaign=make_campaign(now, slug=slug), slug=f"{slug}-petition")
        for slug in ("rice-county", "to-be-shredded")
    ]
    resolution = make_open_resolution(now, campaign=petitions[0].campaign)
    committee = make_open_committee([alma])
    attorneys, clinic = _clinic(Keys(kit, once), petitions[0].campaign)
    return {
        "asks": found_asks(petitions[0].campaign, now),
        "attorney": attorneys.ines.passphrase,
        "committee": str(committee.pk),
        "clinic": {
            "id": str(clinic.day.pk),
            "slug": clinic.gathering.slug,
            "on": clinic.day.original_on.isoformat(),
        },
        "resolution": {
            "id": str(resolution.pk),
            "slug": resolution.slug,
            "texts": {text.language: text.text_hash for text in resolution.texts.all()},
        },
        "alma": alma.pk,
        "passphrase": once.passphrase,
        "list": str(the_list().pk),
        "petitions": [
            {
                "id": str(petition.pk),
                "slug": petition.slug,
                "campaign": str(petition.campaign_id),
                "keyspace": str(petition.campaign.keyspace_id),
                "texts": {text.language: text.text_hash for text in petition.texts.all()},
            }
            for petition in petitions
        ],
    }


def _clinic(keys: Keys, campaign: Campaign) -> tuple[Attorneys, ClinicDate]:
    """A clinic with times for everybody who asks, told to an attorney alone."""
    now = timezone.now()
    attorneys = make_attorneys(keys, now, make_ines(now, has_password=True).pk)
    found = make_day(make_clinic(now, campaign=campaign))
    for number in range(20):
        hours = {"first": time(10), "last": time(13), "minutes": 20}
        add_slots(found.day, table=f"Table {number + 3}", **hours, actor=ACTOR)
    return attorneys, found


def cards(alma: int, passphrase: str) -> list[dict[str, Any]]:
    """Every card, opened by Alma; a torn one comes out with nothing told."""
    key = _unlocked(alma, passphrase)
    everybody = open_cards(
        Card.objects.all(), by=key, actor=ACTOR, reason="proof", shows_hidden=True
    )
    return [
        {
            "id": str(each.card.pk),
            "kind": each.card.action_kind,
            "action": str(each.card.action_id),
            "is_confirmed": each.card.is_confirmed,
            **each.told,
        }
        for each in everybody
    ]


def comments(alma: int, passphrase: str) -> dict[str, str]:
    """What each commenting card says, by the card."""
    key = _unlocked(alma, passphrase)
    opened_ones = open_comments(Card.objects.all(), by=key, actor=ACTOR, reason="proof")
    return {str(card.pk): text for card, text in opened_ones}


def letters() -> dict[str, int]:
    """How many letters wait to go, are in flight, are uncertain; not those that an act holds."""
    states = list(Waiting.objects.filter(hold="").values_list("state", flat=True))
    return {state: states.count(state) for state in ("waiting", "sending", "uncertain")}


def count() -> None:
    refresh_tallies(timezone.now(), is_due=True)


def night() -> None:
    """What the worker does in the quiet hour."""
    erase_deleted()


def backed_up(directory: str) -> str:
    return str(back_up(Path(directory)))


def shredded(keyspace: str) -> str:
    found = Keyspace.objects.get(pk=UUID(keyspace))
    return str(shred(found, actor=ACTOR, now=timezone.now()))


def health() -> list[str]:
    """What is torn; nothing, it should be."""
    broken = []
    for alias in ("default", "keyring"):
        if connections[alias].vendor != "sqlite":
            continue  # PostgreSQL never lets go of its constraints, nor asks anybody to check them
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            broken += [f"{alias}: {row[0]}" for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            broken += [f"{alias}: {row}" for row in cursor.fetchall()]
    if not verify_chain().ok:
        broken.append("the audit log is broken")
    return broken


def _unlocked(user_id: int, passphrase: str) -> Unlocked:
    now = timezone.now()
    key = opened(unlock(user_id, passphrase, now=now), user_id, now=now)
    assert key is not None
    return key
