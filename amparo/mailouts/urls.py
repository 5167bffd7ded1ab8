"""Addresses of the room: letters as pages, and the link below every letter that ends them."""

from django.urls import path

from amparo.mailouts import views

app_name = "mailouts"

urlpatterns = [
    path("mailings/", views.letters, name="letters"),
    path("mailings/<uuid:pk>/", views.letter, name="letter"),
    path("mailings/<uuid:pk>/leave/<str:link>/", views.leave, name="leave"),
    path("mailings/left/", views.left, name="left"),
]
