"""Tells the rooms below that there are platforms, pledges and resolutions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PledgesConfig(AppConfig):
    name = "amparo.pledges"
    verbose_name = _("Platforms and pledges")

    def ready(self) -> None:
        from amparo.campaigns import takedown
        from amparo.campaigns.kinds import register
        from amparo.officials.about import register as register_about
        from amparo.pledges import keeping, kinds, onplaces, searched
        from amparo.pledges.about import pledges_of_offices
        from amparo.policies.shown import PANELS
        from amparo.web import searching
        from amparo.web.panels import register_panel
        from amparo.web.privacy import call_form, register_kept

        searching.register(searched.SOURCE)
        register_panel(PANELS, 20, onplaces.panel)
        register_about(pledges_of_offices)
        takedown.register(kinds.DOCUMENTS)
        register(kinds.PLATFORMS, takes_cards=False)
        register(kinds.RESOLUTIONS, **kinds.REPORTED)
        register_kept(*keeping.KEPT)
        call_form(keeping.FORM, _("When you tell how a resolution went"))
