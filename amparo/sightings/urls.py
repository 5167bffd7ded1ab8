"""Addresses of the room, below a language's prefix."""

from django.urls import path

from amparo.sightings import views

app_name = "sightings"

urlpatterns = [
    path("provisions/", views.roads, name="roads"),
    path("provisions/<slug:key>/", views.road, name="road"),
    path("provisions/<slug:key>/<uuid:pk>/", views.words, name="words"),
    path("provisions/<slug:key>/sheet.pdf", views.sheet, name="sheet"),
    path("provisions/<slug:key>/road.csv", views.table, name="table"),
]
