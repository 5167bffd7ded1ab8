"""One group for each role, and what Wagtail lets it do.

Wagtail is named by its permissions' codenames only, because this room stands below it. Rooms that
know Wagtail's trees (pages, collections) register a wiring, which is called with the groups.
"""

from collections.abc import Callable, Mapping

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from amparo.accounts.models import Role

GROUP_NAMES = {
    Role.ORGANIZER: "organizers",
    Role.VOLUNTEER: "volunteers",
    Role.ATTORNEY: "attorneys",
}
ORGANIZERS_APPS = ("pages", "wagtailredirects", "simple_translation")

Wiring = Callable[[Mapping[Role, Group]], None]
_wirings: list[Wiring] = []


def register(wiring: Wiring) -> Wiring:
    """Add what else the groups may do. Called at every start: it must bear being run twice."""
    if wiring not in _wirings:
        _wirings.append(wiring)
    return wiring


def group_of(role: str) -> Group:
    return Group.objects.get_or_create(name=GROUP_NAMES[Role(role)])[0]


def fill_groups() -> None:
    """Give each group its permissions, as far as the tables are there. May be run twice."""
    groups = {role: group_of(role) for role in Role}
    for role, group in groups.items():
        group.permissions.set(_permissions_of(role))
    for wiring in _wirings:
        wiring(groups)


def _permissions_of(role: Role) -> list[Permission]:
    wanted = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    if role is Role.ORGANIZER:
        wanted |= Q(content_type__app_label__in=ORGANIZERS_APPS)
        wanted |= Q(content_type__app_label="wagtailcore", content_type__model="collection")
    return list(Permission.objects.filter(wanted))
