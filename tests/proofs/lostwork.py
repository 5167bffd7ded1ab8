"""The power goes in the leak proof while letters wait, and Alma has them written again."""

import time
from collections.abc import Sequence

from tests.proofs.deskwork import Desk
from tests.proofs.lives import TOLD_YES, typed
from tests.proofs.people import Signer
from tests.proofs.site import Site, links

PAGE = "/desk/supporters/lost-letters/"
PATIENCE = 120  # seconds


def lose_letters(site: Site, desk: Desk, people: Sequence[Signer], *, worker: int) -> int:
    """Every step of it; return the new worker. `people` sign here and are found nowhere."""
    site.kill(worker)
    for each in people:
        answer = site.visitor(each.network).sign(site.petition(), typed(each, comment=each.comment))
        assert answer.status in TOLD_YES, answer.text[-2000:]
    for file in site.runtime.glob("*"):  # what is in RAM goes with the power
        file.unlink()
    started = site.start("worker")
    _wait_until_none_wait(site)
    assert not _written_to(site, people), "nobody can open what waited"
    desk.unlock()
    desk.send(PAGE, reason="The power cut.")
    _wait_until_none_wait(site)
    assert _written_to(site, people) == {each.email for each in people}
    return started


def _written_to(site: Site, people: Sequence[Signer]) -> set[str]:
    """Those of them who have a letter with a link in it."""
    to = {str(letter["To"]) for letter in site.mail.caught if links(letter)}
    return to & {each.email for each in people}


def _wait_until_none_wait(site: Site) -> None:
    until = time.monotonic() + PATIENCE
    while site.ask("letters")["waiting"]:
        assert time.monotonic() < until, "letters neither leave nor are dropped"
        time.sleep(0.3)
