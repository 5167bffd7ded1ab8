"""Press releases and briefs at the desk, written on a phone without Wagtail's editor."""

from amparo.desk import today
from amparo.desk.evidence import places
from amparo.desk.press import briefs, overview, releases
from amparo.desk.press.addresses import edit_url
from amparo.pages import citing

urlpatterns = [*overview.urlpatterns, *releases.urlpatterns, *briefs.urlpatterns]


def register() -> None:
    """What goes out soon or was told to nobody; and where pages that cite are changed."""
    today.register(overview.todos)
    places.register_edit(citing.KIND, edit_url)
