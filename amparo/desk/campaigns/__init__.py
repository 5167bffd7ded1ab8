"""Campaigns at the desk: list, one campaign's page, its parts, and cases with their consent."""

from amparo.desk.campaigns import cases, editing, overview, parts

urlpatterns = [
    *overview.urlpatterns,
    *editing.urlpatterns,
    *parts.urlpatterns,
    *cases.urlpatterns,
]
