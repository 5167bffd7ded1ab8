"""Addresses of this room: those that stand in letters, and the form of the list."""

from django.urls import path

from amparo.supporters import listpages, views

app_name = "supporters"

urlpatterns = [
    path("confirm/<str:link>/", views.confirm, name="confirm"),
    path("yours/<str:link>/", views.yours, name="yours"),
    path("yours/<str:link>/name/", views.name, name="name"),
    path("yours/<str:link>/letters/", listpages.letters, name="letters"),
    path("yours/<str:link>/address/", listpages.address, name="address"),
    path("yours/<str:link>/withdraw/", views.withdraw, name="withdraw"),
    path("leave/<str:link>/", listpages.leave, name="leave"),
    path("gone/", views.gone, name="gone"),
    path("my-letters/", listpages.find, name="find"),
    path("my-letters/sent/", listpages.find_sent, name="find_sent"),
    path("join/", listpages.join, name="join"),
    path("join/thanks/", listpages.join_thanks, name="join_thanks"),
]
