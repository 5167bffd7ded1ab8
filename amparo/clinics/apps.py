"""Tells the rooms below that there are clinics and a directory of legal providers."""

from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

HOUR = 3600  # seconds


class ClinicsConfig(AppConfig):
    name = "amparo.clinics"
    verbose_name = _("Clinics")

    def ready(self) -> None:
        from amparo.clinics import keeping, kinds, panels, searched
        from amparo.clinics.operations.days import shred_day
        from amparo.gatherings.announced import register_way
        from amparo.lib.rounds import Round, register
        from amparo.supporters import kinds as supporter_kinds
        from amparo.supporters import retention
        from amparo.web import searching
        from amparo.web.menus import register_foot_link
        from amparo.web.panels import register_panel
        from amparo.web.privacy import call_form, register_kept

        searching.register(searched.SOURCE)
        supporter_kinds.register(kinds.clinic_kind())
        retention.register("clinic bookings", shred_day)
        register(Round("clinics.dates", HOUR, _follow))
        register_kept(*keeping.KEPT)
        call_form(keeping.FORM, _("When you book a time at a clinic"))
        register_panel("gathering.page", 10, panels.book_panel)
        register_way(panels.how_to_come)
        register_foot_link(20, _("Legal help"), _directory)


def _follow(now: datetime) -> None:
    from amparo.audit.actors import WORKER
    from amparo.clinics.operations.days import follow_moved_dates

    follow_moved_dates(actor=WORKER)


def _directory(language: str) -> str:
    from django.urls import reverse

    return reverse("clinics:providers")
