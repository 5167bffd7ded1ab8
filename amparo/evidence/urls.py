"""Public addresses of the evidence, below a language's prefix."""

from django.urls import path

from amparo.evidence import views

app_name = "evidence"

urlpatterns = [path("evidence/", views.evidence, name="evidence")]
