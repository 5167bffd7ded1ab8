"""Who may come in where: letters that organizations sign, and their desk."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.asks import create_ask, open_ask
from amparo.signons.models import Letter, Recipient
from amparo.signons.operations import endorsing, letters, pasting
from amparo.signons.operations.endorsing import Given
from amparo.signons.operations.freezing import freeze
from amparo.signons.operations.letters import Post
from tests.proofs.rules import CAMPAIGN_CHANGED, FORM, PUBLIC_PAGE, Of, Rule, ask_pks, ask_rules

_CHANGED = (
    "recipient-new", "recipient", "recipient-move", "recipient-remove", "copies",
    "endorsements", "endorsement-new", "approve", "alike", "paste", "freeze", "print",
)  # fmt: skip
_ONE = ("", "-wording", "-withdraw", "-bring-back", "-directory", "-merge", "-apart", "-same")
_LIST = ("", "-line", "-import", "-take-back", "-throw-away")

POLICY: dict[str, Rule] = {
    "signons:letter": FORM,
    "signons:office": FORM,
    "signons:person": FORM,
    "signons:thanks": PUBLIC_PAGE,
    "signons:signers": PUBLIC_PAGE,
    "signons:print": PUBLIC_PAGE,
    **ask_rules("letter", "letters"),
    **{f"desk:letter-{each}": CAMPAIGN_CHANGED for each in _CHANGED},
    **{f"desk:endorsement{each}": CAMPAIGN_CHANGED for each in _ONE},
    **{f"desk:pasted{each}": CAMPAIGN_CHANGED for each in _LIST},
}


def _of(name: str) -> Of:
    return lambda world, corner: corner.more[name].pk


WORDS = {
    ("signons:", "slug"): lambda world, corner: corner.more["letter"].slug,
    ("signons:print", "number"): lambda world, corner: 1,
    ("desk:letter-recipient", "number"): _of("recipient"),
    ("desk:pasted", "number"): lambda world, corner: 1,
    ("desk:pasted", "pk"): _of("pasted"),
    ("desk:endorsement", "pk"): _of("endorsement"),
    ("desk:endorsement", "other"): _of("other"),
    ("desk:endorsement", "organization"): lambda world, corner: world.organization.pk,
    **{
        (name, "pk"): of
        for name, of in ask_pks("letter", lambda world, corner: corner.more["letter"])
    },
}


def furnish(world: Any, corner: Any) -> None:
    """A letter with somebody to read it, two who signed it, a pasted list and a print."""
    words = {
        code: {
            "title": "End the program",
            "addressee": "Director",
            "ask": "End it.",
            "body": "End it.",
        }
        for code in ("en", "es")
    }
    facts = {
        "slug": f"{corner.campaign.slug}-letter",
        "takes_offices": True,
        "takes_individuals": True,
        "deadline_on": timezone.localdate(world.now) + timedelta(days=3),
    }
    letter = create_ask(
        Letter, corner.campaign, facts=facts, words=words, actor=WORKER, now=world.now
    )
    open_ask(letter, actor=WORKER, now=world.now)
    recipient = letters.save_recipient(
        Recipient(letter=letter, name="Pat Example"),
        posts={"en": Post("Director", "Office of Rivers")},
        actor=WORKER,
    )
    first, second = (
        endorsing.add_by_hand(letter, Given(name), language="en", actor=WORKER, now=world.now)
        for name in ("River House", "Hill House")
    )
    pasted = pasting.paste(letter, "Bay House", language="en", actor=WORKER, now=world.now)
    freeze(letter, actor=WORKER, now=world.now)
    made = {"letter": letter, "recipient": recipient, "endorsement": first, "other": second}
    corner.more |= made | {"pasted": pasted}
    _give_records(letter, timezone.localdate(world.now))


def _give_records(letter: Letter, today: Any) -> None:
    from tests.proofs.worlds import give_records  # worlds gathers this file

    give_records(letter, today)
