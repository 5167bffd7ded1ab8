"""Letters to an audience, at the desk: written, looked at, approved, sent, counted."""

from amparo.desk import today
from amparo.desk.asks import register_panel
from amparo.desk.mailouts import (
    approving,
    audience,
    bounced,
    listed,
    looking,
    overview,
    running,
    writing,
)

urlpatterns = [
    *listed.urlpatterns,
    *writing.urlpatterns,
    *audience.urlpatterns,
    *overview.urlpatterns,
    *looking.urlpatterns,
    *approving.urlpatterns,
    *running.urlpatterns,
    *bounced.urlpatterns,
]


def register() -> None:
    """What waits, on the start page; "write to them" on the page of every ask."""
    today.register(listed.todos)
    register_panel(listed.panel)
