"""Addresses of clinics and of providers to refer people to, below a language's prefix."""

from django.urls import path

from amparo.clinics import referring, views

app_name = "clinics"

urlpatterns = [
    path("clinics/code/", views.slip, name="slip"),
    path("clinics/<slug:slug>/<str:on>/", views.day, name="day"),
    path("legal-help/", referring.providers, name="providers"),
    path("legal-help/sheet.pdf", referring.sheet, name="referral-sheet"),
]
