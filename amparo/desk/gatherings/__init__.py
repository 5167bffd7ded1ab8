"""Gatherings at the desk: what every ask has, its dates one by one, and counting on the spot."""

from amparo.desk import asks
from amparo.desk.gatherings import alldates, attendance, dates
from amparo.desk.gatherings.gatherings import DESK, whole

urlpatterns = [
    *DESK.urlpatterns,
    *whole,
    *dates.urlpatterns,
    *alldates.urlpatterns,
    *attendance.urlpatterns,
]


def register() -> None:
    """Tell the desk what needs doing here, and what can be begun."""
    asks.register(DESK)
