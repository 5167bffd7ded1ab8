"""What the bill's page says beside what every page may: the hour, and what rooms above add."""

from datetime import time

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from amparo.lib.dates import time_in_words
from amparo.web.panels import panels

register = template.Library()


@register.filter
def hour(at: time) -> str:
    return time_in_words(at, get_language() or "en")


@register.filter
def bare(words: str) -> str:
    """Without the space at its end, which belongs between words and not under a line."""
    return words.rstrip()


@register.simple_tag(takes_context=True)
def bill_panels(context: Context) -> SafeString:
    """What rooms above show at the end of a bill's page: panels of the place "bill"."""
    request = context.get("request")
    shown = panels("bill", request, context.get("bill")) if request is not None else []
    return mark_safe("".join(shown))  # noqa: S308 - ready markup
