"""Addresses of the hub and of feeds, below a language's prefix."""

from django.urls import path

from amparo.api import views

app_name = "api"

urlpatterns = [
    path("act/", views.hub, name="hub"),
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/<slug:code>.<slug:form>", views.feed, name="feed"),
    path("feeds/<slug:campaign>/<slug:code>.<slug:form>", views.feed, name="campaign-feed"),
]
