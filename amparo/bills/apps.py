from datetime import datetime

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from amparo.lib.portions import Portion

PORTION_SECONDS = 4  # of a long round: letters wait for the same worker


class BillsConfig(AppConfig):
    """Registers the rounds that tell of stored texts and look for new ones; a line of the foot."""

    name = "amparo.bills"

    def ready(self) -> None:
        from amparo.bills import searched
        from amparo.lib import rounds
        from amparo.web import searching
        from amparo.web.menus import register_foot_link

        rounds.register(rounds.Round("bills.tell", 20, _tell, is_long=True))
        rounds.register(rounds.Round("bills.import", 3, _import, is_long=True))
        rounds.register(rounds.Round("bills.watch", 20, _watch, is_long=True))
        rounds.register(rounds.Round("bills.close", 6 * 3600, _close))
        rounds.register(rounds.Round("bills.relink", 600, _relink, is_long=True))
        rounds.register(rounds.Round("bills.moved", 600, _refresh_moved, is_long=True))
        searching.register(searched.SOURCE)
        register_foot_link(23, _("Bills"), _address)


def _tell(now: datetime) -> None:
    from amparo.bills import texts

    texts.tell_everything(now, portion=Portion(PORTION_SECONDS))


def _import(now: datetime) -> None:
    from amparo.bills.operations import waiting

    waiting.run_waiting(now, portion=Portion(PORTION_SECONDS))


def _watch(now: datetime) -> None:
    from amparo.bills.operations import watching

    watching.look_everywhere(now, portion=Portion(PORTION_SECONDS))


def _close(now: datetime) -> None:
    from amparo.bills.operations import sessions

    sessions.close_sessions(now)


def _relink(now: datetime) -> None:
    from amparo.bills.operations import relinking

    relinking.relink_changed(now)


def _refresh_moved(now: datetime) -> None:
    from amparo.bills.operations import mentions

    mentions.refresh_moved(now)


def _address(language: str) -> str:
    """Left out while no bill is followed."""
    from amparo.bills.models import Bill

    if not Bill.objects.followed().exists():
        return ""
    with override(language):
        return reverse("bills:bills")
