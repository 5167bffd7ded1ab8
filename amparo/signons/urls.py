"""Addresses of letters and statements that organizations sign, below a language's prefix."""

from django.urls import path

from amparo.signons import views

app_name = "signons"

urlpatterns = [
    path("letters/<slug:slug>/", views.letter, name="letter"),
    path("letters/<slug:slug>/office/", views.SIGNINGS["office"].page, name="office"),
    path("letters/<slug:slug>/person/", views.SIGNINGS["person"].page, name="person"),
    path("letters/<slug:slug>/thanks/", views.thanks, name="thanks"),
    path("letters/<slug:slug>/signers/", views.signers, name="signers"),
    path("letters/<slug:slug>/print-<int:number>.pdf", views.frozen, name="print"),
]
