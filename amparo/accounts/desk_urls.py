"""What stands before Wagtail's addresses, so that its own login and account pages never show."""

from django.urls import path

from amparo.accounts import views

urlpatterns = [
    path("login/", views.to_login),
    path("account/", views.to_account),
]
