from datetime import datetime

from django.apps import AppConfig
from django.core.mail.utils import DNS_NAME
from django.utils.translation import gettext_lazy as _

from amparo.lib.rounds import Round, register


class OutboxConfig(AppConfig):
    name = "amparo.outbox"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        from amparo.outbox.messages import mail_domain

        # What we call ourselves to the mail server, instead of the name of this machine.
        DNS_NAME._fqdn = mail_domain()
        register(Round("outbox", 1, _sweep))


def _sweep(now: datetime) -> None:
    from amparo.outbox.sending import sweep

    sweep(now)
