from datetime import datetime

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from amparo.lib.rounds import Round, register

_HOUR = 3600  # seconds


class KeyringConfig(AppConfig):
    name = "amparo.keyring"
    verbose_name = _("Keys")

    def ready(self) -> None:
        register(Round("keyring backup", 6 * _HOUR, _keep_a_week))
        register(Round("runtime store", 600, _sweep_store))


def _keep_a_week(now: datetime) -> None:
    from amparo.keyring.backups import backup_keyring, prune_backups
    from amparo.keyring.scrubbing import scrub_keys

    directory = settings.DATA_DIR / "keyring" / "daily"
    prune_backups(directory, now=now)  # first: on a full disk the others fail
    scrub_keys()
    backup_keyring(directory, now=now)


def _sweep_store(now: datetime) -> None:
    from amparo.keyring.runtime import runtime

    runtime().store.sweep(now)
