"""Addresses of petitions, below a language's prefix."""

from django.urls import path

from amparo.petitions import views

app_name = "petitions"

urlpatterns = [
    path("petitions/<slug:slug>/", views.SIGNING.page, name="petition"),
    path("petitions/<slug:slug>/thanks/", views.SIGNING.thanks, name="thanks"),
    path("petitions/<slug:slug>/names/", views.names, name="names"),
    path("petitions/<slug:slug>/sheet.pdf", views.sheet, name="sheet"),
]
