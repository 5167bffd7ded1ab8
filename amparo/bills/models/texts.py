"""Legal texts: versions, amendments and conference reports, each kept whole and never edited.

A newcomer's mistake: correcting a text. A printing is what it was; a better copy is a further row
that `replaces` it. Offsets everywhere count characters of `body`, and of nothing else.
"""

import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amparo.bills.models.bills import Bill
from amparo.bills.models.parts import (
    BY_HAND,
    DATED,
    SOURCED,
    ByHand,
    Chamber,
    Dated,
    DatedQuerySet,
    Sourced,
)

BODY = ("body", "marks", "sha256", "word_count")  # what never changes once it is there


class TextKind(models.TextChoices):
    VERSION = "version", _("Version")
    AMENDMENT = "amendment", _("Amendment")
    CONFERENCE_REPORT = "conference_report", _("Conference report")
    LAW = "law", _("Law as enacted")
    MODEL = "model", _("Model bill")


class LegalTextQuerySet(DatedQuerySet["LegalText"]):
    def without_words(self) -> Self:
        """For lists: an omnibus is megabytes."""
        return self.defer("body", "marks")

    def stored(self) -> Self:
        """Those whose words we have; of others we know only that they exist."""
        return self.exclude(sha256="")

    def unannounced(self) -> Self:
        """Stored, and not all listeners have been told (`bills.texts`)."""
        return self.stored().filter(announced_at=None)


class LegalText(Dated, Sourced, ByHand):
    """One printing. `body` is "" while only its address is known, and is filled once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # None: a model bill that somebody spreads, or a text of no bill of ours
    bill = models.ForeignKey(
        Bill, models.CASCADE, null=True, blank=True, related_name="legal_texts"
    )
    kind = models.CharField(max_length=17, choices=TextKind.choices, default=TextKind.VERSION)
    label = models.CharField(_("what it is called"), max_length=200)  # "2nd engrossment", "A15"
    chamber = models.CharField(max_length=9, choices=Chamber.choices, blank=True)
    language = models.CharField(max_length=8, default="en")
    media_type = models.CharField(max_length=80, blank=True)  # of what was read
    body = models.TextField(blank=True)
    # [[start, end, "new" or "struck"], …]: what the printing underlines and strikes, by offsets
    marks = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of body in UTF-8
    word_count = models.PositiveIntegerField(default=0)
    is_complete = models.BooleanField(default=True)  # False: an excerpt is all that we have
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    stored_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)  # when all listeners had been told

    objects = LegalTextQuerySet.as_manager()

    class Meta:
        ordering = ["bill", F("starts_on").asc(nulls_last=True), "order", "id"]
        indexes = [
            models.Index(fields=["sha256"], name="legal_texts_by_hash"),
            models.Index(fields=["announced_at", "stored_at"], name="legal_texts_to_announce"),
        ]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["bill", "import_key"],
                condition=~Q(import_key=""),
                name="a_bill_has_an_imported_text_once",
            ),
            models.CheckConstraint(
                condition=Q(sha256="", body="") | ~Q(sha256=""), name="a_stored_text_has_its_hash"
            ),
        ]

    class Sensitivity:
        public = (
            "id", *DATED, *SOURCED, "bill", "kind", "label", "chamber", "language", "media_type",
            *BODY, "is_complete", "replaces", "stored_at",
        )  # fmt: skip
        internal = (*BY_HAND, "announced_at")

    def __str__(self) -> str:
        return self.label

    @property
    def is_stored(self) -> bool:
        return bool(self.sha256)

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **more: Any) -> None:
        """Refuse to write over words: only named columns beside them may change."""
        if not self._state.adding and (update_fields is None or {*update_fields} & {*BODY}):
            raise TextIsNeverEdited(self.pk)
        super().save(*args, update_fields=update_fields, **more)


class TextIsNeverEdited(TypeError):
    """A printing is what it was. Store a further text that replaces it."""


class Provision(models.Model):
    """A numbered part of a text, from `start` to `end` of its body."""

    text = models.ForeignKey(LegalText, models.CASCADE, related_name="provisions")
    order = models.PositiveIntegerField()
    number = models.CharField(max_length=80)  # as printed: "Article 2, Sec. 5"
    heading = models.CharField(max_length=300, blank=True)
    statute = models.CharField(max_length=60, blank=True)  # the coded section: "13.021"
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["text", "order"]
        constraints = [
            models.UniqueConstraint(fields=["text", "order"], name="provisions_have_an_order"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_provision_has_words"),
        ]

    class Sensitivity:
        public = ("id", "text", "order", "number", "heading", "statute", "start", "end")

    def __str__(self) -> str:
        return self.number
