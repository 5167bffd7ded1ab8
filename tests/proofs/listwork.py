"""Alma brings lists along in the leak proof: one that stays, one that she takes off again, one that
she only looks at, and one that breaks in the middle.
"""

import csv
import io
from collections.abc import Sequence

from pyrage import x25519

from tests.proofs.deskwork import Desk
from tests.proofs.people import Signer

HERE = "/desk/supporters/list/imports/"
BOUNDARY = "proof-boundary-7f3a"
AGREED = {"label": "Sheets", "basis": "file", "agreed": "On paper.", "language": "es"}
COLUMNS = ("name", "email", "phone", "town", "consent")


def bring_lists(desk: Desk, people: Sequence[Signer], the_list: str) -> None:
    """Every flow of a list; `people` are in no other store, and may be found in none."""
    stays, goes, looked_at, broken = (people[at::4] for at in range(4))
    for group, is_kept in ((stays, True), (goes, False)):
        page = _put_on_the_list(desk, group)
        if not is_kept:
            desk.press(f"{page}undo/")
    _match(desk, looked_at)
    desk.look(f"{HERE}look/")
    refused = _upload(desk, _file(broken) + '"never closed,')
    assert refused == 422
    desk.look(f"{the_list}?q={stays[0].email}")
    for seal in ("plain", "age"):
        desk.press(
            "/desk/supporters/age-key/", recipient=str(x25519.Identity.generate().to_public())
        )
        told = {"file": "full", "seal": seal, "reason": "proof", "with_unconfirmed": "on"}
        assert desk.press(f"{the_list}export/", **told).status == 200


def _put_on_the_list(desk: Desk, people: Sequence[Signer]) -> str:
    _match(desk, people)
    page = desk.press(f"{HERE}look/").header("Location")
    answer = desk.press(f"{page}go-on/")
    assert answer.status == 302, answer.text[:500]
    assert f">{len(people)}<" in desk.look(page)
    return page


def _match(desk: Desk, people: Sequence[Signer]) -> None:
    assert _upload(desk, _file(people)) == 302
    held = {f"column-{at}": column for at, column in enumerate(COLUMNS)}
    assert desk.press(f"{HERE}columns/", **held, **AGREED).status == 302


def _file(people: Sequence[Signer]) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    rows.writerows([each.name, each.email, each.phone, each.comment[:40], "yes"] for each in people)
    return out.getvalue()


def _upload(desk: Desk, content: str) -> int:
    """Send a file as a browser does; return the status."""
    desk.look(f"{HERE}new/")
    token = desk.visitor.cookies["csrftoken"]
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"'
        f"\r\n\r\n{token}\r\n"
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n'
        f"Content-Type: text/csv\r\n\r\n{content}\r\n--{BOUNDARY}--\r\n"
    )
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return desk.visitor.send_whole(f"{HERE}new/", parts, kind).status
