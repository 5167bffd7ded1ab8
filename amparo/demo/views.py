"""The demo's mail, so that a newcomer can press the button in her own letter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import urlize
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from amparo.demo.mailbox import letter_named, letters


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """What was sent lately."""
    return render(request, "demo/mail.html", {"letters": letters()})


@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One letter in its plain words, every address a link."""
    found = letter_named(name)
    if found is None:
        raise Http404
    words = mark_safe(urlize(found.text.strip(), autoescape=True))  # noqa: S308 - escaped by urlize
    return render(request, "demo/letter.html", {"letter": found, "words": words})
