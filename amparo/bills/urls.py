"""Addresses of the room, below a language's prefix."""

from django.urls import path

from amparo.bills import views

app_name = "bills"

_BILL = "bills/<slug:state>/<slug:session>/<slug:key>"

urlpatterns = [
    path("bills/", views.bills, name="bills"),
    path("bills/feed.atom", views.feed, name="feed"),
    path("bills/hearings.ics", views.hearings, name="hearings"),
    path(f"{_BILL}/", views.bill, name="bill"),
    path(f"{_BILL}/compare/", views.compare, name="compare"),
    path(f"{_BILL}/text/<uuid:pk>/", views.text, name="text"),
    path(f"{_BILL}/feed.atom", views.bill_feed, name="bill-feed"),
    path(f"{_BILL}/hearings.ics", views.bill_hearings, name="bill-hearings"),
    path(f"{_BILL}/sheet.pdf", views.sheet, name="sheet"),
]
