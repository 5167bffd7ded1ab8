"""Claims in templates: their figure and their time, in the language of the page."""

from django import template
from django.utils.safestring import SafeString

from amparo.evidence import citing, wording
from amparo.evidence.models import Claim
from amparo.lib.markup import to_html

register = template.Library()


@register.simple_tag
def figure(claim: Claim) -> str:
    return wording.figure(claim, claim.text())


@register.filter
def cited(text: str, notes: citing.Notes) -> SafeString:
    """Prose with numbers for its marks; ask for each piece of a page once, in the page's order."""
    return notes.html(to_html(text))


@register.filter
def without_marks(text: str) -> str:
    """A text in a list or a head, where a note has no place."""
    return citing.without_marks(text)


@register.simple_tag
def time_of(claim: Claim) -> str:
    return wording.time_of(claim)
