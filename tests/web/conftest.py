"""A small site of the web room alone, so that its tests need no other room's pages."""

from copy import deepcopy

import pytest
from django.test import Client
from pytest_django import Settings

from amparo.web import menus

SIGN_PAGE = """{% extends "web/base.html" %}{% block title %}Sign{% endblock %}{% block content %}
{% include "web/forms/_summary.html" %}<form method="post" id="sign" novalidate>
{% include "web/forms/_human.html" %}{% include "web/forms/_form.html" %}
<button>Add my name</button></form>{% endblock %}"""


@pytest.fixture
def site(settings: Settings, db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    for registered in ("_items", "_foot"):  # their addresses belong to rooms that are not here
        monkeypatch.setattr(menus, registered, [])
    monkeypatch.setattr(menus, "_provider", None)
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["APP_DIRS"] = False
    templates[0]["OPTIONS"]["loaders"] = [
        ("django.template.loaders.locmem.Loader", {"tests/sign.html": SIGN_PAGE}),
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.web.site"
    return Client(raise_request_exception=False, headers={"sec-fetch-site": "same-origin"})
