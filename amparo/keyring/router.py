"""Send the keyring's tables to their own database, and nothing else there."""

from typing import Any

from django.db.models import Model

ALIAS = "keyring"
_APP = "keyring"


class KeyringRouter:
    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return ALIAS if model._meta.app_label == _APP else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == ALIAS) == (app_label == _APP)
