"""Tells the rooms below that there are sign-on letters."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignonsConfig(AppConfig):
    name = "amparo.signons"
    verbose_name = _("Sign-on letters")

    def ready(self) -> None:
        from amparo.campaigns import takedown
        from amparo.campaigns.kinds import register
        from amparo.signons import keeping, kinds
        from amparo.web.privacy import call_form, register_kept

        takedown.register(kinds.FILES)
        register(
            kinds.LETTERS,
            told={"title": _("Title")},
            folder="signons",
            card_facts_of=kinds.card_facts_of,
            on_stored=kinds.on_stored,
            on_pressed=kinds.on_pressed,
            on_removed=kinds.on_removed,
            on_merged=kinds.on_merged,
        )
        register_kept(*keeping.KEPT)
        for form, words in keeping.CALLED.items():
            call_form(form, words)
