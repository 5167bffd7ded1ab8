"""Addresses of platforms and resolutions."""

from django.urls import URLPattern, path

from amparo.pledges import views

app_name = "pledges"

urlpatterns: list[URLPattern] = [
    path("platforms/<slug:slug>/", views.platform, name="platform"),
    path("platforms/<slug:slug>/planks/<int:number>/", views.plank, name="plank"),
    path("platforms/<slug:slug>/pledges/", views.pledges, name="pledges"),
    path("platforms/<slug:slug>/pledges/<uuid:pk>/", views.pledge, name="pledge"),
    path("platforms/<slug:slug>/answers/", views.answers, name="answers"),
    path("platforms/<slug:slug>/wordings/<slug:text_hash>/", views.wording, name="wording"),
    path("platforms/<slug:slug>/paper/", views.paper, name="paper"),
    path("resolutions/<slug:slug>/", views.REPORTING.page, name="resolution"),
    path("resolutions/<slug:slug>/thanks/", views.REPORTING.thanks, name="reported"),
    path("resolutions/<slug:slug>/kit/", views.kit, name="kit"),
]
