"""Public addresses of what governments do with ICE, below a language's prefix."""

from django.urls import path

from amparo.policies import views

app_name = "policies"

urlpatterns = [
    path("policies/", views.start, name="start"),
    path("policies/compare/", views.compare, name="compare"),
    path("policies/programs/", views.all_programs, name="programs"),
    path("policies/programs/<slug:key>/", views.program, name="program"),
    path("policies/<slug:state>/", views.state, name="state"),
    path("policies/<slug:code>/changes/", views.changes, name="changes"),
    path("policies/<slug:code>/facts.<slug:form>", views.download, name="download"),
    path("policies/<slug:code>/<slug:what>.csv", views.table_file, name="table"),
    path("policies/<slug:state>/map.png", views.map_picture, name="map-picture"),
    path("policies/<slug:state>/<slug:slug>/", views.place, name="place"),
    path("policies/<slug:state>/<slug:slug>/picture.png", views.picture, name="picture"),
    path("policies/<slug:state>/<slug:slug>/sheet.pdf", views.sheet, name="sheet"),
]
