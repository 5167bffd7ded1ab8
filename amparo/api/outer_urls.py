"""Addresses for other sites and their programs: each says its language, or has none."""

from django.urls import path

from amparo.api import views

app_name = "embeds"

urlpatterns = [
    path("embed/v1.js", views.script, name="script"),
    path("embed/oembed/", views.oembed, name="oembed"),
    path("embed/<path:path>", views.embedded, name="frame"),
]
