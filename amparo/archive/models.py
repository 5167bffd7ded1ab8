"""What came from an old site and waits to be looked at, until it is a page or is left out.

A newcomer's mistake: reading an item's words after it was taken over. They are the page's then, and
nothing of them stays here, so that a page which is taken down leaves no copy behind.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from amparo.campaigns.models import Campaign
from amparo.lib.oldsites import Block
from amparo.lib.oldsites.tongues import MARK, PICTURE
from amparo.pages.models import Photograph

EVERY = PICTURE  # a block of every language of its item
NONE = MARK  # a block that is left out


class State(models.TextChoices):
    NEW = "new", _("to be looked at")
    LOOKED = "looked", pgettext_lazy("old post", "looked at")
    TAKEN = "taken", pgettext_lazy("old post", "on the site")
    LEFT = "left", pgettext_lazy("old post", "left out")


class Import(models.Model):
    """One reading of one file; `left_out` counts what was not brought, by what it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)  # of the file, or of the site where it says its name
    sha256 = models.CharField(max_length=64)
    address = models.CharField(max_length=300, blank=True)  # of the old site
    left_out = models.JSONField(default=dict)
    read_at = models.DateTimeField()
    read_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["-read_at"]

    class Sensitivity:
        internal = {"id", "name", "sha256", "address", "left_out", "read_at", "read_by"}

    def __str__(self) -> str:
        return f"Import {self.pk}"


class OldAuthor(models.Model):
    """Who signed posts there, by the name that readers saw; shown here only as `pen_name`."""

    origin = models.ForeignKey(Import, related_name="authors", on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    pen_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "name"], name="an_old_author_stands_once"),
        ]

    class Sensitivity:
        internal = {"id", "origin", "name", "pen_name"}

    def __str__(self) -> str:
        return f"Old author {self.pk}"


class ItemQuerySet(models.QuerySet["Item"]):
    def waiting(self) -> "ItemQuerySet":
        return self.filter(state=State.NEW)

    def looked_at(self) -> "ItemQuerySet":
        return self.filter(state=State.LOOKED)

    def open(self) -> "ItemQuerySet":
        """Neither on the site nor left out."""
        return self.filter(state__in=(State.NEW, State.LOOKED))

    def in_order(self) -> "ItemQuerySet":
        """As the old site showed them: the newest first."""
        return self.order_by(models.F("posted_on").desc(nulls_last=True), "number", "pk")


class Item(models.Model):
    """One post or page of the old site. Items of one `group` say the same in several languages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    origin = models.ForeignKey(Import, related_name="items", on_delete=models.CASCADE)
    guid = models.CharField(max_length=400, unique=True)
    stamp = models.CharField(max_length=64)  # of all that was read of it
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    is_post = models.BooleanField(default=True)
    number = models.CharField(max_length=20, blank=True)  # of ?p=123
    path = models.CharField(max_length=400, blank=True)  # its old address, without the host
    slug = models.CharField(max_length=200, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=300)
    excerpt = models.TextField(blank=True)
    blocks = models.JSONField(default=list)
    labels = models.JSONField(default=list)
    odd = models.JSONField(default=dict)  # what of it was not understood, counted
    is_sure = models.BooleanField(default=False)  # its language was plain to see
    group = models.UUIDField(default=uuid.uuid4, db_index=True)
    proposed = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    author = models.ForeignKey(OldAuthor, null=True, blank=True, on_delete=models.SET_NULL)
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ItemQuerySet.as_manager()

    class Sensitivity:
        internal = {
            "id", "origin", "guid", "stamp", "state", "is_post", "number", "path", "slug",
            "posted_on", "title", "excerpt", "blocks", "labels", "odd", "is_sure", "group",
            "proposed", "author", "campaign",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"Item {self.pk}"

    @property
    def languages(self) -> list[str]:
        return [piece.language for piece in self.pieces.all()]

    @property
    def is_open(self) -> bool:
        return self.state in (State.NEW, State.LOOKED)

    def blocks_in(self, language: str) -> list[dict[str, Any]]:
        return [each for each in self.blocks if each["language"] in (language, EVERY)]

    def words_in(self, language: str) -> str:
        return "\n".join(_words(self.blocks_in(language)))


class Piece(models.Model):
    """An item in one language; its page once it was taken over."""

    item = models.ForeignKey(Item, related_name="pieces", on_delete=models.CASCADE)
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=250)
    order = models.PositiveSmallIntegerField(default=0)
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "language"], name="an_item_says_it_once_in_a_language"
            ),
        ]

    class Sensitivity:
        internal = {"id", "item", "language", "title", "order", "page"}

    def __str__(self) -> str:
        return f"Piece {self.pk}"


class OldPicture(models.Model):
    """A picture that posts name, made anew when it was read; a photograph once a post has it."""

    origin = models.ForeignKey(Import, related_name="pictures", on_delete=models.CASCADE)
    address = models.CharField(max_length=500)  # as the posts name it
    file = models.ImageField(upload_to="archive/", blank=True)
    photograph = models.ForeignKey(
        Photograph, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address"], name="an_old_picture_is_kept_once"),
        ]

    class Sensitivity:
        internal = {"id", "origin", "address", "file", "photograph"}

    def __str__(self) -> str:
        return f"Old picture {self.pk}"


def as_block(kept: dict[str, Any]) -> Block:
    """A kept block as lib.oldsites knows it."""
    return Block(kept["kind"], kept.get("value", ""), kept.get("photo", {}))


def _words(blocks: Iterable[dict[str, Any]]) -> list[str]:
    return [as_block(each).words for each in blocks]
