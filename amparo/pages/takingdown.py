"""What of pages goes when a campaign is taken down: its stories, and of a case the posts about it.

A newcomer's mistake: `page.delete()` alone. Wagtail's log keeps the titles of what was deleted, old
versions name photographs that no page shows any more, redirects remember the address, and the
deleting of a file is a task whose row keeps the file's name: all of that goes too. Wagtail's index
of references is not asked, because it is written by a task and may be late.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from amparo.campaigns.models import Campaign
from amparo.campaigns.takedown import Gone, Part
from amparo.pages.models import CampaignStory, NewsPage, Photograph
from amparo.pages.models.prose import ProsePage


def name_what_goes(campaign: Campaign) -> list[str | Promise]:
    """Each page by its title, then the photographs that stand nowhere else."""
    pages = _pages_of(campaign)
    lines: list[str | Promise] = [
        gettext("The page “%(title)s” with all its earlier versions.") % {"title": page.title}
        for page in pages
    ]
    lines += [
        gettext("The photograph “%(title)s” in all its sizes.") % {"title": photo.title}
        for photo in _photographs_only_in(pages)
    ]
    return lines


def paths_of(campaign: Campaign) -> list[str]:
    return [page.url for page in _pages_of(campaign) if page.url]


def remove(campaign: Campaign, now: datetime) -> Gone:
    """Delete the pages with versions, log lines, redirects and photographs of their own."""
    pages = _pages_of(campaign)
    gone = Gone(paths=[page.url for page in pages if page.url])
    photographs = _photographs_only_in(pages)
    page_ids = [page.pk for page in pages]
    Redirect.objects.filter(redirect_page_id__in=page_ids).delete()
    for page in pages:
        Page.objects.get(pk=page.pk).specific.delete()
    PageLogEntry.objects.filter(page_id__in=page_ids).delete()
    for photograph in photographs:
        gone.files += _delete_photograph(photograph)
    files = set(gone.files)
    transaction.on_commit(lambda: _forget_tasks(files))
    return gone


def _pages_of(campaign: Campaign) -> list[Any]:
    """Its stories in every language; of a case, the posts about it too."""
    stories = list(CampaignStory.objects.filter(campaign=campaign))
    posts = list(NewsPage.objects.filter(campaign=campaign)) if campaign.is_case else []
    return [*stories, *posts]


def _photographs_only_in(pages: list[Any]) -> list[Photograph]:
    """Photographs in any version of these pages, and in no other page."""
    ids = {found for page in pages for found in _photograph_ids(page)}
    if not ids:
        return []
    others = Page.objects.type(ProsePage).exclude(pk__in=[page.pk for page in pages])
    elsewhere = {found for page in others.specific() for found in _ids_in(page)}
    return list(Photograph.objects.filter(pk__in=ids - elsewhere))


def _photograph_ids(page: Any) -> Iterator[int]:
    """Ids in the page as it stands and in all its versions."""
    yield from _ids_in(page)
    for revision in Revision.objects.for_instance(page):
        yield from _ids_in(revision.as_object())


def _ids_in(page: Any) -> Iterator[int]:
    if getattr(page, "photograph_id", None):
        yield page.photograph_id
    for block in page.body:
        if block.block_type == "photo" and block.value["photograph"]:
            yield block.value["photograph"].pk


def _delete_photograph(photograph: Photograph) -> list[str]:
    """Delete the rows of a photograph and its sizes; return the files that are left to delete."""
    pk = str(photograph.pk)
    files = [photograph.file.name, *(each.file.name for each in photograph.renditions.all())]
    photograph.delete()
    logged = ModelLogEntry.objects.filter(object_id=pk, content_type__app_label="pages")
    logged.filter(content_type__model="photograph").delete()
    return files


def _forget_tasks(files: set[str]) -> None:
    """Delete the tasks that would delete these files: it is done already, and they name them."""
    tasks = DBTaskResult.objects.filter(task_path__endswith="delete_file_from_storage_task")
    for task in tasks:
        if files & {str(each) for each in task.args_kwargs["args"]}:
            task.delete()


PART = Part("pages", name_what_goes=name_what_goes, remove=remove, paths_of=paths_of)
