"""An old site at the desk: brought, looked at post by post, published, its addresses led on."""

from amparo.desk import today
from amparo.desk.archive import imports, items

urlpatterns = [*imports.urlpatterns, *items.urlpatterns]


def register() -> None:
    """What waits to be looked at, on the start page."""
    today.register(imports.todos)
