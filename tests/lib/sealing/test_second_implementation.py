"""Another implementation, in another language, opens what we seal, and we open what it seals.

Node fetches its packages on the first run, into tests/node/node_modules, and no lock file is
written. Without Node, or without the packages and a way to get them, the small test is skipped with
its reason; the proof at full count is not.
"""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from amparo.lib.sealing.envelopes import seal, unseal
from amparo.lib.sealing.keys import SealingPair, open_private

NODE = Path(__file__).parents[2] / "node"
SEED = b"second implementation, same seed"
PAIR = SealingPair.from_seed(SEED)
INFO = "campaña / época / fila".encode()
INSTALL = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]


@cache
def missing() -> str:
    """Fetch the packages where they are not; return what stands in the way."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "Node is not installed"
    if not (NODE / "node_modules" / "@hpke" / "hybridkem-x-wing").is_dir():
        done = subprocess.run(INSTALL, cwd=NODE, capture_output=True, timeout=120, check=False)
        return "the packages could not be fetched" if done.returncode else ""
    return ""


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
