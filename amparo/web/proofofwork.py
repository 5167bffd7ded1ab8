"""Tells people from robots without a third party: ALTCHA v2, or, without scripts, patience.

A newcomer's mistake: reading an empty `proof` as "no scripts" *and* as "fine". It is a lesser
standing: the form must then be between 3 seconds and 12 hours old, the trap empty, the limits are
lower (limits.py), and the signature has to be confirmed. A `proof` that is there must hold.

The key is the runtime key's: after a reboot the forms that are open have to be sent once more.
"""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from altcha import ChallengeParameters, Payload, create_challenge, verify_solution
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.keyring.runtime import runtime
from amparo.lib.sealing.symmetric import derive

# 16^3 tries of 3 hashes on average: half a second on an old phone, 4 hashes for the server.
ALGORITHM, COST, KEY_PREFIX = "SHA-256", 3, "000"
PROOF_LIFE = timedelta(minutes=20)
SHORTEST_WAIT = timedelta(seconds=3)
LONGEST_WAIT = timedelta(hours=12)
LARGEST_PROOF = 4_096  # letters
SPENT_KIND = "web.proof"

_MESSAGES: dict[str, str | Promise] = {
    "trap": _("A hidden field was filled in, perhaps by your browser. Please send it once more."),
    "early": _("That was very fast. Please wait a few seconds and send it once more."),
    "old": _("This page has been open for long. Nothing is lost: please send it once more."),
    "proof": _("Your browser's check did not arrive whole. Please send it once more."),
}


@dataclass(frozen=True)
class Human:
    has_proof: bool  # False: no scripts; ask for confirmation, and apply the lower limits


@dataclass(frozen=True)
class Stamp:
    """What a form carries; rendered by web/forms/_human.html as `stamp`."""

    form_time: str
    challenge_url: str


class NotHuman(Exception):
    """The form was sent by a robot, or by a person who has to send it once more.

    `message` says so to a person; show the form again with what was typed and a new stamp.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.message = _MESSAGES[reason]


def check_human(
    request: HttpRequest, *, action_kind: str, action_id: object, now: datetime
) -> Human:
    """Let a person's POST through. Raises NotHuman, and keyring's Unavailable (503).

    Call it after the form itself is valid: a proof is spent here and counts once.
    """
    if request.POST.get("website_2"):
        raise NotHuman("trap")
    action = f"{action_kind}:{action_id}"
    proof = request.POST.get("proof", "")
    if not proof:
        check_form_time(request.POST.get("form_time", ""), key=_key(), action=action, now=now)
        return Human(has_proof=False)
    token = verify_proof(proof, key=_key(), action=action, now=now)
    if not runtime().store.spend(SPENT_KIND, token, now + PROOF_LIFE):
        raise NotHuman("proof")
    return Human(has_proof=True)


def stamp(*, action_kind: str, action_id: object, now: datetime) -> Stamp:
    """What the form of this action carries from now on."""
    action = f"{action_kind}:{action_id}"
    return Stamp(
        form_time=sign_form_time(key=_key(), action=action, now=now),
        challenge_url=f"/challenge/{action_kind}/{action_id}/",
    )


def challenge(*, action_kind: str, action_id: object, now: datetime) -> dict[str, Any]:
    """A new challenge, good for this action and PROOF_LIFE."""
    return new_challenge(key=_key(), action=f"{action_kind}:{action_id}", now=now)


def new_challenge(*, key: bytes, action: str, now: datetime) -> dict[str, Any]:
    # The end stands in `data`, because the library would compare its own field with the wall clock.
    until = int((now + PROOF_LIFE).timestamp())
    made = create_challenge(
        ALGORITHM, COST, key_prefix=KEY_PREFIX, data={"for": action, "until": until},
        hmac_secret=_proof_key(key),
    )  # fmt: skip
    given: dict[str, Any] = made.to_dict()
    return given


def verify_proof(proof: str, *, key: bytes, action: str, now: datetime) -> bytes:
    """What to spend for a proof that holds: 32 bytes. Raises NotHuman for any other."""
    payload = _payload(proof)
    if not verify_solution(payload, _proof_key(key)).verified:
        raise NotHuman("proof")
    bound = _bound(payload.challenge.parameters)
    if bound.get("for") != action:
        raise NotHuman("proof")
    if now.timestamp() > bound["until"]:
        raise NotHuman("old")
    return sha256(str(payload.challenge.signature).encode()).digest()


def sign_form_time(*, key: bytes, action: str, now: datetime) -> str:
    second = str(int(now.timestamp()))
    return f"{second}.{_mac(key, action, second)}"


def check_form_time(form_time: str, *, key: bytes, action: str, now: datetime) -> None:
    """Raise NotHuman unless the form was made for this action, long enough and not too long ago."""
    second, _, mac = form_time.partition(".")
    if not hmac.compare_digest(mac.encode(), _mac(key, action, second).encode()):
        raise NotHuman("old")  # another boot's key, most often: the same remedy
    age = now.timestamp() - int(second)
    if age < SHORTEST_WAIT.total_seconds():
        raise NotHuman("early")
    if age > LONGEST_WAIT.total_seconds():
        raise NotHuman("old")


def _key() -> bytes:
    return runtime().key


def _payload(proof: str) -> Payload:
    if len(proof) > LARGEST_PROOF:
        raise NotHuman("proof")
    try:
        payload = Payload.from_base64(proof)
        json.dumps(payload.to_dict())  # nothing nested beyond reason
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotHuman("proof") from None
    return payload


def _bound(parameters: ChallengeParameters) -> dict[str, Any]:
    """What we signed into the challenge; its signature has been verified."""
    return dict(parameters.data or {})


def _mac(key: bytes, action: str, second: str) -> str:
    said = f"{action}|{second}".encode()
    return hmac.digest(_form_key(key), said, "sha256").hex()[:32]


@lru_cache(maxsize=4)
def _proof_key(key: bytes) -> bytes:
    return derive(key, "web", "proof of work")


@lru_cache(maxsize=4)
def _form_key(key: bytes) -> bytes:
    return derive(key, "web", "form time")
