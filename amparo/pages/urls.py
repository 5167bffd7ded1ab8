from django.urls import path

from amparo.pages import shelves, views

app_name = "pages"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("news/archive/", shelves.archive, name="news-archive"),
    path("news/tagged/<slug:slug>/", shelves.tagged, name="news-tagged"),
    path("news/by/<slug:slug>/", shelves.signed, name="news-by"),
    path("news/<int:year>/", shelves.year, name="news-year"),
    path("news/<int:year>/<int:month>/", shelves.month, name="news-month"),
    path("press/kit.zip", views.kit, name="kit"),
    path("press/<slug:slug>.pdf", views.release_paper, name="release-pdf"),
    path("briefs/<slug:series>/<slug:slug>.pdf", views.brief_paper, name="brief-pdf"),
]
