from datetime import datetime

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

TEXTS_A_ROUND = 2000  # letters wait for the same worker


class BillsConfig(AppConfig):
    """Registers the rounds that tell of stored texts and look for new ones; a line of the foot."""

    name = "amparo.bills"

    def ready(self) -> None:
        from amparo.bills import searched
        from amparo.lib import rounds
        from amparo.web import searching
        from amparo.web.menus import register_foot_link

        rounds.register(rounds.Round("bills.tell", 30, _tell))
        rounds.register(rounds.Round("bills.import", 3, _import))
        rounds.register(rounds.Round("bills.watch", 900, _watch))
        rounds.register(rounds.Round("bills.close", 6 * 3600, _close))
        searching.register(searched.SOURCE)
        register_foot_link(23, _("Bills"), _address)


def _tell(now: datetime) -> None:
    from amparo.bills import texts

    texts.tell_everything(now, at_most=TEXTS_A_ROUND)


def _import(now: datetime) -> None:
    from amparo.bills.operations import waiting

    waiting.run_waiting(now)


def _watch(now: datetime) -> None:
    from amparo.bills.operations import watching

    watching.look_everywhere(now)


def _close(now: datetime) -> None:
    from amparo.bills.operations import sessions

    sessions.close_sessions(now)


def _address(language: str) -> str:
    """Left out while no bill is followed."""
    from amparo.bills.models import Bill

    if not Bill.objects.followed().exists():
        return ""
    with override(language):
        return reverse("bills:bills")
