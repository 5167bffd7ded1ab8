"""Bills at the desk: added and corrected by hand, imported, bound to asks."""

from amparo.desk import today
from amparo.desk.bills import asking, editing, imports, legaltexts, overview, parts

urlpatterns = [
    *overview.urlpatterns,
    *editing.urlpatterns,
    *imports.urlpatterns,
    *asking.urlpatterns,
    *legaltexts.urlpatterns,
    *parts.urlpatterns,
]


def register() -> None:
    """Texts of ours that name a bill whose wording moved, on the start page."""
    today.register(asking.todos)
