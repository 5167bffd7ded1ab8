"""Platforms, pledges and resolutions at the desk."""

from amparo.desk import asks
from amparo.desk.pledges import (
    adoptions,
    candidates,
    overviews,
    planks,
    platforms,
    pledging,
    resolutions,
)

urlpatterns = [
    *platforms.DESK.urlpatterns,
    *planks.urlpatterns,
    *pledging.urlpatterns,
    *candidates.urlpatterns,
    *resolutions.DESK.urlpatterns,
    *adoptions.urlpatterns,
    *overviews.urlpatterns,
]


def register() -> None:
    """Tell the desk what needs doing here, and what can be begun."""
    asks.register(platforms.DESK)
    asks.register(resolutions.DESK)
