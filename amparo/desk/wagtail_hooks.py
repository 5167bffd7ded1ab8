"""Where the desk enters Wagtail's admin: addresses, menu, start page, and what is taken away.

Wagtail imports this file by its name.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from amparo.desk import today
from amparo.desk.menu import menu_items

# Of Wagtail's menu: the desk has its own.
TAKEN_AWAY = {"reports", "help", "documents", "snippets", "settings"}


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [path("", include("amparo.desk.urls"))]


@hooks.register("construct_main_menu")
def construct_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in TAKEN_AWAY]
    items += [item for item in menu_items() if item.is_shown(request)]
    items.sort(key=lambda item: item.order)


class Today(Component):
    """What needs this person today, in one screen."""

    name = "today"
    order = 10
    template_name = "desk/today.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return {"todos": today.todos(request.user, timezone.now()), "request": request}


@hooks.register("construct_homepage_panels")
def construct_start_page(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [Today()]


@hooks.register("insert_global_admin_css")
def desk_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))
