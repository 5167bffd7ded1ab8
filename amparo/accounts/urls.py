"""Addresses under /accounts/. Of allauth's views only these exist: there is no sign-up."""

from allauth.account import views as login
from allauth.mfa import urls as second_steps
from django.urls import include, path, re_path

from amparo.accounts import views

own = (
    [
        path("", views.index, name="index"),
        path("sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
        path("sessions/<str:key_hash>/end/", views.end_session, name="end_session"),
        path("invitation/<str:token>/", views.invitation, name="invitation"),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(own)),
    path("login/", login.login, name="account_login"),
    path("logout/", login.logout, name="account_logout"),
    path("closed/", login.account_inactive, name="account_inactive"),
    path("again/", login.reauthenticate, name="account_reauthenticate"),
    path("password/", login.password_change, name="account_change_password"),
    path("password/first/", login.password_set, name="account_set_password"),
    path("password/reset/", login.password_reset, name="account_reset_password"),
    path("password/reset/sent/", login.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-:\w]+)/$",
        login.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        login.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-step/", include(second_steps)),
]
