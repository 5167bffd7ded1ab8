"""A campaign with a petition, people who signed it or joined the list, and a letter to them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from amparo.accounts.models import User
from amparo.audit.actors import WORKER
from amparo.campaigns.models import Campaign
from amparo.keyring.unlocking import Unlocked
from amparo.mailouts.audiences import Line
from amparo.mailouts.models import Belongs, MailOut
from amparo.mailouts.operations.approving import approve, ask_for_approval
from amparo.mailouts.operations.running import begin, new_run
from amparo.mailouts.operations.writing import Facts, Words, create_mailout
from amparo.mailouts.sending import send
from amparo.petitions.models import Petition
from amparo.supporters.models import Card
from amparo.supporters.operations import Submission, receive, the_list
from tests.makers import make_open_petition

WORDS = {
    "en": Words("The board votes on Tuesday", "Dear {name|neighbor},\n\nCome at 6 p.m.", "Come"),
    "es": Words("La junta vota el martes", "Estimada {nombre|vecina}:\n\nVenga a las 6.", "Venga"),
}


@dataclass
class World:
    """What most tests of letters stand on."""

    now: datetime
    alma: User
    teo: User
    key: Unlocked
    petition: Petition
    slept: list[float] = field(default_factory=list)

    @property
    def campaign(self) -> Campaign:
        return self.petition.campaign

    def sign(self, name: str, email: str = "", **about: Any) -> Card:
        """A confirmed signature."""
        return self._card("petition", self.petition.pk, name, email, **about)

    def join(self, name: str, email: str = "", **about: Any) -> Card:
        """A confirmed card of the standing list."""
        return self._card("list", the_list().pk, name, email, wants_news=True, **about)

    def another_petition(self) -> Petition:
        return make_open_petition(self.now, campaign=self.campaign, slug=f"again-{uuid4().hex[:6]}")

    def letter(self, *lines: Line, belongs: str = Belongs.CAMPAIGN, **about: Any) -> MailOut:
        """A draft."""
        words = about.pop("words", WORDS)
        facts = Facts(**{"per_minute": 60_000, **about})
        return create_mailout(
            belongs,
            self.campaign if belongs == Belongs.CAMPAIGN else None,
            words,
            facts,
            audience=lines or [Line("all" if belongs == Belongs.CAMPAIGN else "list")],
            actor=WORKER,
            today=timezone.localdate(self.now),
        )

    def approved(self, mailout: MailOut, *, exactly: int | None = None) -> MailOut:
        """Asked for by Alma, approved by Teo."""
        ask_for_approval(mailout, by=self.alma, now=self.now, exactly=exactly)
        seen, count = mailout.asked_hash, mailout.asked_count
        approve(mailout, seen=seen, count=count, by=self.teo, now=self.now)
        return mailout

    def begun(self, mailout: MailOut) -> MailOut:
        begin(mailout, by=self.key, actor=self.alma, now=timezone.now())
        return mailout

    def run(self, mailout: MailOut, *, waits: tuple[float, ...] = (0, 0)) -> MailOut:
        """What the child process does, in this one."""
        send(mailout.pk, new_run(mailout), waits=waits, sleep=self.slept.append)
        mailout.refresh_from_db()
        return mailout

    def sent(self, mailout: MailOut) -> MailOut:
        return self.run(self.begun(self.approved(mailout)))

    def _card(self, kind: str, action_id: UUID, name: str, email: str, **about: Any) -> Card:
        facts = {"language": "es", "town": "Northfield", "county": "27131", **about}
        sent = Submission(
            action_kind=kind,
            action_id=action_id,
            text_hash="ab" * 32,
            name=name,
            email=email or f"{name.split()[0].lower()}@example.org",
            **facts,
        )
        known = set(Card.objects.values_list("pk", flat=True))
        receive(sent, now=self.now)
        card = Card.objects.exclude(pk__in=known).get()
        Card.objects.filter(pk=card.pk).update(is_confirmed=True)
        card.refresh_from_db()
        return card
