"""What every page has that is written without Wagtail's editor: versions, and going out.

A newcomer's mistake: changing the page that is out. Its newest version is what somebody wrote last,
here or in Wagtail's editor; that one is changed, and goes out or waits.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from amparo.accounts.models import User
from amparo.audit.operations import record
from amparo.pages.citing import note_page
from amparo.web.pagecache import bump


def newest(pages: Any) -> list[Any]:
    """The pages as they were last saved, in the order of the site's languages."""
    found = {page.language: page.get_latest_revision_as_object() for page in pages}
    return [found[code] for code in settings.SITE_LANGUAGES if code in found]


def new_draft(model: type[Any], parent: Page, key: UUID, title: str, *, slug: str = "") -> Any:
    """A draft below `parent`, in its language, with an address of its own."""
    page = model(
        title=title,
        slug=slug or _slug(parent, title),
        locale=parent.locale,
        translation_key=key,
        live=False,
    )
    parent.add_child(instance=page)
    return page


def save_version(page: Any, by: User) -> None:
    """Keep a version; what was out, or waits to go out, goes on so with this one."""
    was_out = page.live or is_waiting(page)
    revision = page.save_revision(user=by)
    note_page(page)
    if was_out:
        revision.publish(user=by)
        transaction.on_commit(bump)


def is_waiting(page: Page) -> bool:
    """Is it published for an hour that has not come?"""
    return bool(page.revisions.filter(approved_go_live_at__isnull=False).exists())


@transaction.atomic
def send_out(pages: Sequence[Page], *, by: User) -> None:
    """Publish; what is under embargo goes live by itself at its hour."""
    for page in pages:
        page.get_latest_revision_as_object().save_revision(user=by).publish(user=by)
    keys = sorted({str(page.translation_key) for page in pages})
    record("press.send_out", actor=by.actor, count=len(pages), detail={"pages": keys})
    transaction.on_commit(bump)


@transaction.atomic
def take_back(pages: Sequence[Page], *, by: User) -> None:
    """Take it off the site, and out of what waits; the drafts stay."""
    for page in pages:
        page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
        if page.live:
            Page.objects.get(pk=page.pk).specific.unpublish(user=by)
    keys = sorted({str(page.translation_key) for page in pages})
    record("press.take_back", actor=by.actor, count=len(pages), detail={"pages": keys})
    transaction.on_commit(bump)


def _slug(parent: Page, title: str) -> str:
    plain = slugify(title)[:80].strip("-") or "page"
    taken = set(parent.get_children().values_list("slug", flat=True))
    free = (f"{plain}-{at}" for at in range(2, 10_000))
    return plain if plain not in taken else next(each for each in free if each not in taken)
