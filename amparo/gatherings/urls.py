"""Addresses of whatever people come to."""

from django.urls import path

from amparo.gatherings import converters as converters  # registers <day:…>
from amparo.gatherings import views

app_name = "gatherings"

urlpatterns = [
    path("gatherings/", views.gatherings, name="list"),
    path("gatherings/month/", views.month, name="month"),
    path("gatherings/calendar.ics", views.calendar, name="calendar"),
    path("gatherings/of/<slug:campaign>/calendar.ics", views.calendar, name="campaign-calendar"),
    path("gatherings/<slug:slug>/", views.RSVP.page, name="gathering"),
    path("gatherings/<slug:slug>/thanks/", views.RSVP.thanks, name="thanks"),
    path("gatherings/<slug:slug>/calendar.ics", views.one_calendar, name="one-calendar"),
    path("gatherings/<slug:slug>/<day:on>/", views.RSVP_TO_DATE.page, name="occurrence"),
    path("gatherings/<slug:slug>/<day:on>/calendar.ics", views.date_calendar, name="date-calendar"),
    path("coming/<str:link>/", views.coming, name="coming"),
    path("coming/<str:link>/<str:which>/calendar.ics", views.own_calendar, name="own-calendar"),
]
