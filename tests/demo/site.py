"""The addresses of a site whose mail can be read, as `amparo demo` serves it."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from amparo.urls import urlpatterns as of_every_site

urlpatterns = [*i18n_patterns(path("", include("amparo.demo.urls"))), *of_every_site]
