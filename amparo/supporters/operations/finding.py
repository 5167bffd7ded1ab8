"""Her own link, sent once more to whoever has only a letter to many in hand.

Letters to many carry a link that can do nothing but end them, because they are passed on. So she
writes her address, and what opens her wishes goes to that address alone. The answer, and every
statement, is the same whether anybody of the list has it.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.keyring.runtime import runtime
from amparo.outbox.operations import enqueue
from amparo.supporters import emails, tokens
from amparo.supporters.models import HOUSEHOLD_LIMIT, Card
from amparo.supporters.operations.keyspaces import the_list
from amparo.supporters.operations.receiving import LETTERS_AN_HOUR, codes_of, turn


def send_own_links(email: str, *, language: str, now: datetime) -> None:
    """Write to this address, if the list has it: a link for each name. Told by this boot's
    fingerprints, so that after a restart nobody is found until somebody has unlocked.

    `email` was judged by a form. Raises keyring.errors.Unavailable, and lib.emails.NotAnEmail.
    """
    list_id = the_list().pk
    code = codes_of(list_id, email, "").address or b""
    is_bearable = runtime().store.count("own link", code, now) <= LETTERS_AN_HOUR
    with turn(), transaction.atomic():
        links = _new_links(list_id, code, is_bearable=is_bearable)
        enqueue(emails.own_links(to=email, list_id=list_id, language=language, links=links))


def _new_links(list_id: UUID, code: bytes, *, is_bearable: bool) -> list[str]:
    """A new secret for each name at an address; as many statements whether there is one or none."""
    cards = Card.objects.filter(action_id=list_id, email_code=code if is_bearable else b"")
    there = dict(cards.values_list("email_slot", "pk"))
    links = []
    for slot in range(1, HOUSEHOLD_LIMIT + 1):
        secret = tokens.new_secret()
        cards.filter(email_slot=slot).update(fresh_token_hash=tokens.hash_of(secret))
        if slot in there:
            links.append(tokens.link_of(there[slot], secret))
    return links
