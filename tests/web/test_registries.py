"""Rooms above add to the menu, the panels and the privacy page; this room imports none of them."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from amparo.web import menus, panels, privacy
from amparo.web.privacy import Kept


@pytest.fixture(autouse=True)
def _own_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menus, "_items", [])
    monkeypatch.setattr(menus, "_foot", [])
    monkeypatch.setattr(menus, "_provider", None)
    monkeypatch.setattr(panels, "_panels", type(panels._panels)(list))
    monkeypatch.setattr(privacy, "_kept", {})


def fill_menu() -> None:
    for order, word in ((30, "news"), (10, "campaigns"), (20, "hidden")):
        menus.register_menu_item(
            order,
            word,
            lambda language, word=word: "" if word == "hidden" else f"/{language}/{word}/",
        )


def test_the_menu_stands_in_order_and_marks_where_one_is() -> None:
    fill_menu()
    items = menus.menu("es", "/es/news/2026/")

    assert [(item.label, item.url, item.is_current) for item in items] == [
        ("campaigns", "/es/campaigns/", False),
        ("news", "/es/news/", True),
    ]


def test_the_organizers_own_menu_leads_and_has_five_words_at_most() -> None:
    fill_menu()
    menus.register_menu(lambda language: [(str(n), f"/{language}/{n}/") for n in range(9)])

    assert len(menus.menu("en", "/en/")) == 5


def test_home_is_current_only_at_home() -> None:
    menus.register_menu(lambda language: [("Home", f"/{language}/")])

    assert menus.menu("en", "/en/")[0].is_current
    assert not menus.menu("en", "/en/news/")[0].is_current


def test_the_foot_has_its_own_lines() -> None:
    menus.register_foot_link(2, "About us", lambda language: f"/{language}/about/")
    menus.register_foot_link(1, "What we keep", lambda language: f"/{language}/privacy/")

    assert menus.foot_links("es")[0] == ("/es/privacy/", "What we keep")


def test_panels_come_in_order_and_the_empty_ones_not_at_all() -> None:
    def say(words: str) -> panels.Render:
        return lambda request, about: words and f"{words} {about}"

    for order, words in ((2, "second"), (1, "first"), (3, "")):
        panels.register_panel("campaign.asks", order, say(words))
    request: HttpRequest = RequestFactory().get("/")

    assert panels.panels("campaign.asks", request, "x") == ["first x", "second x"]
    assert panels.panels("elsewhere", request) == []


def test_what_a_form_keeps_is_said_once() -> None:
    name = Kept("petitions.SignForm", "name", "Name", "to sign", "30 days", is_sealed=True)
    privacy.register_kept(name)

    assert privacy.kept_by("petitions.SignForm") == privacy.kept() == [name]
    with pytest.raises(ValueError, match="already registered"):
        privacy.register_kept(name)
