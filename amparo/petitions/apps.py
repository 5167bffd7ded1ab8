"""Tells the rooms below that there are petitions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    name = "amparo.petitions"
    verbose_name = _("Petitions")

    def ready(self) -> None:
        from amparo.campaigns.kinds import register
        from amparo.petitions import keeping, kinds
        from amparo.web.privacy import call_form, register_kept

        register(kinds.PETITIONS)
        register_kept(*keeping.KEPT)
        call_form(keeping.FORM, _("When you sign a petition"))
