"""Tells the rooms below that there are feeds, embeds and a page of everything to do."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "amparo.api"
    verbose_name = _("Feeds and embeds")

    def ready(self) -> None:
        from amparo.api import entries, placing
        from amparo.web import feeds
        from amparo.web.headlinks import register_head_links
        from amparo.web.menus import register_foot_link, register_menu_item
        from amparo.web.panels import register_panel

        feeds.register(entries.ASKS)
        feeds.register(entries.NEWS)
        feeds.add_entries(entries.ASKS.code, entries.open_asks)
        feeds.add_entries(entries.NEWS.code, entries.updates)
        register_head_links(placing.head_links)
        register_menu_item(10, _("Take action"), placing.hub_url)
        register_foot_link(26, _("Feeds"), placing.feeds_url)
        register_panel("share", 10, placing.embed_panel)
        register_panel("home.main", 10, placing.home_panel)
