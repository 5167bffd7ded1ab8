"""Letters that came back later: counted by class, and where there is no such mailbox, the end.

A person brings the returned message to the desk; it is read in memory and forgotten. A newcomer
would keep the address that bounced: the list without it is all that we need to know.
"""

from collections.abc import Sequence

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.lib.bounces import Returned
from amparo.mailouts.models import MailOut
from amparo.mailouts.operations.running import count_bounce
from amparo.supporters.operations import drop_address


@transaction.atomic
def note_returned(
    mailout: MailOut, returned: Sequence[Returned], *, takes_off: bool, actor: Actor
) -> int:
    """Count what came back; return how many cards of the list went with it.

    `takes_off`: whoever has no mailbox any more is taken off the standing list.
    """
    for each in returned:
        count_bounce(mailout.pk, each.status_class)
    gone = sum(drop_address(each.email) for each in returned if takes_off and each.is_no_address)
    record("mailouts.note_returned", actor=actor, about=mailout, count=len(returned))
    return gone
