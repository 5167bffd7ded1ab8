"""Who asks by another method than a browser does is refused, before anything is looked at.

The proof of access tries GET and POST for everybody; this asks every view of ours once by the
rest. No database is there: a view that got as far as its own work fails. What allauth answers to a
PUT is its form without a word in it.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

OTHERS = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS")


@pytest.mark.parametrize("method", OTHERS)
def test_no_view_of_ours_answers_another_method(method: str) -> None:
    views = dict(_views(get_resolver(), ()))
    assert len(views) > 400

    assert [name for name, view in views.items() if not _refuses(view, method)] == []


def _refuses(view: Callable[..., Any], method: str) -> bool:
    """Does it answer 405, if need be behind the door where somebody has to log in?"""
    request = RequestFactory().generic(method, "/", headers={"Sec-Fetch-Site": "same-origin"})
    request.user = AnonymousUser()
    while True:
        try:
            answer = view(request)
        except (RuntimeError, TypeError, AttributeError):
            return False  # it began its work: asked the database, missed what stands in its address
        if answer.status_code != 302 or not hasattr(view, "__wrapped__"):
            return bool(answer.status_code == 405)
        view = view.__wrapped__


def _views(
    resolver: URLResolver, spaces: tuple[str, ...]
) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every view of ours by the name of its address."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _views(each, (*spaces, each.namespace) if each.namespace else spaces)
        elif isinstance(each, URLPattern):
            name = ":".join([*spaces, each.name or each.lookup_str])
            if each.lookup_str.startswith("amparo.") or name.startswith("desk:"):
                yield name, each.callback
