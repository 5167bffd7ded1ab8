"""The log: who did what, when. Entries are added, never changed; each holds the hash before it.

A newcomer would add a foreign key to the account or the campaign: an entry must outlive both, so it
names them by kind and id, in words. Nothing about a supporter belongs here, not even her row's id.
"""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class Immutable(TypeError):
    """An entry of the log is neither changed nor removed."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def by(self, actor_kind: str, actor_id: str) -> "EntryQuerySet":
        return self.filter(actor_kind=actor_kind, actor_id=actor_id)

    def about(self, thing: models.Model) -> "EntryQuerySet":
        return self.filter(about_kind=thing._meta.label_lower, about_id=str(thing.pk))

    def of_room(self, room: str) -> "EntryQuerySet":
        return self.filter(verb__startswith=f"{room}.")

    def update(self, **fields: Any) -> NoReturn:
        raise Immutable

    def delete(self) -> NoReturn:
        raise Immutable


class Entry(models.Model):
    """One act, or one batch of them (`count`)."""

    number = models.PositiveBigIntegerField(primary_key=True)  # from 1, without gaps
    at = models.DateTimeField(_("when"))  # to the second
    verb = models.CharField(_("what"), max_length=60)  # room.verb: "petition.open"
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=40, blank=True)
    actor_label = models.CharField(_("who"), max_length=120)
    about_kind = models.CharField(max_length=60, blank=True)  # a model's label
    about_id = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)  # "" for the first
    hash = models.CharField(max_length=64, unique=True)  # hex

    objects: ClassVar[models.Manager["Entry"]] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="entries_about_a_thing"),
            models.Index(fields=["verb"], name="entries_of_a_verb"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor_kind__in=["person", "command", "worker"]),
                name="an_actor_is_a_person_a_command_or_the_worker",
            ),
        ]

    class Sensitivity:
        public = ()
        internal = (
            "number",
            "at",
            "verb",
            "actor_kind",
            "actor_id",
            "actor_label",
            "about_kind",
            "about_id",
            "count",
            "detail",
            "reason",
            "previous_hash",
            "hash",
        )
        sealed = ()

    def __str__(self) -> str:
        return f"Entry {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not kwargs.get("force_insert"):
            raise Immutable
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable
