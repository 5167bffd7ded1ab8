from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class EvidenceConfig(AppConfig):
    """Registers the foot's link to every figure and its sources."""

    name = "amparo.evidence"

    def ready(self) -> None:
        from amparo.evidence import searched
        from amparo.web import searching
        from amparo.web.menus import register_foot_link

        searching.register(searched.SOURCE)
        register_foot_link(25, _("Figures and their sources"), _address)


def _address(language: str) -> str:
    """Left out while there is nothing to read."""
    from amparo.evidence.models import Claim

    if not Claim.objects.public().exists():
        return ""
    with override(language):
        return reverse("evidence:evidence")
