"""What the roles' groups may do in Wagtail's trees of pages and of collections.

Organizers may do everything below the roots; volunteers and attorneys come in and change nothing.
"""

from collections.abc import Mapping

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from amparo.accounts.models import Role

PAGE_PERMISSIONS = (
    "add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page",
)  # fmt: skip
FILE_PERMISSIONS = (
    "add_photograph", "change_photograph", "choose_photograph", "add_document",
    "change_document", "choose_document",
)  # fmt: skip
FILE_APPS = ("pages", "wagtaildocs")


def open_trees(groups: Mapping[Role, Group]) -> None:
    """Let organizers write. May be run twice; does nothing before the trees have roots."""
    group = groups[Role.ORGANIZER]
    root, top = Page.get_first_root_node(), Collection.get_first_root_node()
    if root is None or top is None:
        return
    of_pages = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS
    )
    for permission in of_pages:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    of_files = Permission.objects.filter(
        content_type__app_label__in=FILE_APPS, codename__in=FILE_PERMISSIONS
    )
    for permission in of_files:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=top, permission=permission
        )
