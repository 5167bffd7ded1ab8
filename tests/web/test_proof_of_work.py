"""People get through, with scripts or without; robots, replays and forgeries do not."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from altcha import Challenge, Payload, solve_challenge
from django.test import Client, RequestFactory

from amparo.web.proofofwork import (
    Human,
    NotHuman,
    check_form_time,
    check_human,
    new_challenge,
    sign_form_time,
    stamp,
    verify_proof,
)

KEY = bytes(range(32))
ACTION = "petition:7"
NOON = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
ROSA = {"name": "Rosa Díaz", "email": "rosa@example.org"}
CHALLENGE_PATH = "/challenge/petition/00000000-0000-0000-0000-000000000007/"


def solve(challenge: dict[str, Any]) -> str:
    asked = Challenge.from_dict(challenge)
    solution = solve_challenge(asked)
    assert solution is not None
    return Payload(asked, solution).to_base64()


@pytest.fixture(scope="module")
def proof() -> str:
    return solve(new_challenge(key=KEY, action=ACTION, now=NOON))


def altered(proof: str, change: Callable[[dict[str, Any]], Any]) -> str:
    payload = json.loads(base64.b64decode(proof))
    change(payload)
    return base64.b64encode(json.dumps(payload).encode()).decode()


def test_a_solved_challenge_holds_until_its_end(proof: str) -> None:
    at_once = verify_proof(proof, key=KEY, action=ACTION, now=NOON)
    later = verify_proof(proof, key=KEY, action=ACTION, now=NOON + timedelta(minutes=19))

    assert at_once == later
    assert len(at_once) == 32


def test_it_does_not_hold_after_its_end(proof: str) -> None:
    with pytest.raises(NotHuman, match="old"):
        verify_proof(proof, key=KEY, action=ACTION, now=NOON + timedelta(minutes=21))


def test_it_does_not_hold_for_another_petition(proof: str) -> None:
    with pytest.raises(NotHuman):
        verify_proof(proof, key=KEY, action="petition:8", now=NOON)


def test_it_does_not_hold_after_a_reboot(proof: str) -> None:
    with pytest.raises(NotHuman):
        verify_proof(proof, key=bytes(32), action=ACTION, now=NOON)


FORGERIES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "another number": lambda p: p["solution"].update(counter=p["solution"]["counter"] + 1),
    "a number as text": lambda p: p["solution"].update(counter=str(p["solution"]["counter"])),
    "a negative number": lambda p: p["solution"].update(counter=-1),
    "another key": lambda p: p["solution"].update(derivedKey="00" * 32),
    "a lower cost": lambda p: p["challenge"]["parameters"].update(cost=1),
    "an easier prefix": lambda p: p["challenge"]["parameters"].update(keyPrefix=""),
    "a longer life": lambda p: p["challenge"]["parameters"]["data"].update(until=9**12),
    "no data": lambda p: p["challenge"]["parameters"].pop("data"),
    "no signature": lambda p: p["challenge"].pop("signature"),
    "an empty signature": lambda p: p["challenge"].update(signature=""),
    "no challenge": lambda p: p.pop("challenge"),
    "a list": lambda p: p.update(challenge=[]),
    "no parameters": lambda p: p["challenge"].update(parameters=None),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forgeries_are_refused(proof: str, forgery: str) -> None:
    with pytest.raises(NotHuman):
        verify_proof(altered(proof, FORGERIES[forgery]), key=KEY, action=ACTION, now=NOON)


@pytest.mark.parametrize("noise", ["x", "W10=", "bnVsbA==", "é", "A" * 5000, "{}", "W1tbW1tbW1tb"])
def test_noise_is_refused(noise: str) -> None:
    with pytest.raises(NotHuman):
        verify_proof(noise, key=KEY, action=ACTION, now=NOON)


def test_without_scripts_a_form_needs_three_seconds_and_keeps_for_half_a_day() -> None:
    made = sign_form_time(key=KEY, action=ACTION, now=NOON)

    for seconds in (3, 60, 12 * 3600):
        check_form_time(made, key=KEY, action=ACTION, now=NOON + timedelta(seconds=seconds))
    with pytest.raises(NotHuman, match="early"):
        check_form_time(made, key=KEY, action=ACTION, now=NOON + timedelta(seconds=2))
    with pytest.raises(NotHuman, match="old"):
        check_form_time(made, key=KEY, action=ACTION, now=NOON + timedelta(hours=13))


@pytest.mark.parametrize("form_time", ["", "1", "1.x", ".", "é.é", "1764763200.0000"])
def test_a_form_time_that_is_not_ours_is_refused(form_time: str) -> None:
    with pytest.raises(NotHuman):
        check_form_time(form_time, key=KEY, action=ACTION, now=NOON)


def post(**fields: str) -> Human:
    request = RequestFactory().post("/", fields)
    return check_human(request, action_kind="petition", action_id=7, now=NOON)


def test_a_missing_proof_is_not_a_pass() -> None:
    with pytest.raises(NotHuman):
        post()


def test_patience_gets_through_without_a_proof() -> None:
    made = stamp(action_kind="petition", action_id=7, now=NOON - timedelta(minutes=1))

    assert post(form_time=made.form_time) == Human(has_proof=False)


def test_whatever_fills_the_trap_is_a_robot() -> None:
    made = stamp(action_kind="petition", action_id=7, now=NOON - timedelta(minutes=1))

    with pytest.raises(NotHuman, match="trap"):
        post(form_time=made.form_time, website_2="https://spam.example")


def test_a_proof_counts_once(site: Client) -> None:
    form = ROSA | {"proof": solve(site.get(CHALLENGE_PATH).json())}

    first, second = site.post("/en/sign/", form), site.post("/en/sign/", form)

    assert first.content == b"signed, proof: True"
    assert "send it once more" in second.content.decode()


def test_a_mistake_in_the_form_spends_no_proof(site: Client) -> None:
    proof = solve(site.get(CHALLENGE_PATH).json())
    site.post("/en/sign/", {"name": "", "email": "rosa", "proof": proof})

    assert site.post("/en/sign/", ROSA | {"proof": proof}).content == b"signed, proof: True"


def test_challenges_are_never_kept(site: Client) -> None:
    first, second = site.get(CHALLENGE_PATH), site.get(CHALLENGE_PATH)

    assert first["Cache-Control"] == "no-store"
    assert first.json() != second.json()


def test_without_a_runtime_key_the_form_answers_503(site: Client) -> None:
    from amparo.keyring.errors import Unavailable

    with patch("amparo.web.proofofwork.runtime", side_effect=Unavailable):
        assert site.get("/en/sign/").status_code == 503
        assert site.post("/en/sign/", ROSA | {"proof": "x"}).status_code == 503
