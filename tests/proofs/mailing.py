"""Letters in the leak proof: to everybody who signed, to the list and the committees. Each is
written, approved, sent by a child process; two who get one want no more.

The coalition of the proofs has one organizer, who may approve by herself.
"""

import re
import time
from email.message import EmailMessage

from amparo.mailouts.audiences import ALL_COMMITTEES, LIST
from tests.proofs.deskwork import Desk
from tests.proofs.site import Site, expect

PATIENCE = 120  # seconds, for the worker's child
WAY_OUT = re.compile(r"/(?:en|es)/mailings/[0-9a-f-]{36}/leave/[\w-]{43}/")
LETTER = re.compile(r"/desk/mailings/[0-9a-f-]{36}/")
WORDS = {
    "en-subject": "The board votes",
    "en-body": "Dear {name|neighbor} of {town|here},\n\nThe board votes on Tuesday.",
    "es-subject": "La junta vota",
    "es-body": "Estimada {nombre|vecina} de {ciudad|aquí}:\n\nLa junta vota el martes.",
    "per_minute": "6000",
}


def write_letters(desk: Desk, petition_id: str) -> None:
    """One to everybody who signed, one to the committees and the list, going out together."""
    before = len(desk.site.mail.caught)
    to_signers = _written(desk, f"?ask=petition:{petition_id}")
    to_others = _written(desk, belongs="committees")
    both = {"line0-who": ALL_COMMITTEES, "line1-who": LIST}
    desk.press(f"{to_others}audience/", **both)
    for letter in (to_signers, to_others):
        _approve(desk, letter)
        desk.press(f"{letter}send/")
    for letter in (to_signers, to_others):
        _wait(desk, letter)
        _leave(desk.site, letter, desk.site.mail.caught[before:])


def _leave(site: Site, letter: str, sent: list[EmailMessage]) -> None:
    """By the page's button, after a scanner has looked; and as a mail program does by itself."""
    all_ways = [way for each in sent for way in WAY_OUT.findall(str(each["List-Unsubscribe"]))]
    ways_out = [way for way in all_ways if letter.removeprefix("/desk") in way]
    assert len(ways_out) > 1, f"nobody got {letter}"
    by_hand, by_program = ways_out[0], ways_out[-1]
    expect(site.visitor("198.51.100.3").get(by_hand), 200)
    expect(site.visitor("198.51.100.4").post(by_hand, {}), 200)
    one_click = {"List-Unsubscribe": "One-Click"}
    expect(site.visitor("198.51.100.5").post(by_program, one_click, Sec_Fetch_Site=""), 200)


def _written(desk: Desk, query: str = "", **ground: str) -> str:
    """Its address at the desk."""
    written = desk.send(f"/desk/mailings/new/{query}", **ground, **WORDS)
    found = LETTER.search(written.header("Location"))
    assert found, written.text[-2000:]
    return found[0]


def _approve(desk: Desk, letter: str) -> None:
    """Over HTTP, with her key unlocked; every page of it is looked at."""
    for reader in ("first", "second", "bare"):
        desk.look(f"{letter}look/{reader}/")
    desk.press(f"{letter}test/")
    desk.press(f"{letter}ask/", exactly="1")
    desk.send(f"{letter}approve/", seen=_hash(desk.look(f"{letter}approve/")))


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
