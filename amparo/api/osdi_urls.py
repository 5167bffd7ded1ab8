"""Addresses of OSDI, without a language; `?language=` chooses one."""

from django.urls import path, re_path

from amparo.api import osdi_views as views

app_name = "osdi"

_NAME = "(?P<name>petitions|events|forms)"
_PK = "(?P<pk>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"

urlpatterns = [
    path("", views.entry, name="entry"),
    path("people/person_signup_helper/", views.helper, {"name": "people"}, name="person-helper"),
    path(
        "petitions/<uuid:pk>/record_petition_signature_helper/",
        views.helper,
        {"name": "petitions"},
        name="petition-helper",
    ),
    path(
        "events/<uuid:pk>/record_attendance_helper/",
        views.helper,
        {"name": "events"},
        name="event-helper",
    ),
    path(
        "forms/<uuid:pk>/record_submission_helper/",
        views.helper,
        {"name": "forms"},
        name="form-helper",
    ),
    re_path(rf"^{_NAME}/$", views.resources, name="resources"),
    re_path(rf"^{_NAME}/{_PK}/$", views.resource, name="resource"),
]
