"""Where other pages lead to roads: a bill's page, and the foot of every page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import override

from amparo.bills.models import Bill
from amparo.sightings.models import Sighting, Tier, WatchedText


def of_bill(request: HttpRequest, bill: Bill) -> SafeString | str:
    """The public roads on which this bill is a stop."""
    seen = Sighting.objects.confirmed().filter(text__bill=bill).exclude(tier=Tier.CITED)
    roads = WatchedText.objects.public().with_words()
    found = roads.filter(pk__in=seen.values("watch")) | roads.filter(stops__bill=bill)
    watches = list(found.distinct())
    if not watches:
        return ""
    return render_to_string("sightings/_of_bill.html", {"watches": watches}, request)


def foot_address(language: str) -> str:
    """Left out while no road is public."""
    if not WatchedText.objects.public().exists():
        return ""
    with override(language):
        return reverse("sightings:roads")
