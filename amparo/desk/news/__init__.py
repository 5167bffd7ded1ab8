"""News at the desk, posted and changed on a phone without Wagtail's editor."""

from amparo.desk.news import editing, overview

urlpatterns = [*overview.urlpatterns, *editing.urlpatterns]
