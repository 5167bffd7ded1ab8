"""Tells the rooms below that there are call-in days."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallinsConfig(AppConfig):
    name = "amparo.callins"
    verbose_name = _("Call-in days")

    def ready(self) -> None:
        from amparo.callins import keeping, kinds
        from amparo.callins.about import calls_to_offices
        from amparo.callins.operations import reporting
        from amparo.campaigns import kinds as ask_kinds
        from amparo.officials.about import register as register_about
        from amparo.web.privacy import call_form, register_kept

        ask_kinds.register(
            kinds.CALLINS,
            needs_contact=False,
            on_stored=reporting.keep_facts,
            on_removed=reporting.forget_cards,
            apart=kinds.APART,
        )
        register_about(calls_to_offices)
        register_kept(*keeping.KEPT)
        call_form(keeping.FORM, _("When you tell us how a call went"))
