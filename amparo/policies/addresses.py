"""Addresses of governments: their state's two letters, their name, their number.

A newcomer's mistake: finding one by the words of its address. Names change and repeat; the number
at the end decides, and a page whose words are old sends people on to the new ones.
"""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify

from amparo.places.counties import state_name
from amparo.places.models import AGENCIES, Jurisdiction

COUNTRY = "us"  # where an address has a state's letters, this is the country


def slug_of(place: Jurisdiction) -> str:
    """ "hennepin-county-29"."""
    return f"{slugify(place.name)[:60] or place.kind}-{place.pk}"


def url_of(place: Jurisdiction) -> str:
    """Its page, in the language of the moment; an agency's is that of its government."""
    shown = place.parent if place.kind in AGENCIES and place.parent else place
    return reverse("policies:place", args=[(shown.state or COUNTRY).lower(), slug_of(shown)])


def place_at(state: str, slug: str) -> Jurisdiction | None:
    """The government of an address, whatever its words say."""
    number = slug.rpartition("-")[2]
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        return None
    found = governments().filter(pk=int(number)).first()
    return found if found and (found.state or COUNTRY).lower() == state else None


def within(field: str, place: Jurisdiction) -> Q:
    """Rows whose `field` is this government or an agency of it."""
    agency = Q(**{f"{field}__parent": place, f"{field}__kind__in": AGENCIES})
    return Q(**{field: place}) | agency


def governments() -> QuerySet[Jurisdiction]:
    """All that have a page of their own."""
    return Jurisdiction.objects.exclude(kind__in=AGENCIES).select_related("parent")


def state_of(code: str) -> str:
    """A state's name by the two small letters of an address; "" where there is none such."""
    name = state_name(code.upper())
    return "" if name == code.upper() or code != code.lower() else name
