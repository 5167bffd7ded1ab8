"""Another implementation, in another language, opens what we seal, and we open what it seals.

Without Node, or without its packages and a way to get them, the small test is skipped with its
reason; the proof at full count is not.
"""

import json
import subprocess

import pytest

from amparo.lib.sealing.envelopes import seal, unseal
from amparo.lib.sealing.keys import SealingPair, open_private
from tests.nodepackages import NODE, missing

SEED = b"second implementation, same seed"
PAIR = SealingPair.from_seed(SEED)
INFO = "campaña / época / fila".encode()


def both_ways(count: int) -> None:
    messages = [f"carta {number} ñ".encode() * (number % 40) for number in range(count)]
    job = {
        "seed": SEED.hex(),
        "public": PAIR.public.hex(),
        "info": INFO.hex(),
        "open": [seal(said, public_key=PAIR.public, info=INFO).hex() for said in messages],
        "seal": [said.hex() for said in messages],
    }
    node = subprocess.run(
        ["node", "hpke.mjs"], cwd=NODE, input=json.dumps(job), capture_output=True, text=True,
        timeout=300, check=True,
    )  # fmt: skip
    answer = json.loads(node.stdout)
    key = open_private(PAIR.private)
    theirs = [unseal(bytes.fromhex(e), private_key=key, info=INFO) for e in answer["sealed"]]
    assert [bytes.fromhex(opened) for opened in answer["opened"]] == messages
    assert theirs == messages


def test_twenty_letters_go_both_ways() -> None:
    if reason := missing():
        pytest.skip(reason)
    both_ways(20)


@pytest.mark.proof
def test_a_thousand_letters_go_both_ways() -> None:
    assert not missing()
    both_ways(1000)
