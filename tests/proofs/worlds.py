"""Two campaigns with one of everything in them: one kept to Alma and hers, one open to the house.

What stands in an address is found by the address's name; `words_of` knows every parameter. A room
in policies/ that has rows of its own gives each corner some by `furnish(world, corner)`, and says
what its addresses take in `WORDS`: {(beginning of the name, parameter): of(world, corner)}.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.utils import timezone

from amparo.accounts.models import Invitation, User
from amparo.accounts.operations import invite
from amparo.audit.actors import WORKER, Actor
from amparo.campaigns.citations import cite_sources
from amparo.campaigns.models import Campaign, CampaignRole, Milestone
from amparo.campaigns.operations.parts import MilestoneWords, add_target, save_milestone, set_role
from amparo.campaigns.operations.records import HandOver, News, post_update, record_delivery
from amparo.evidence.models import Source
from amparo.keyring.models import Holder
from amparo.keyring.operations import confirm_kit_words, grant, make_kit, unconfirmed_kit
from amparo.keyring.unlocking import opened, unlock
from amparo.lib.dates import DateWindow
from amparo.lib.sealing.grants import Scope
from amparo.organizations.operations import set_membership
from amparo.petitions.models import Petition
from amparo.petitions.operations.recording import count_paper
from amparo.places.operations import load_jurisdictions
from amparo.supporters.models import Card
from amparo.supporters.operations import Submission, receive, the_list
from amparo.supporters.unsealing import open_cards
from amparo.web.models import Coalition
from tests import cast
from tests.makers import (
    forget_keys,
    make_case,
    make_key,
    make_office,
    make_official,
    make_open_petition,
    make_organization,
    make_person,
    make_source,
)
from tests.proofs.rules import ask_pks

INIT = Actor.command("amparo init")
ROOMS = [
    import_module(f"tests.proofs.policies.{each.stem}")
    for each in sorted((Path(__file__).parent / "policies").glob("[a-z]*.py"))
]


class _Once(dict[str, Any]):
    """Two rooms that call a thing alike would be tried with one another's."""

    def __setitem__(self, name: str, thing: Any) -> None:
        assert name not in self, f"another room has put “{name}” into the corner"
        super().__setitem__(name, thing)


@dataclass
class Corner:
    """One campaign (a case, which has most parts) and one of everything that hangs on it."""

    campaign: Campaign
    petition: Petition
    card: Card
    target: Any
    milestone: Milestone
    consent: Any
    source: Source
    paper: Any
    more: dict[str, Any] = field(default_factory=_Once)  # the rooms put in: furnish(…)


class World:
    """The people, the two corners, and what belongs to the whole house."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self._links: dict[str, str] = {}  # of whose letter, by the campaign
        forget_keys()
        Coalition.objects.create(state="MN")
        Coalition.forget_kept()
        load_jurisdictions("MN")
        self.people = {
            who.full_name: make_person(who, self.now, has_password=True) for who in cast.STAFF
        }
        self._hand_out_keys()
        self.office = make_office(self.now)
        self.official = make_official(self.now, self.office)
        self.organization = make_organization("Rice County Neighbors")
        self.membership = set_membership(
            member=self.organization,
            coalition=make_organization("Neighbors of the State"),
            role="member",
            since=DateWindow(),
            actor=WORKER,
        )
        self.invitation = self._invited()
        self.list = the_list()
        self.kept = self._corner("kept-to-alma")
        self.open = self._corner("open-to-the-house")
        Campaign.objects.filter(pk=self.kept.campaign.pk).update(limited_to_roles=True)
        set_role(self.kept.campaign, self.alma, CampaignRole.Role.COORDINATOR, actor=WORKER)

    @property
    def alma(self) -> User:
        return self.people[cast.ALMA.full_name]

    @property
    def teo(self) -> User:
        return self.people[cast.TEO.full_name]

    @property
    def beto(self) -> User:
        return self.people[cast.BETO.full_name]

    def secret_of(self, user: User) -> str:
        """What her cookie holds after she unlocked; "" for somebody without a key."""
        phrase = self._phrases.get(user.pk)
        return unlock(user.pk, phrase, now=timezone.now()) if phrase else ""

    def link(self, corner: Corner) -> str:
        slug = corner.campaign.slug
        if slug not in self._links:
            self._links[slug] = self._opened_link(corner)
        return self._links[slug]

    def _opened_link(self, corner: Corner) -> str:
        key = opened(self.secret_of(self.alma), self.alma.pk, now=timezone.now())
        assert key is not None
        cards = Card.objects.filter(pk=corner.card.pk)
        return next(open_cards(cards, by=key, actor=INIT, reason="proof")).link

    def _hand_out_keys(self) -> None:
        kit = make_kit(words_language="en", label="Paper kit", actor=INIT, now=self.now)
        root = unconfirmed_kit(actor=INIT)
        assert root is not None
        self._phrases: dict[int, str] = {}
        for user in (self.alma, self.teo):
            once = make_key(user.pk, user.full_name, now=self.now)
            heard = " ".join(once.fingerprint)
            grant(once.holder, by=root, scope=Scope("organizers"), heard=heard, now=self.now)
            self._phrases[user.pk] = once.passphrase
        confirm_kit_words(kit.words, actor=INIT, now=self.now)
        self.holder = Holder.objects.get(user_id=self.teo.pk)

    def _invited(self) -> Invitation:
        once = invite(
            "new@coalition.example.org", full_name="New", role="volunteer", language="en",
            by=self.alma, coalition_name="Coalition", now=self.now,
        )  # fmt: skip
        self.token = once.url.rstrip("/").rpartition("/")[2]
        return once.invitation

    def _corner(self, slug: str) -> Corner:
        campaign, once = make_case(self.now, slug=slug, statement="She agrees.")
        petition = make_open_petition(self.now, campaign=campaign, slug=f"{slug}-petition")
        today, source = timezone.localdate(self.now), make_source(self.now)
        cite_sources(petition, [source], actor=WORKER)
        milestone = save_milestone(
            Milestone(campaign=campaign), window=DateWindow(today, today),
            words={"en": MilestoneWords("Hearing")}, actor=WORKER,
        )  # fmt: skip
        corner = Corner(
            campaign=campaign,
            petition=petition,
            card=self._card(petition, self.now),
            target=add_target(campaign, self.office, actor=WORKER),
            milestone=milestone,
            consent=once.consent,
            source=source,
            paper=count_paper(
                petition, count=12, counted_by="Beto", counted_on=today,
                sheets_kept_at="Office", actor=WORKER,
            ),
        )  # fmt: skip
        give_records(petition, today)
        for room in ROOMS:
            if furnish := getattr(room, "furnish", None):
                furnish(self, corner)
        return corner

    def _card(self, petition: Petition, now: datetime) -> Card:
        text = petition.text("en")
        assert text is not None
        sent = Submission(
            action_kind=Petition.KIND, action_id=petition.pk, text_hash=text.text_hash,
            language="en",
            name=cast.ROSA.full_name, email=cast.ROSA.email, town="Northfield", comment="Because.",
        )  # fmt: skip
        receive(sent, now=now)
        Card.objects.filter(action_id=petition.pk).update(is_confirmed=True)
        return Card.objects.get(action_id=petition.pk)


def give_records(ask: Any, today: date) -> None:
    """An update and a delivery of an ask."""
    post_update(ask, news={"en": News("News", "Words.")}, posted_on=today, actor=WORKER)
    record_delivery(
        ask, delivered_on=today, name_count=12, hand_over={"en": HandOver("Clerk", "Hall")},
        photo=None, actor=WORKER,
    )  # fmt: skip


def words_of(name: str, parameters: list[str], world: World, corner: Corner) -> dict[str, object]:
    """What stands in the address `name` of ours, about `corner` where it is about one."""
    return {each: _word(name, each, world, corner) for each in parameters}


def _word(name: str, parameter: str, world: World, corner: Corner) -> object:
    fitting = [head for head, which in WORDS if which == parameter and name.startswith(head)]
    if fitting:  # the longest says most exactly which address is meant
        return WORDS[max(fitting, key=len), parameter](world, corner)
    if parameter == "pk":
        return next(of(world, corner) for head, of in PK_OF if name.startswith(head))
    if parameter == "kind":
        return "target" if name.startswith("desk:campaign-part") else Petition.KIND
    if parameter == "part":
        is_milestone = not name.startswith("desk:campaign-part")
        return corner.milestone.pk if is_milestone else corner.target.pk
    if parameter == "slug":
        return corner.campaign.slug if name.startswith("campaigns:") else corner.petition.slug
    plain: dict[str, object] = {
        "action_kind": Petition.KIND,
        "action_id": corner.petition.pk,
        "consent": corner.consent.pk,
        "source": corner.source.pk,
        "language": "en",
        "link": world.link(corner) if parameter == "link" else "",
        "token": world.token,
        "key_hash": "0" * 64,
        "path": "nothing-there.png",
        "uidb36": "1",
        "key": "set-password",
    }
    return plain[parameter]


WORDS = {pair: of for room in ROOMS for pair, of in getattr(room, "WORDS", {}).items()}
PkOf = Callable[[World, Corner], object]
PK_OF: tuple[tuple[str, PkOf], ...] = (  # the first that fits the beginning of the name
    ("desk:campaign", lambda world, corner: corner.campaign.pk),
    *ask_pks("petition", lambda world, corner: corner.petition),
    ("desk:paper-remove", lambda world, corner: corner.paper.pk),
    ("desk:signature", lambda world, corner: corner.card.pk),
    ("desk:comment-judge", lambda world, corner: corner.card.pk),
    ("desk:keyspace", lambda world, corner: corner.campaign.keyspace_id),
    ("desk:official", lambda world, corner: world.official.pk),
    ("desk:office", lambda world, corner: world.office.pk),
    ("desk:organization", lambda world, corner: world.organization.pk),
    ("desk:membership", lambda world, corner: world.membership.pk),
    ("desk:invitation", lambda world, corner: world.invitation.pk),
    ("desk:person", lambda world, corner: world.beto.pk),
    ("desk:key", lambda world, corner: world.holder.pk),
    ("mfa_", lambda world, corner: 1),
)
