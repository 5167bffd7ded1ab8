"""Facts in templates: their time in words, the address of a government."""

from django import template

from amparo.places.models import Jurisdiction
from amparo.policies.addresses import url_of
from amparo.policies.models import Fact, Part
from amparo.policies.wording import end_of, start_of, time_of

register = template.Library()


@register.filter
def fact_time(fact: Fact) -> str:
    """From when to when, as exactly as it is known."""
    return time_of(fact)


@register.filter
def place_url(place: Jurisdiction) -> str:
    return url_of(place)


@register.filter
def fact_start(fact: Fact) -> str:
    return start_of(fact)


@register.filter
def fact_end(fact: Fact) -> str:
    return end_of(fact)


@register.filter
def part_name(part: Part) -> str:
    """What the program was called on the day on which this happened."""
    return part.program.name_on(part.on)
