"""Who may come in where: the public reads bills that we follow; organizers write and import."""

from typing import Any

from amparo.audit.actors import WORKER
from amparo.bills.models import FeedWatch, Hearing, ImportRun, ImportState
from amparo.bills.operations import mentions
from amparo.bills.operations.bills import save_part
from tests.bills.making import make_bill, make_session, make_text
from tests.proofs.rules import ORGANIZERS, PUBLIC_PAGE, Rule

POLICY: dict[str, Rule] = {
    "bills:bills": PUBLIC_PAGE,
    "bills:feed": PUBLIC_PAGE,
    "bills:hearings": PUBLIC_PAGE,
    "bills:bill": PUBLIC_PAGE,
    "bills:compare": PUBLIC_PAGE,
    "bills:text": PUBLIC_PAGE,
    "bills:bill-feed": PUBLIC_PAGE,
    "bills:bill-hearings": PUBLIC_PAGE,
    "bills:sheet": PUBLIC_PAGE,
    "desk:bills": ORGANIZERS,
    "desk:bill": ORGANIZERS,
    "desk:bill-new": ORGANIZERS,
    "desk:bill-session": ORGANIZERS,
    "desk:bill-edit": ORGANIZERS,
    "desk:bill-follow": ORGANIZERS,
    "desk:bill-check": ORGANIZERS,
    "desk:bill-release": ORGANIZERS,
    "desk:bill-remove": ORGANIZERS,
    "desk:bill-relate": ORGANIZERS,
    "desk:bill-text-new": ORGANIZERS,
    "desk:bill-part-new": ORGANIZERS,
    "desk:bill-part": ORGANIZERS,
    "desk:bill-part-remove": ORGANIZERS,
    "desk:bill-import": ORGANIZERS,
    "desk:bill-imports": ORGANIZERS,
    "desk:bill-import-report": ORGANIZERS,
    "desk:bill-import-progress": ORGANIZERS,
    "desk:bill-watch": ORGANIZERS,
    "desk:bill-unwatch": ORGANIZERS,
    "desk:bill-watch-again": ORGANIZERS,
    "desk:bill-callin": ORGANIZERS,
    "desk:bill-link": ORGANIZERS,
    "desk:bill-unlink": ORGANIZERS,
    "desk:bill-moved": ORGANIZERS,
}


def furnish(world: Any, corner: Any) -> None:
    """A followed bill with a text, a hearing, an ask that is bound to it, and an import."""
    number = f"SF {len(corner.campaign.slug)}{corner.campaign.slug[:1].encode()[0]}"
    bill = make_bill(world.now, number, session=make_session())
    corner.more["bill"] = bill
    corner.more["legal-text"] = make_text(world.now, bill)
    hearing = Hearing(bill=bill, title="Judiciary", checked_on=bill.checked_on)
    save_part(hearing, actor=WORKER)
    corner.more["hearing"] = hearing
    corner.more["mention"] = mentions.link(bill, "petition", corner.petition.pk, actor=WORKER)
    corner.more["bill-feed"] = FeedWatch.objects.create(
        feed="legiscan", state="MN", session_key=corner.campaign.slug[:40]
    )
    corner.more["bill_import"] = ImportRun.objects.create(
        feed="file", state=ImportState.DONE, began_at=world.now
    )


WORDS = {
    ("bills:", "state"): lambda world, corner: "mn",
    ("bills:", "session"): lambda world, corner: "2025-2026",
    ("bills:", "key"): lambda world, corner: corner.more["bill"].key,
    ("bills:text", "pk"): lambda world, corner: corner.more["legal-text"].pk,
    ("desk:bill-unwatch", "pk"): lambda world, corner: corner.more["bill-feed"].pk,
    ("desk:bill-watch-again", "pk"): lambda world, corner: corner.more["bill-feed"].pk,
    ("desk:bill-import-", "pk"): lambda world, corner: corner.more["bill_import"].pk,
    ("desk:bill", "pk"): lambda world, corner: corner.more["bill"].pk,
    ("desk:bill-part", "kind"): lambda world, corner: "hearing",
    ("desk:bill-part", "part"): lambda world, corner: corner.more["hearing"].pk,
    ("desk:bill", "mention"): lambda world, corner: corner.more["mention"].pk,
}
