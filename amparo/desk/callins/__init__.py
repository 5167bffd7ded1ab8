"""Call-in days at the desk, and what is known of the offices that they call."""

from django.utils.translation import gettext_lazy as _

from amparo.desk import asks, menu, today
from amparo.desk.callins import acts, live, measuring, phones, stances, targets, visits
from amparo.desk.callins.callins import DESK

urlpatterns = [
    *DESK.urlpatterns,
    *targets.urlpatterns,
    *live.urlpatterns,
    *stances.urlpatterns,
    *measuring.urlpatterns,
    *acts.urlpatterns,
    *visits.urlpatterns,
    *phones.urlpatterns,
]


def register() -> None:
    """Tell the desk what needs doing here, and what can be begun."""
    asks.register(DESK)
    roles = (menu.ORGANIZER, menu.VOLUNTEER)
    menu.register_ask(menu.Entry(_("Visits"), "desk:visits", "group", 35, roles))
    today.register(visits.todos)
