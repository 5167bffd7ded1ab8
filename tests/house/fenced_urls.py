"""The front door below the fence: the addresses of every room that is there, as `amparo.urls`."""

from importlib.util import find_spec

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from amparo.web import errors

UNTRANSLATED = ("amparo.accounts", "amparo.web")
rooms = [app for app in settings.INSTALLED_APPS if app.startswith("amparo.")]

urlpatterns = [
    path("accounts/", include("amparo.accounts.urls")),
    path("desk/", include("amparo.accounts.desk_urls")),
    path("", include("amparo.web.urls")),
    path("", include("amparo.api.outer_urls")),
    path("api/v1/", include("amparo.api.osdi_urls")),
    *i18n_patterns(
        *(
            path("", include(f"{room}.urls"))
            for room in rooms
            if room not in UNTRANSLATED and find_spec(f"{room}.urls")
        ),
        prefix_default_language=True,
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
