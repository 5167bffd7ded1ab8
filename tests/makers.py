"""Small functions that make what a test needs, room by room. Each takes the time that it is.

They use the rooms' own operations where those exist, so that a test never stands on a row that the
program could not have written.
"""

import io
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from amparo.accounts.groups import GROUP_NAMES
from amparo.accounts.models import User
from amparo.accounts.operations import add_person, set_up_groups
from amparo.audit.actors import WORKER, Actor
from amparo.callins.models import CallIn
from amparo.callins.operations.targets import Whom, set_targets
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import create_ask, open_ask
from amparo.campaigns.operations.campaigns import Facts, Words, begin_campaign, open_campaign
from amparo.campaigns.operations.consents import ConsentOnce, record_consent
from amparo.campaigns.operations.consents import Scope as ConsentScope
from amparo.evidence.models import Source
from amparo.evidence.operations import save_source
from amparo.keyring.chain import root_file
from amparo.keyring.epochs import forget_epochs
from amparo.keyring.errors import Unavailable
from amparo.keyring.operations import (
    HolderOnce,
    KitOnce,
    confirm_kit_words,
    grant,
    make_holder,
    make_kit,
    unconfirmed_kit,
)
from amparo.keyring.runtime import runtime
from amparo.keyring.unlocking import Unlocked, opened, unlock
from amparo.lib.pictures import Picture, remake
from amparo.lib.sealing.grants import Scope
from amparo.officials.models import Office, Official
from amparo.officials.operations import OfficeCalled, save_office, save_official
from amparo.organizations.models import Organization
from amparo.organizations.operations import Called, save_organization
from amparo.petitions.models import Petition
from amparo.places.models import Jurisdiction
from amparo.places.operations import load_jurisdictions
from tests import cast
from tests.remembered import remembered

CAMPAIGN_WORDS = {
    "en": Words("No agreement with ICE", "End the agreement with ICE.", "Why it must end."),
    "es": Words("Sin acuerdo con ICE", "Terminar el acuerdo con ICE.", "Por qué debe terminar."),
}
PETITION_WORDS = {
    "en": {
        "title": "End the agreement",
        "addressee": "The Board of Commissioners of Rice County",
        "ask": "We ask you to end the agreement with ICE by July 1, 2027.",
        "body": "The agreement divides families.\n\nWe ask you to end it by July 1, 2027.",
    },
    "es": {
        "title": "Terminen el acuerdo",
        "addressee": "La Junta de Comisionados del condado de Rice",
        "ask": "Les pedimos que terminen el acuerdo con ICE antes del 1 de julio de 2027.",
        "body": "El acuerdo divide familias.\n\n"
        "Les pedimos que termine antes del 1 de julio de 2027.",
    },
}

# Accounts that the keyring knows by number only; no sequence of a database gets there by itself
ALMA_ID, BETO_ID, INES_ID = 1_000_101, 1_000_102, 1_000_105


@dataclass(frozen=True)
class Keys:
    """Who can open what in a small coalition."""

    kit: KitOnce
    alma: HolderOnce


# accounts


def make_person(person: cast.Person, now: datetime, *, has_password: bool = False) -> User:
    """An account of one of the cast. Ask for a password to log in: hashing one takes a while."""
    if Group.objects.filter(name__in=GROUP_NAMES.values()).count() < len(GROUP_NAMES):
        set_up_groups()
    user = add_person(
        person.email,
        full_name=person.full_name,
        role=person.role,
        language=person.language,
        password=None,
        actor=Actor.command("amparo init"),
        now=now,
    )
    if has_password:
        user.password = _hashed(person.password)
        user.save(update_fields=["password"])
    return user


@cache
def _hashed(password: str) -> str:
    return make_password(password)


def make_site(name: str) -> None:
    """The empty tree of pages, in both languages."""
    from amparo.pages.operations import build_site  # here: most tests ask for no page

    remembered(f"site of {name}", lambda: build_site(name=name))


def make_alma(now: datetime, *, has_password: bool = False) -> User:
    return make_person(cast.ALMA, now, has_password=has_password)


def make_beto(now: datetime, *, has_password: bool = False) -> User:
    return make_person(cast.BETO, now, has_password=has_password)


def make_ines(now: datetime, *, has_password: bool = False) -> User:
    return make_person(cast.INES, now, has_password=has_password)


def make_teo(now: datetime, *, has_password: bool = False) -> User:
    return make_person(cast.TEO, now, has_password=has_password)


# keyring


def make_keys(now: datetime) -> Keys:
    """A coalition's paper kit, typed back, and Alma's key granted from it."""
    forget_keys()
    actor = Actor.command("amparo init")
    kit = make_kit(words_language="en", label="Paper kit", actor=actor, now=now)
    root = unconfirmed_kit(actor=actor)
    assert root is not None
    alma = make_key(ALMA_ID, "Alma", now=now)
    grant(
        alma.holder,
        by=root,
        scope=Scope("organizers"),
        heard=" ".join(alma.fingerprint),
        now=now,
    )
    confirm_kit_words(kit.words, actor=actor, now=now)
    return Keys(kit, alma)


def make_key(
    user_id: int, label: str, *, now: datetime, kind: str = "organizer", language: str = "en"
) -> HolderOnce:
    """A key that nobody has granted yet."""
    return make_holder(user_id, label=label, kind=kind, words_language=language, now=now)


def unlock_as(once: HolderOnce, now: datetime) -> Unlocked:
    """What this holder's passphrase opens."""
    user_id = once.holder.user_id
    assert user_id is not None
    unlocked = opened(unlock(user_id, once.passphrase, now=now), user_id, now=now)
    assert unlocked is not None
    return unlocked


def forget_keys() -> None:
    """Remove what a test left in files: databases are rolled back, files are not."""
    root_file().unlink(missing_ok=True)
    with suppress(Unavailable):  # where a test took the memory away, it took the seeds with it
        runtime().store.drop_all("seed:")
    forget_epochs()


def reboot() -> None:
    """Lose what is in RAM, as when the power goes."""
    for path in settings.RUNTIME_DIR.glob("*"):
        path.unlink()
    forget_epochs()


# places, organizations, officials, evidence


def make_organization(
    name: str, *, kind: str = "community", spanish: str = "", **columns: Any
) -> Organization:
    """An organization with its name in English, and in Spanish where it has another."""
    names = {"en": Called(name), **({"es": Called(spanish)} if spanish else {})}
    return save_organization(Organization(kind=kind, **columns), names=names, actor=WORKER)


def make_office(now: datetime, name: str = "Rice County Sheriff", *, spanish: str = "") -> Office:
    """The office of a county; its telephone is one that nobody is given."""
    load_jurisdictions("MN")
    office = Office(
        jurisdiction=Jurisdiction.objects.get(fips="27131"),
        phone="+15075550110",
        checked_on=timezone.localdate(now),
    )
    names = {"en": OfficeCalled(name, "Sheriff of Rice County")}
    if spanish:
        names["es"] = OfficeCalled(spanish, "Sheriff del condado de Rice")
    return save_office(office, names=names, actor=WORKER)


def make_official(now: datetime, office: Office, name: str = "Pat Example") -> Official:
    """Somebody invented, in an office."""
    official = Official(office=office, name=name, checked_on=timezone.localdate(now))
    return save_official(official, actor=WORKER)


def make_source(now: datetime, title: str = "Agreement of Rice County") -> Source:
    """A document that one of us has read today."""
    source = Source(title=title, publisher="Rice County", read_on=timezone.localdate(now))
    return save_source(source, actor=WORKER)


def make_picture(*, longest: int = 64) -> Picture:
    """A small picture, made anew as an upload would be."""
    out = io.BytesIO()
    Image.new("RGB", (longest, longest // 2), "teal").save(out, "PNG")
    return remake(out.getvalue())


# campaigns


def make_campaign(
    now: datetime, *, slug: str = "rice-county", kind: str = "campaign", languages: str = "en es"
) -> Campaign:
    """An open campaign with its words in each of `languages`; it runs for a year."""
    today = timezone.localdate(now)
    facts = Facts(slug, kind, opens_on=today, closes_on=today + timedelta(days=365))
    words = {code: CAMPAIGN_WORDS[code] for code in languages.split()}
    campaign = begin_campaign(facts, words, actor=WORKER, now=now)
    if kind != "case":
        open_campaign(campaign, actor=WORKER, now=now)
    return campaign


def make_case(
    now: datetime,
    *,
    slug: str = "stand-with-omar",
    languages: tuple[str, ...] = ("en", "es"),
    days: int = 90,
    statement: str = "",
    parent: Campaign | None = None,
    **allows: bool,
) -> tuple[Campaign, ConsentOnce]:
    """An open case with consent for `languages` and `days`; `allows` as in Scope."""
    today = timezone.localdate(now)
    until = today + timedelta(days=365)
    facts = Facts(slug, "case", opens_on=today, closes_on=until, parent=parent)
    campaign = begin_campaign(facts, CAMPAIGN_WORDS, actor=WORKER, now=now)
    scope = ConsentScope(languages, expires_on=today + timedelta(days=days), **allows)
    once = record_consent(campaign, scope, statement=statement, user=None, actor=WORKER, now=now)
    open_campaign(campaign, actor=WORKER, now=now)
    return campaign, once


# petitions


def make_petition(
    now: datetime,
    *,
    campaign: Campaign | None = None,
    slug: str = "end-the-agreement",
    languages: str = "en es",
    goal: int | None = 500,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> Petition:
    """A draft with its text in each of `languages`."""
    return create_ask(
        Petition,
        campaign or make_campaign(now),
        facts={"slug": slug, "goal": goal, "opens_at": opens_at, "closes_at": closes_at},
        words={code: PETITION_WORDS[code] for code in languages.split()},
        actor=WORKER,
        now=now,
    )


def make_open_petition(now: datetime, **about: Any) -> Petition:
    """A petition that takes signatures from `now` on; `about` as in make_petition."""
    petition = make_petition(now, **about)
    open_ask(petition, actor=WORKER, now=now, promise_by=now + timedelta(hours=6))
    return petition


# call-in days

CALLIN_WORDS = {
    "en": {
        "title": "Call the sheriff",
        "ask": "End the agreement with ICE.",
        "body": "The board votes on Friday.",
        "opening": "Hello, my name is {name}. I am calling {office}.",
        "points": "1. Please end the agreement.\n2. Please vote for {bill}.",
        "closing": "Where does the sheriff stand?",
    },
    "es": {
        "title": "Llamemos al sheriff",
        "ask": "Que termine el acuerdo con ICE.",
        "body": "La junta vota el viernes.",
        "opening": "Hola, me llamo {nombre}. Llamo a {oficina}.",
        "points": "Por favor, terminen el acuerdo.\nPor favor, voten por {proyecto}.",
        "closing": "¿Qué posición tiene el sheriff?",
    },
}


def make_callin(
    now: datetime, campaign: Campaign, whom: list[Whom], *, is_open: bool = True, **facts: Any
) -> CallIn:
    """A call-in day that calls these, with its script in both languages."""
    about = {"slug": "call-the-sheriff", "bill": "SF 958", **facts}
    callin = create_ask(CallIn, campaign, facts=about, words=CALLIN_WORDS, actor=WORKER, now=now)
    set_targets(callin, whom, actor=WORKER)
    if is_open:
        open_ask(callin, actor=WORKER, now=now)
    return callin
