"""Put a letter into the outbox, hold it, release it, take it out.

One INSERT a letter, in the caller's transaction, and never in clear: where the runtime key is not
there, `Unavailable` reaches the page, which stores nothing. Sending stands in `sending`.
"""

import uuid
from datetime import date

from django.db import connection

from amparo.lib.sealing.suites import CannotUnseal
from amparo.outbox.letters import CannotWrite, Draft, Letter, checked, is_writer
from amparo.outbox.models import Outcome, State, Waiting
from amparo.outbox.sealing import seal_letter, unseal_letter

_INSERT = (
    "INSERT INTO outbox_waiting (id, sealed_letter, hold, state, tries, sender, about)"
    " VALUES (%s, %s, %s, %s, 0, NULL, %s)"
)


def enqueue(mail: Letter | Draft, *, hold: str = "", about: uuid.UUID | None = None) -> uuid.UUID:
    """Let a letter wait for the worker, or for `release(hold)`; return its row.

    If it is lost at a restart, `letters.when_lost` tells of `about`. Raises CannotWrite,
    TooLong (lib.sealing.cards), or keyring.errors.Unavailable.
    """
    if isinstance(mail, Letter):
        mail = checked(mail)
    elif not is_writer(mail.writer):
        raise CannotWrite(mail.writer)
    row = uuid.uuid4()
    sealed = seal_letter(mail, row)
    # Not by the ORM: this stands in the path of every signature, and takes a fifth of the time.
    with connection.cursor() as cursor:
        about_row = about.hex if about else None
        cursor.execute(_INSERT, [row.hex, sealed, hold, State.WAITING.value, about_row])
    return row


def release(hold: str) -> int:
    """Let go what an act has held; return how many letters. May be run again."""
    return Waiting.objects.filter(hold=hold).exclude(hold="").update(hold="")


def send_copies(hold: str) -> int:
    """Send what is held, and go on holding it for the next time; return how many letters.

    For news that may come more than once to somebody whose address nobody can read any more.
    """
    sent = 0
    for row in Waiting.objects.filter(hold=hold).exclude(hold=""):
        try:
            mail = unseal_letter(bytes(row.sealed_letter), row.pk)
        except CannotUnseal:  # the power went since: nobody can read it any more
            row.delete()
            continue
        enqueue(mail)
        sent += 1
    return sent


def drop_held(hold: str) -> int:
    """Forget what an act has held; return how many letters. May be run again."""
    count, _ = Waiting.objects.filter(hold=hold).exclude(hold="").delete()
    return count


def drop_all() -> int:
    """Forget every letter, as of a backup that was brought back: it may have gone since."""
    count, _ = Waiting.objects.all().delete()
    return count


def send_uncertain_again() -> int:
    """Let letters go of which nobody knows whether they went. A person decides that."""
    return Waiting.objects.uncertain().update(state=State.WAITING, tries=0)


def forget_uncertain() -> int:
    """Take them out instead; return how many."""
    count, _ = Waiting.objects.uncertain().delete()
    return count


def outcomes_since(day: date) -> dict[str, int]:
    """Return how many letters were sent, refused, given up, lost, uncertain since a day."""
    counts: dict[str, int] = {}
    for outcome in Outcome.objects.filter(day_on__gte=day):
        counts[outcome.kind] = counts.get(outcome.kind, 0) + outcome.count
    return counts
