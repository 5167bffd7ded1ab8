"""Registers the supporters' room: its letters, the standing list, what it does each day."""

from datetime import datetime
from uuid import UUID

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

HOUR = 3600  # seconds
QUIET_HOUR = 3


class SupportersConfig(AppConfig):
    name = "amparo.supporters"
    verbose_name = _("Supporters")

    def ready(self) -> None:
        from amparo.lib.rounds import Round, register
        from amparo.outbox.letters import when_lost
        from amparo.supporters import emails, kept, kinds, lists

        kinds.register(lists.list_kind())
        emails.register_writers()
        kept.register()
        when_lost(_note_lost)
        register(Round("supporters.tally", 1, _count))
        register(Round("supporters.day", 24 * HOUR, _keep_house))
        register(Round("supporters.erase", HOUR, _erase))


def _keep_house(now: datetime) -> None:
    """Each day: forget, and shred what is due."""
    from amparo.audit.actors import WORKER
    from amparo.supporters import operations

    operations.drop_unconfirmed(now)
    operations.forget_lost()
    operations.drop_codes_of_closed(now)
    operations.drop_old_epochs(now)
    operations.forget_old_imports(now)
    operations.shred_what_is_due(now, actor=WORKER)


def _note_lost(card_id: UUID) -> None:
    from amparo.supporters.operations import note_lost

    note_lost(card_id)


def _erase(now: datetime) -> None:
    """In the quiet hour of the night, for it holds the tables for a while."""
    from amparo.supporters.operations import erase_deleted

    if timezone.localtime(now).hour == QUIET_HOUR:
        erase_deleted()


def _count(now: datetime) -> None:
    from amparo.supporters.operations import refresh_tallies

    refresh_tallies(now)
