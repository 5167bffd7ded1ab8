"""The campaigns room, and what it adds to the rooms below it."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class CampaignsConfig(AppConfig):
    name = "amparo.campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        from amparo.announcing.kinds import register as register_announced
        from amparo.campaigns import (
            citing,
            onplaces,
            rounds,
            searched,
            searchedpartners,
            statements,
            takedown,
            tombstones,
        )
        from amparo.campaigns.about import asks_about_offices
        from amparo.campaigns.announced import campaign_kind
        from amparo.evidence.citing import register as register_places
        from amparo.lib.rounds import register
        from amparo.officials.about import register as register_about
        from amparo.policies.shown import PANELS
        from amparo.supporters import retention
        from amparo.web import searching
        from amparo.web.errors import register_gone
        from amparo.web.menus import register_menu_item
        from amparo.web.panels import register_panel

        register_announced(campaign_kind())
        for each in rounds.ROUNDS:
            register(each)
        retention.register("consent statements", statements.forget_statements)
        register_places(citing.CAMPAIGNS)
        register_gone(tombstones.is_buried)
        takedown.register(searched.PART)
        for source in searched.SOURCES:
            searching.register(source)
        searching.register(searchedpartners.SOURCE)
        register_about(asks_about_offices)
        register_panel(PANELS, 10, onplaces.panel)
        register_menu_item(20, _("Campaigns"), _address)

        from amparo.bills.operations.mentions import register_finder
        from amparo.campaigns.billsnamed import asks_naming

        register_finder(asks_naming)


def _address(language: str) -> str:
    with override(language):
        return reverse("campaigns:list")
