"""At the desk: districts, and the files of offices from which they come."""

from django.urls import URLPattern

from amparo.desk.districts import districts, files

urlpatterns: list[URLPattern] = [*districts.urlpatterns, *files.urlpatterns]
