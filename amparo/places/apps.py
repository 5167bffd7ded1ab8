"""Registers the files that this room reads, and forgets those that nobody stored."""

from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

HOUR = 3600  # seconds
DAY = 24 * HOUR


class PlacesConfig(AppConfig):
    name = "amparo.places"
    verbose_name = _("Places")

    def ready(self) -> None:
        from amparo.lib.rounds import Round, register
        from amparo.places.kinds import register_kinds

        register_kinds()
        register(Round("places.imports", HOUR, _forget_old))
        register(Round("places.outlines", DAY, _outline))


def _forget_old(now: datetime) -> None:
    from amparo.places.operations.importing import forget_old

    forget_old(now)


def _outline(now: datetime) -> None:
    """A boundary may begin or end today."""
    from django.utils import timezone

    from amparo.places.models import Outline
    from amparo.places.operations.outlining import outline

    for state in Outline.objects.values_list("state", flat=True).distinct():
        outline(state, timezone.localdate(now))
