"""Sign-on letters at the desk: what only they have beside desk/asks: who signed, lists, prints."""

from amparo.desk import asks
from amparo.desk.signons import endorsements, freezing, merging, pasting, recipients
from amparo.desk.signons.letters import DESK

urlpatterns = [
    *DESK.urlpatterns,
    *recipients.urlpatterns,
    *endorsements.urlpatterns,
    *merging.urlpatterns,
    *pasting.urlpatterns,
    *freezing.urlpatterns,
]


def register() -> None:
    """Tell the desk what needs doing here, and what can be begun."""
    asks.register(DESK)
