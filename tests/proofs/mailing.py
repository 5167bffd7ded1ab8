"""A letter to everybody who signed, in the leak proof: written, approved, sent by a child process.

The coalition of the proofs has one organizer, who may approve by herself.
"""

import re
import time

from tests.proofs.deskwork import Desk

PATIENCE = 120  # seconds, for the worker's child


def write_to_signers(desk: Desk, petition_id: str) -> None:
    """All of it over HTTP, with her key unlocked; every page of it is looked at."""
    start = f"/desk/mailings/new/?ask=petition:{petition_id}"
    written = desk.send(
        start,
        **{
            "en-subject": "The board votes",
            "en-body": "Dear {name|neighbor} of {town|here},\n\nThe board votes on Tuesday.",
            "es-subject": "La junta vota",
            "es-body": "Estimada {nombre|vecina} de {ciudad|aquí}:\n\nLa junta vota el martes.",
            "per_minute": "6000",
        },
    )
    found = re.search(r"/desk/mailings/([0-9a-f-]{36})/", written.header("Location"))
    assert found, written.text[-2000:]
    letter = f"/desk/mailings/{found[1]}/"
    for reader in ("first", "second", "bare"):
        desk.look(f"{letter}look/{reader}/")
    desk.press(f"{letter}test/")
    desk.press(f"{letter}ask/", exactly="1")
    desk.send(f"{letter}approve/", seen=_hash(desk.look(f"{letter}approve/")))
    desk.press(f"{letter}send/")
    _wait(desk, letter)


def _hash(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found, page[-2000:]
    return found[1]


def _wait(desk: Desk, letter: str) -> None:
    until = time.monotonic() + PATIENCE
    while "hx-get" in desk.look(f"{letter}progress/"):
        assert time.monotonic() < until, "the letter does not end"
        time.sleep(0.3)
    page = desk.look(letter)
    assert "<strong>Sent</strong>" in page, page[-4000:]
