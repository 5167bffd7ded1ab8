"""Hears of every stored text, searches for new watched ones, and tells organizers."""

from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from amparo.lib.portions import Portion

SEARCH_SECONDS, TELL_SECONDS, DAY = 5, 60, 24 * 3600
PORTION_SECONDS = 4  # letters wait for the same worker


class SightingsConfig(AppConfig):
    name = "amparo.sightings"
    verbose_name = _("Sightings")

    def ready(self) -> None:
        from amparo.bills import texts
        from amparo.lib.rounds import Round
        from amparo.lib.rounds import register as register_round
        from amparo.sightings import placing, searched
        from amparo.sightings.operations.seeing import hear_all
        from amparo.web import searching
        from amparo.web.menus import register_foot_link
        from amparo.web.panels import register_panel

        texts.register(texts.Listener("sightings", hear_all))
        searching.register(searched.SOURCE)
        register_panel("bill", 20, placing.of_bill)
        register_foot_link(24, _("Provisions that we follow"), placing.foot_address)
        register_round(Round("sightings.search", SEARCH_SECONDS, _search, is_long=True))
        register_round(Round("sightings.tell", TELL_SECONDS, _tell))
        register_round(Round("sightings.sweep", DAY, _sweep, is_long=True))


def _search(now: datetime) -> None:
    from amparo.sightings.operations.catching_up import catch_up, search_waiting

    catch_up(now)
    search_waiting(now, portion=Portion(PORTION_SECONDS))


def _tell(now: datetime) -> None:
    from amparo.sightings.operations.telling import tell_organizers

    tell_organizers(now)


def _sweep(now: datetime) -> None:
    from amparo.sightings.operations.catching_up import weigh_again
    from amparo.sightings.operations.indexing import sweep_index

    sweep_index()
    weigh_again()
