"""Public addresses of who represents whom, below a language's prefix."""

from django.urls import path

from amparo.officials import views

app_name = "officials"

urlpatterns = [
    path("represent/", views.represent, name="represent"),
    path("represent/answers.json", views.answers, name="answers"),
    path("represent/map.json", views.areas, name="map"),
    path("represent/<int:fips>/", views.county, name="county"),
]
