"""Addresses of the web room; none has a language in it, for no person reads them."""

from django.urls import path

from amparo.web import media, views

app_name = "web"

urlpatterns = [
    path("challenge/<slug:action_kind>/<uuid:action_id>/", views.new_challenge, name="challenge"),
    path("robots.txt", views.robots, name="robots"),
    path("media/<path:path>", media.send, name="media"),
]
