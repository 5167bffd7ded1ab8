"""Claims and their sources at the desk: written once, cited anywhere by a mark."""

from amparo.campaigns.citations import CAMPAIGN
from amparo.campaigns.kinds import all_kinds
from amparo.desk import today
from amparo.desk.asks import register_panel
from amparo.desk.evidence import claims, listed, overview, places, sources, states

urlpatterns = [
    *overview.urlpatterns,
    *claims.urlpatterns,
    *states.urlpatterns,
    *sources.urlpatterns,
    *places.urlpatterns,
    *listed.urlpatterns,
]


def register() -> None:
    """Places whose claim moved, on the start page; what each ask cites, on its page."""
    today.register(places.todos)
    register_panel(listed.panel)
    for kind in (CAMPAIGN, *(each.code for each in all_kinds())):
        places.register_edit(kind, listed.edit_url_of(kind))
