"""The demo's mail, below a language's prefix. Included only where IS_DEMO is set."""

from django.urls import path

from amparo.demo import views

app_name = "demo"

urlpatterns = [
    path("demo-mail/", views.mail, name="mail"),
    path("demo-mail/<slug:name>/", views.letter, name="letter"),
]
