"""Addresses of call-in days, below a language's prefix."""

from django.urls import path

from amparo.callins import views

app_name = "callins"

urlpatterns = [
    path("call-ins/<slug:slug>/", views.CALLING.page, name="callin"),
    path("call-ins/<slug:slug>/<int:number>/", views.CALLING.page, name="target"),
    path("call-ins/<slug:slug>/<int:number>/write/", views.write, name="write"),
    path("call-ins/<slug:slug>/<int:number>/letter.pdf", views.letter, name="letter"),
    path("call-ins/<slug:slug>/thanks/", views.CALLING.thanks, name="thanks"),
    path("call-ins/<slug:slug>/sheet.pdf", views.sheet, name="sheet"),
]
