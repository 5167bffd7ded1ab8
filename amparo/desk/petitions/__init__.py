"""Petitions at the desk: what only they have beside desk/asks: paper and the packet."""

from amparo.desk import asks
from amparo.desk.petitions import packets, papers
from amparo.desk.petitions.petitions import DESK

urlpatterns = [
    *DESK.urlpatterns,
    *papers.urlpatterns,
    *packets.urlpatterns,
]


def register() -> None:
    """Tell the desk what needs doing here, and what can be begun."""
    asks.register(DESK)
