"""Addresses of working groups that volunteers join."""

from django.urls import URLPattern, path

from amparo.committees import views

app_name = "committees"

urlpatterns: list[URLPattern] = [
    path("committees/", views.committees, name="list"),
    path("committees/thanks/", views.thanks, name="thanks"),
    path("committees/<slug:slug>/", views.committee, name="committee"),
]
