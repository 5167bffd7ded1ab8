"""What templates of clinics at the desk may say: an hour in words."""

from datetime import time

from django import template
from django.utils.translation import get_language

from amparo.lib.dates import time_in_words

register = template.Library()


@register.filter
def hour_said(at: time) -> str:
    """ "10:30 a.m."."""
    return time_in_words(at, get_language() or "")
