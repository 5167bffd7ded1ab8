"""The demo's letters: one that went to part of the standing list, one that waits for a second look.

The first goes the whole way, as in life: asked for by Alma, approved by Rafael, sent with her key,
each card opened, each mail in the demo's mailbox. A few readers have left through it since.
"""

from django.utils import timezone

from amparo.accounts.models import User
from amparo.bills.models import Bill
from amparo.campaigns.models import Campaign
from amparo.demo.crowds import Crowds
from amparo.demo.people import DemoPeople
from amparo.demo.words import LANGUAGES, Clock, Told, read
from amparo.keyring.unlocking import lock, opened, unlock
from amparo.mailouts.audiences import LIST, Line, everybody
from amparo.mailouts.below import BILL
from amparo.mailouts.leaving import leave, leave_link
from amparo.mailouts.models import Belongs, MailOut
from amparo.mailouts.operations.approving import approve, ask_for_approval
from amparo.mailouts.operations.running import begin, new_run
from amparo.mailouts.operations.writing import Facts, Words, create_mailout
from amparo.mailouts.sending import send
from amparo.petitions.models import Petition

QUICKLY = 6_000  # letters a minute: nobody waits for a demo
LEFT_SHARE = 40  # one reader of so many leaves
ACTED_SHARE = 6  # one of so many signs
SIGNED_IN = "sheriff"  # the words of the campaign whose petition stands below


def fill_mailings(clock: Clock, *, people: DemoPeople, campaigns: dict[str, Campaign]) -> None:
    """After the campaigns and their crowds."""
    told = read("mailings")
    alma, rafael = people.user("Alma"), people.user("Rafael")
    petition = Petition.objects.filter(campaign=campaigns[told["campaign"]["slug"]]).first()
    blocks = (f"petition:{petition.pk}",) if petition else ()
    near = Line(LIST, counties=(told["list"]["county"],))
    letter = _written(clock, told["list"], alma, None, [near], blocks)
    if everybody(letter).exists():
        _approved(letter, alma, rafael)
        _sent(letter, people, alma)
        letter.refresh_from_db()
        _left(letter)
        if petition:
            _acted(clock, letter, petition, alma)
    campaign = campaigns[told["campaign"]["slug"]]
    bill = Bill.objects.followed().first()
    below = (*blocks, f"{BILL}:{bill.pk}") if bill else blocks
    waiting = _written(clock, told["campaign"], alma, campaign, [Line("all")], below)
    ask_for_approval(waiting, by=alma, now=clock.now)


def _written(
    clock: Clock,
    told: Told,
    by: User,
    campaign: Campaign | None,
    audience: list[Line],
    blocks: tuple[str, ...],
) -> MailOut:
    words = {code: _words(clock, told[code], code) for code in LANGUAGES}
    facts = Facts(blocks=blocks, is_public=campaign is None, per_minute=QUICKLY)
    belongs = Belongs.CAMPAIGN if campaign else Belongs.LIST
    return create_mailout(
        belongs, campaign, words, facts, audience=audience, actor=by.actor, today=clock.today
    )


def _words(clock: Clock, told: Told, language: str) -> Words:
    said = {name: clock.say(told[name], language) for name in ("subject", "body", "preheader")}
    return Words(**said)


def _approved(letter: MailOut, alma: User, rafael: User) -> None:
    now = timezone.now()
    ask_for_approval(letter, by=alma, now=now)
    seen, count = letter.asked_hash, letter.asked_count
    approve(letter, seen=seen, count=count, by=rafael, now=now)


def _sent(letter: MailOut, people: DemoPeople, alma: User) -> None:
    """With Alma's own six words; locked again at once."""
    passphrase = next(each.passphrase for each in people.logins if each.email == alma.email)
    secret = unlock(alma.pk, passphrase, now=timezone.now())
    key = opened(secret, alma.pk, now=timezone.now())
    if key is not None:
        begin(letter, by=key, actor=alma, now=timezone.now())
        send(letter.pk, new_run(letter), waits=(), sleep=lambda seconds: None)
    lock(secret, alma.pk)


def _left(letter: MailOut) -> None:
    leaving = letter.sent_count // LEFT_SHARE
    for card in everybody(letter).order_by("week_on", "pk")[:leaving]:
        leave(letter.pk, leave_link(card))


def _acted(clock: Clock, letter: MailOut, petition: Petition, alma: User) -> None:
    """Some of its readers signed what stands below it, by its code; nobody knows which."""
    told = next(each for each in read(SIGNED_IN)["petition"] if each["slug"] == petition.slug)
    count = max(letter.sent_count // ACTED_SHARE, 3)
    Crowds(clock, alma.actor, share=1).come_through(
        petition, told, source=letter.source, count=count
    )
