"""What every test of the archive has: a site to bring posts to, and Alma who brings them."""

import gc
import io
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.utils import timezone

from amparo.accounts.models import User
from amparo.archive.bringing import Brought, bring
from amparo.archive.models import Item
from amparo.archive.operations import look_at, take_over
from amparo.lib.oldsites.uploads import Uploads
from tests.archive.exports import Post, wxr
from tests.makers import make_alma, make_site


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def alma(db: None, now: datetime) -> User:
    make_site("Coalition of the Lakes")
    return make_alma(now)


@pytest.fixture
def renditions() -> Iterator[None]:
    """For tests that show pictures: Wagtail leaves the temporary file of a rendition to the garbage
    collector, so it is called while the test still ignores that."""
    yield
    gc.collect()


class Desk:
    """Alma with an old site before her."""

    def __init__(self, alma: User) -> None:
        self.alma = alma

    def bring(self, *posts: Post, uploads: Uploads | None = None) -> Brought:
        file = io.BytesIO(wxr(*posts))
        return bring("old.xml", file, uploads, actor=self.alma.actor, now=timezone.now())

    def item(self, title: str) -> Item:
        return Item.objects.get(title=title)

    def publish(self, *items: Item) -> None:
        for item in items:
            look_at(item, actor=self.alma.actor)
        take_over(items, by=self.alma, now=timezone.now())


@pytest.fixture
def desk(alma: User) -> Desk:
    return Desk(alma)
