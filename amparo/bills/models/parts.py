"""What many tables of the room share: dates that may be windows, sources, and a person's hand.

A newcomer's mistake: overwriting a row that a person corrected. `hand` says whether a row is as its
source gave it; an import leaves rows alone that a person added, changed or took away.
"""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from amparo.lib.dates import DateWindow

M = TypeVar("M", bound=models.Model)


class Chamber(models.TextChoices):
    LOWER = "lower", _("House")
    UPPER = "upper", _("Senate")
    JOINT = "joint", _("Both chambers")
    EXECUTIVE = "executive", _("Governor")


class Hand(models.TextChoices):
    """What a person did with a row. The empty word: nothing, it is as imported."""

    ADDED = "added", _("added by hand")
    CHANGED = "changed", _("corrected by hand")
    REMOVED = "removed", _("taken away by hand")


class ByHandQuerySet(models.QuerySet[M]):
    def kept(self) -> Self:
        """Without what a person took away; such a row stays so that no import brings it back."""
        return self.exclude(hand=Hand.REMOVED)


class ByHand(models.Model):
    """A row that an import wrote, or a person. `import_key` finds it at the next import."""

    hand = models.CharField(max_length=8, choices=Hand.choices, blank=True)
    import_key = models.CharField(max_length=80, blank=True)  # within its bill; "" if by hand

    class Meta:
        abstract = True


class Sourced(models.Model):
    """Where a row was read, and when somebody or something of ours last looked there."""

    source_title = models.CharField(_("where we read it"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    checked_on = models.DateField(_("checked on"))

    class Meta:
        abstract = True


class DatedQuerySet(ByHandQuerySet[M]):
    def by_date(self) -> Self:
        """The oldest first; what has no date comes last."""
        day = Coalesce("starts_on", "ends_on")
        return self.alias(day=day).order_by(F("day").asc(nulls_last=True), "order", "pk")


class Dated(models.Model):
    """When, as exactly as it is known: a day (both equal), a window, or only its end ("before")."""

    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    order = models.PositiveIntegerField(default=0)  # within one day, as the source lists them

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_ends_after_it_starts",
            ),
        ]

    @property
    def window(self) -> DateWindow:
        return DateWindow(self.starts_on, self.ends_on)

    @property
    def sorts_by(self) -> date:
        return self.window.sorts_by


BY_HAND = ("hand", "import_key")
SOURCED = ("source_title", "source_url", "checked_on")
DATED = ("starts_on", "ends_on", "order")
