from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

HOUR = 3600  # seconds


class MailoutsConfig(AppConfig):
    name = "amparo.mailouts"
    verbose_name = _("Letters")

    def ready(self) -> None:
        from amparo.campaigns import takedown
        from amparo.lib.rounds import Round, register
        from amparo.mailouts import emails, keeping, searched, takingdown
        from amparo.web import searching

        register(Round("mailouts", 1, _look_after))
        register(Round("mailouts.bounces", 300, _read_bounces, is_long=True))
        register(Round("mailouts.day", 24 * HOUR, _keep_house))
        takedown.register(takingdown.part())
        searching.register(searched.SOURCE)
        emails.register_writers()
        keeping.register()


def _look_after(now: datetime) -> None:
    from amparo.mailouts.looking_after import look_after

    look_after(now)


def _read_bounces(now: datetime) -> None:
    from amparo.mailouts.postbox import read_returned

    read_returned()


def _keep_house(now: datetime) -> None:
    from amparo.mailouts.leaving import forget_gone
    from amparo.mailouts.operations.running import note_acted

    note_acted()
    forget_gone()
