"""What the desk reads of the other asks in the leak proof: who signed a letter, what it freezes,
who comes, what callers heard, who volunteers; and an attorney her sheet of the day.
"""

import re

from tests import cast
from tests.proofs import asklives, lives
from tests.proofs.deskwork import Desk
from tests.proofs.people import Signer

TICKED = re.compile(r'name="endorsement" value="([0-9a-f-]{36})"')


def work_on_asks(desk: Desk, people: list[Signer]) -> None:
    """With Alma's key unlocked: every page that shows a name, a file, a paper."""
    asks, committee = desk.site.facts["asks"], desk.site.facts["committee"]
    _take_to_the_list(desk, asks["letter"]["id"])
    authorized = lives.who(asklives.signs_for_an_organization, people)
    guest = lives.who(asklives.comes, people)
    caller = lives.who(asklives.tells_of_a_call, people)
    volunteer = lives.who(asklives.volunteers, people)
    for page, read in (
        (f"/desk/supporters/letter/{asks['letter']['id']}/?q={authorized.email}", authorized.name),
        (f"/desk/supporters/gathering/{asks['gathering']['id']}/?q={guest.email}", guest.name),
        (f"/desk/callins/{asks['callin']['id']}/live/", caller.comment),
        (f"/desk/committees/{committee}/volunteers/?q=Northfield", volunteer.name),
        (f"/desk/gatherings/{asks['gathering']['id']}/", ""),
        (f"/desk/resolutions/{desk.site.facts['resolution']['id']}/reports/", ""),
    ):
        assert read in desk.look(page), f"{page} does not show what was told"
    file = desk.send(f"/desk/committees/{committee}/volunteers/download/", reason="proof")
    assert volunteer.email in file.text


def _take_to_the_list(desk: Desk, letter: str) -> None:
    """Look at who waits and put them on the list; then a print in each language."""
    here = f"/desk/letters/{letter}"
    waiting = TICKED.findall(desk.look(f"{here}/endorsements/"))
    assert len(waiting) >= 2, "an organization and an office have confirmed"
    for pk in waiting:
        desk.press(f"{here}/endorsements/approve/", endorsement=pk)
    for page in ("/", "/alike/", "/endorsements/?export=csv", "/print/es/"):
        assert desk.visitor.get(f"{here}{page}").status == 200, page
    desk.look(f"/desk/endorsements/{waiting[0]}/")
    desk.press(f"{here}/freeze/")


def read_sheet(desk: Desk, people: list[Signer]) -> None:
    """Ines, on the screen and on paper; no organizer's key opens it."""
    desk.log_in(cast.INES)
    desk.unlock("attorney")
    here = f"/desk/clinics/{desk.site.facts['clinic']['id']}/"
    desk.look(here)
    assert lives.who(lives.books_a_time, people).name in desk.look(f"{here}sheet/")
    paper = desk.visitor.get(f"{here}sheet.pdf")
    assert paper.header("Content-Type") == "application/pdf", paper.text[-2000:]
