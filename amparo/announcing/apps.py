"""The room of whatever goes out to announce an ask; what can be announced is told from above."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnouncingConfig(AppConfig):
    name = "amparo.announcing"
    verbose_name = _("Announcing")
