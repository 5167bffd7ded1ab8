"""Tells the rooms below which files of people this room reads, and where its page is."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class OfficialsConfig(AppConfig):
    name = "amparo.officials"
    verbose_name = _("Officials")

    def ready(self) -> None:
        from amparo.officials.kinds import register_kinds
        from amparo.web.menus import register_foot_link

        register_kinds()
        register_foot_link(22, _("Who represents me?"), _address)


def _address(language: str) -> str:
    """Of the page; none while nobody has said in which state the coalition works."""
    from amparo.web.models import Coalition

    with override(language):
        return reverse("officials:represent") if Coalition.here().state else ""
