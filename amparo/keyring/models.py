"""Keys: who can open, what they were granted, the epochs' pairs, and what was removed for good.

All of it is in a database of its own, outside the main backup. A newcomer would seal to
`Holder.sealing_public`: never do. A row can be altered by whoever steals the file, so the keys that
count are those in a grant whose signatures lead to the pinned root (`keyring.chain`).
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HolderKind(models.TextChoices):
    ORGANIZER = "organizer", _("organizer")
    ATTORNEY = "attorney", _("attorney")
    KIT = "kit", _("paper kit")
    CLINIC_KIT = "clinic-kit", _("paper kit of the clinics")


class OpenedBy(models.TextChoices):
    """Whom a keyspace is wrapped to; the kind in the scope of a grant."""

    ORGANIZERS = "organizers", _("organizers")
    ATTORNEYS = "attorneys", _("attorneys")


PAPER = (HolderKind.KIT, HolderKind.CLINIC_KIT)


class HolderQuerySet(models.QuerySet["Holder"]):
    def present(self) -> "HolderQuerySet":
        return self.filter(left_on__isnull=True)

    def of_user(self, user_id: int) -> "HolderQuerySet":
        return self.present().filter(user_id=user_id)


class Holder(models.Model):
    """A person, or a kit on paper, that can unseal. `user_id` is an account of another room."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=HolderKind.choices)
    user_id = models.BigIntegerField(null=True, blank=True)  # none for a kit
    label = models.CharField(_("name"), max_length=120)
    sealing_public = models.BinaryField()
    signing_public = models.BinaryField()
    wrapped_seed = models.BinaryField()  # under the passphrase; empty for a kit
    created_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Holder"]] = HolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("key holder")
        verbose_name_plural = _("key holders")
        ordering = ["created_on", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["user_id"],
                condition=Q(left_on__isnull=True, user_id__isnull=False),
                name="one_living_key_per_account",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind__in=["kit", "clinic-kit"], left_on__isnull=True),
                name="one_living_kit_of_each_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["kit", "clinic-kit"], user_id__isnull=True)
                | Q(kind__in=["organizer", "attorney"], user_id__isnull=False),
                name="a_kit_has_no_account_and_a_person_has_one",
            ),
        ]

    class Sensitivity:
        public = ()
        internal = (
            "id",
            "kind",
            "user_id",
            "label",
            "sealing_public",
            "signing_public",
            "created_on",
            "left_on",
        )
        sealed = ("wrapped_seed",)

    def __str__(self) -> str:
        return f"Key holder {self.pk}"

    @property
    def is_paper(self) -> bool:
        return self.kind in PAPER


class Grant(models.Model):
    """A signed sentence: this holder, with these public keys, may open that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="grants")
    sealing_public = models.BinaryField()  # as compared by voice; these are the keys that count
    signing_public = models.BinaryField()
    opened_by = models.CharField(max_length=10, choices=OpenedBy.choices)
    keyspace_id = models.UUIDField(null=True, blank=True)  # none: every keyspace of that kind
    granted_on = models.DateField()
    signer = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["granted_on", "id"]

    class Sensitivity:
        public = ()
        internal = (
            "id",
            "holder",
            "sealing_public",
            "signing_public",
            "opened_by",
            "keyspace_id",
            "granted_on",
            "signer",
            "signature",
        )
        sealed = ()

    def __str__(self) -> str:
        return f"Grant {self.pk}"


class Revocation(models.Model):
    """This grant no longer counts; of those that its holder signed, `standing` still do."""

    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="revocation")
    standing = models.JSONField(default=list)  # digests, hex

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")

    class Sensitivity:
        public = ()
        internal = ("id", "grant", "standing")
        sealed = ()

    def __str__(self) -> str:
        return f"Revocation {self.pk}"


class EpochQuerySet(models.QuerySet["Epoch"]):
    def living(self) -> "EpochQuerySet":
        """Those whose cards can still be opened."""
        return self.filter(destroyed_on__isnull=True)

    def sealing(self) -> "EpochQuerySet":
        """Those that new cards may be sealed to, as far as the database says."""
        return self.living().filter(ended_on__isnull=True)


class Epoch(models.Model):
    """One month of a keyspace, or part of one: the pair that its cards are sealed to.

    `mac` is made with the runtime key of `boot`; after a reboot it proves nothing, and a new serial
    begins.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    keyspace_id = models.UUIDField()
    opened_by = models.CharField(max_length=10, choices=OpenedBy.choices)
    month = models.DateField()  # its first day
    serial = models.PositiveIntegerField()
    public_key = models.BinaryField()
    boot = models.BinaryField(max_length=16)  # names the runtime key, does not tell it
    mac = models.BinaryField(max_length=32)
    ended_on = models.DateField(null=True, blank=True)  # nothing is sealed to it any more
    destroyed_on = models.DateField(null=True, blank=True)  # nobody can open it any more

    objects: ClassVar[models.Manager["Epoch"]] = EpochQuerySet.as_manager()

    class Meta:
        verbose_name = _("epoch")
        verbose_name_plural = _("epochs")
        ordering = ["keyspace_id", "month", "serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["keyspace_id", "month", "serial"], name="one_epoch_of_each_serial"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_month_is_its_first_day"),
        ]

    class Sensitivity:
        public = ()
        internal = (
            "id",
            "keyspace_id",
            "opened_by",
            "month",
            "serial",
            "public_key",
            "boot",
            "mac",
            "ended_on",
            "destroyed_on",
        )
        sealed = ()

    def __str__(self) -> str:
        return f"Epoch {self.pk}"


class Wrap(models.Model):
    """The private half of an epoch, sealed to one holder. An epoch without a wrap is shredded."""

    epoch = models.ForeignKey(Epoch, on_delete=models.PROTECT, related_name="wraps")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="wraps")
    sealed_private = models.BinaryField()

    class Meta:
        verbose_name = _("wrap")
        verbose_name_plural = _("wraps")
        constraints = [
            models.UniqueConstraint(
                fields=["epoch", "holder"], name="one_wrap_of_an_epoch_per_holder"
            ),
        ]

    class Sensitivity:
        public = ()
        internal = ("id", "epoch", "holder")
        sealed = ("sealed_private",)

    def __str__(self) -> str:
        return f"Wrap {self.pk}"


class Removed(models.Model):
    """A row or page that is gone for good: no backup may bring it back. No date, no name."""

    kind = models.CharField(max_length=40)
    removed_id = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("removed thing")
        verbose_name_plural = _("removed things")
        constraints = [
            models.UniqueConstraint(fields=["kind", "removed_id"], name="a_thing_is_removed_once"),
        ]

    class Sensitivity:
        public = ()
        internal = ("id", "kind", "removed_id")
        sealed = ()

    def __str__(self) -> str:
        return f"Removed {self.pk}"
