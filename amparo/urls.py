"""The front door: every address starts here. It includes a room's urls and nothing else of it."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

demo = [path("", include("amparo.demo.urls"))] if settings.IS_DEMO else []

urlpatterns = [
    path("accounts/", include("amparo.accounts.urls")),
    path("desk/", include("amparo.accounts.desk_urls")),  # instead of Wagtail's own login
    path("desk/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("amparo.web.urls")),
    path("", include("amparo.api.outer_urls")),
    path("api/v1/", include("amparo.api.osdi_urls")),
    *i18n_patterns(
        *demo,
        path("", include("amparo.supporters.urls")),
        path("", include("amparo.mailouts.urls")),
        path("", include("amparo.officials.urls")),
        path("", include("amparo.bills.urls")),
        path("", include("amparo.sightings.urls")),
        path("", include("amparo.policies.urls")),
        path("", include("amparo.evidence.urls")),
        path("", include("amparo.petitions.urls")),
        path("", include("amparo.signons.urls")),
        path("", include("amparo.callins.urls")),
        path("", include("amparo.gatherings.urls")),
        path("", include("amparo.clinics.urls")),
        path("", include("amparo.pledges.urls")),
        path("", include("amparo.committees.urls")),
        path("", include("amparo.api.urls")),
        path("", include("amparo.announcing.urls")),
        path("", include("amparo.campaigns.urls")),
        path("", include("amparo.archive.urls")),
        path("", include("amparo.pages.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=True,
    ),
]

handler400 = "amparo.web.errors.bad_request"
handler403 = "amparo.web.errors.forbidden"
handler404 = "amparo.web.errors.not_found"
handler500 = "amparo.web.errors.server_error"
