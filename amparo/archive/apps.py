from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    """Registers its part of a takedown, before the pages' own."""

    name = "amparo.archive"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("The old site")

    def ready(self) -> None:
        from amparo.archive import takingdown
        from amparo.campaigns import takedown

        takedown.register(takingdown.PART)
