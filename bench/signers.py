"""`python -m bench.signers COUNT FILE AGAIN`: so many people's POSTs, each with her proof of work;
then so many of the first ones once more, each with a new proof.

The challenges are easier than those that visitors get (one zero instead of three), so that making
the load does not take minutes; checking them costs the server the same.
"""

import os
import random
import sys
from pathlib import Path
from urllib.parse import urlencode

import django


def main(count: int, target: Path, again: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings")
    django.setup()
    petition_id, slug, text_hash = (
        (Path(os.environ["DATA_DIR"]) / "petition.txt").read_text().split()
    )
    dice = random.Random(20261123)
    forms = [_form(petition_id, text_hash, number, dice) for number in range(count)]
    forms += [{**form, "proof": _proof(petition_id)} for form in forms[:again]]
    with target.open("wb") as file:
        for form in forms:
            request = _request(slug, form, dice)
            file.write(len(request).to_bytes(4, "big") + request)


def read(path: Path) -> list[bytes]:
    """The requests that main wrote."""
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def _form(petition_id: str, text_hash: str, number: int, dice: random.Random) -> dict[str, str]:
    return {
        "name": f"Rosa Peña {number}",
        "email": f"rosa.{number}.{dice.randrange(10**9)}@example.org",
        "phone": "",
        "town": "Northfield",
        "county": "27131",
        "visibility": "counted",
        "comment": "",
        "text_hash": text_hash,
        "form_time": "",
        "proof": _proof(petition_id),
        "website_2": "",
    }


def _proof(petition_id: str) -> str:
    from altcha import Payload, create_challenge, solve_challenge
    from django.utils import timezone

    from amparo.keyring.runtime import runtime
    from amparo.petitions.models import Petition
    from amparo.web import proofofwork

    until = int((timezone.now() + proofofwork.PROOF_LIFE).timestamp())
    challenge = create_challenge(
        proofofwork.ALGORITHM,
        proofofwork.COST,
        key_prefix="0",
        data={"for": f"{Petition.KIND}:{petition_id}", "until": until},
        hmac_secret=proofofwork._proof_key(runtime().key),
    )
    solution = solve_challenge(challenge)
    if solution is None:
        raise SystemExit("a challenge was not solved")
    return Payload(challenge, solution).to_base64()


def _request(slug: str, form: dict[str, str], dice: random.Random) -> bytes:
    body = urlencode(form).encode()
    network = ".".join(str(dice.randrange(1, 250)) for _ in range(4))
    head = (
        f"POST /es/petitions/{slug}/ HTTP/1.1\r\nHost: localhost\r\n"
        "Sec-Fetch-Site: same-origin\r\nOrigin: http://localhost\r\n"
        f"X-Forwarded-For: {network}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
