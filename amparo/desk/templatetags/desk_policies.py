"""Facts in words, for the desk's templates."""

from django import template

from amparo.places.lookup import label_of
from amparo.places.models import Jurisdiction
from amparo.policies.models import Fact
from amparo.policies.wording import time_of

register = template.Library()


@register.filter
def time_of_fact(fact: Fact) -> str:
    """From when to when, as exactly as it is known."""
    return time_of(fact)


@register.filter
def place_label(place: Jurisdiction) -> str:
    """As a form takes it: its name and its state."""
    return label_of(place)
