from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Registers the public menu, the foot's links, and the story within a campaign's page."""

    name = "amparo.pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import pre_delete
        from wagtail.models import Page
        from wagtail.signals import page_published

        from amparo.announcing import kinds as announcing_kinds
        from amparo.bills.operations.mentions import register_finder
        from amparo.campaigns import takedown
        from amparo.evidence.citing import register as register_places
        from amparo.lib.rounds import register as register_round
        from amparo.pages import (
            announced,
            billsnamed,
            citing,
            feeding,
            placing,
            scheduling,
            searching,
            takingdown,
        )
        from amparo.web import feeds
        from amparo.web.menus import register_foot_link, register_menu
        from amparo.web.panels import register_panel
        from amparo.web.searching import register as register_source

        takedown.register(takingdown.PART)
        register_source(searching.SOURCE)
        announcing_kinds.register(announced.news_kind())
        announcing_kinds.register(announced.release_kind())
        announcing_kinds.register(announced.brief_kind())
        register_round(scheduling.ROUND)
        register_menu(placing.menu)
        for entries in (feeding.posts, feeding.releases, feeding.briefs):
            feeds.add_entries("news", entries)
        register_foot_link(10, _("What we keep"), placing.privacy_url)
        register_foot_link(20, _("About us"), placing.about_url)
        register_foot_link(22, _("Press"), placing.press_url)
        register_foot_link(24, _("Briefs"), placing.briefs_url)
        register_foot_link(30, _("Search"), placing.search_url)
        register_panel("campaign.story", 10, placing.story)
        register_places(citing.PLACES)
        register_finder(billsnamed.pages_naming)
        page_published.connect(citing.when_published, dispatch_uid="pages.citing")
        pre_delete.connect(citing.when_deleted, sender=Page, dispatch_uid="pages.citing")
