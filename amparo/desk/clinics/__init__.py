"""Clinics at the desk: appointments of a date, the attorneys' sheet, the directory of providers."""

from django.utils.translation import gettext_lazy as _

from amparo.desk import menu, today
from amparo.desk.asks import register_panel
from amparo.desk.clinics import booking, days, providers, sheets

urlpatterns = [
    *days.urlpatterns,
    *booking.urlpatterns,
    *sheets.urlpatterns,
    *providers.urlpatterns,
]


def register() -> None:
    """Tell the desk what needs doing here, and what can be begun."""
    everybody = (menu.ORGANIZER, menu.VOLUNTEER, menu.ATTORNEY)
    menu.register_ask(menu.Entry(_("Clinic days"), "desk:clinics", "calendar-alt", 50, everybody))
    helpers = (menu.ORGANIZER, menu.VOLUNTEER)
    menu.register_ask(menu.Entry(_("Legal help"), "desk:providers", "help", 55, helpers))
    register_panel(days.panel)
    today.register(days.todos)
    today.register(providers.todos)
