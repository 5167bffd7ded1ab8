"""Addresses of what announces a thing, below a language's prefix."""

from django.urls import path

from amparo.announcing import views

app_name = "announcing"

_BELOW = "announce/<slug:kind>/<slug:slug>/"

urlpatterns = [
    path(_BELOW, views.page, name="page"),
    path(f"{_BELOW}flyer-<slug:size>/<slug:ink>/<slug:sides>.pdf", views.flyer, name="flyer"),
    path(f"{_BELOW}picture-<slug:shape>.png", views.picture, name="picture"),
]
