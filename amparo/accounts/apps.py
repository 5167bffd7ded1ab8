"""The room of people who log in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Registers the clearing of what is over, and keeps allauth's times as coarse as ours."""

    name = "amparo.accounts"
    verbose_name = _("People who log in")

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added, authenticator_used

        from amparo.accounts.operations import coarsen, sweep
        from amparo.lib import rounds

        rounds.register(rounds.Round("accounts", 3600, sweep))
        authenticator_added.connect(coarsen)
        authenticator_used.connect(coarsen)
