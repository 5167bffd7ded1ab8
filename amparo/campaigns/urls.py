"""Public addresses of campaigns, below a language's prefix."""

from django.urls import path

from amparo.campaigns import views

app_name = "campaigns"

urlpatterns = [
    path("campaigns/", views.campaigns, name="list"),
    path("campaigns/<slug:slug>/", views.campaign, name="page"),
    path("partners/", views.partners, name="partners"),
    path("take-down/", views.take_down, name="take-down"),
    path("take-down/done/", views.taken_down, name="taken-down"),
]
