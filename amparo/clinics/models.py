"""Clinics with appointments, and the legal providers whom people are referred to.

A newcomer's mistake: looking for the clinic's name and place. The clinic is a gathering of kind
clinic; what stands here is one date of it with its slots. Another: writing down who booked. A
booking says that a slot is taken, and whose card it is; the card opens for attorneys alone.
"""

import uuid
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amparo.gatherings.models import Gathering
from amparo.supporters.models import Keyspace

CHECKED_DAYS = 183  # after which a provider's facts are to be checked again


class Service(models.TextChoices):
    CONSULTATION = "consultation", _("Talking with a lawyer")
    DEFENSE = "defense", _("Defense against deportation")
    DETAINED = "detained", _("People in detention")
    ASYLUM = "asylum", _("Asylum")
    FAMILY = "family", _("Family petitions")
    DACA = "daca", _("DACA")
    TPS = "tps", _("Temporary Protected Status (TPS)")
    VICTIMS = "victims", _("Visas for victims of crimes (U, T, VAWA)")
    CHILDREN = "children", _("Children and young people")
    WORK = "work", _("Work permits")
    CITIZENSHIP = "citizenship", _("Citizenship")
    RIGHTS = "rights", _("Know-your-rights talks")


class Spoken(models.TextChoices):
    """Languages in which people are served: many more than the pages have."""

    EN = "en", _("English")
    ES = "es", _("Spanish")
    SO = "so", _("Somali")
    HMN = "hmn", _("Hmong")
    KAR = "kar", _("Karen")
    AM = "am", _("Amharic")
    OM = "om", _("Oromo")
    AR = "ar", _("Arabic")
    FR = "fr", _("French")
    SW = "sw", _("Swahili")
    PT = "pt", _("Portuguese")
    RU = "ru", _("Russian")
    UK = "uk", _("Ukrainian")
    VI = "vi", _("Vietnamese")
    ZH = "zh", _("Chinese")
    FA = "fa", _("Persian")
    QU = "qu", _("Quichua")
    MAM = "mam", _("Mam")
    OTHER = "other", _("Others, with an interpreter")


class Cost(models.TextChoices):
    FREE = "free", pgettext_lazy("cost", "Free")
    LOW = "low", _("Low cost")
    SLIDING = "sliding", _("By income")
    PAID = "paid", pgettext_lazy("cost", "Paid")


class ProviderQuerySet(models.QuerySet["Provider"]):
    def listed(self) -> "ProviderQuerySet":
        return self.filter(is_listed=True)

    def with_words(self) -> "ProviderQuerySet":
        return self.prefetch_related("texts")

    def unchecked_since(self, day: date) -> "ProviderQuerySet":
        """Listed ones that nobody has checked since that day."""
        return self.listed().filter(checked_on__lt=day)


class Provider(models.Model):
    """An organization or a lawyer's office to refer people to. Public facts; checked by us."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    county = models.CharField(max_length=5, blank=True)  # FIPS code, of the office
    counties = models.JSONField(default=list, blank=True)  # FIPS codes served; none: the state
    services = models.JSONField(default=list)  # Service
    languages = models.JSONField(default=list)  # Spoken
    cost = models.CharField(max_length=8, choices=Cost)
    is_listed = models.BooleanField(default=True)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ProviderQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    class Sensitivity:
        public = (
            "id", "name", "phone", "website", "address", "county", "counties", "services",
            "languages", "cost", "checked_on",
        )  # fmt: skip
        internal = ("is_listed", "checked_by")

    def __str__(self) -> str:
        return self.name

    def serves(self, county: str) -> bool:
        """Does it serve this county? One that names no county serves the whole state."""
        return not self.counties or county in self.counties or county == self.county

    def is_stale(self, today: date) -> bool:
        return self.checked_on < today - timedelta(days=CHECKED_DAYS)


class ProviderText(models.Model):
    """What only words can say of a provider, in one language."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    hours = models.CharField(_("when to call or to come"), max_length=200, blank=True)
    note = models.CharField(_("what people should know"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "language"], name="one_provider_text_per_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "provider", "language", "hours", "note")

    def __str__(self) -> str:
        return f"ProviderText {self.pk}"


class ClinicDayQuerySet(models.QuerySet["ClinicDay"]):
    def with_slots(self) -> "ClinicDayQuerySet":
        """With what every page about a clinic day shows."""
        return self.select_related("gathering__campaign", "keyspace").prefetch_related(
            "slots__booking", "gathering__texts", "gathering__changed_dates__texts"
        )


class ClinicDay(models.Model):
    """One date of a gathering of kind clinic that has appointments.

    `original_on` is the day that the gathering's rule gives, as in amparo.gatherings.dates.
    """

    KIND = "clinic"  # kept in the database with each card, so never changed

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="clinic_days")
    original_on = models.DateField()
    keyspace = models.OneToOneField(Keyspace, models.PROTECT, related_name="+")
    takes_bookings = models.BooleanField(default=False)
    takes_online = models.BooleanField(default=True)  # else by telephone only
    names_tables = models.BooleanField(default=False)  # visitors see with whom, and may choose
    kept_days = models.PositiveSmallIntegerField(default=14)  # after it, until all is shredded
    walk_in_count = models.PositiveIntegerField(default=0)
    # What is left of the bookings when they are shredded
    came_count = models.PositiveIntegerField(default=0)
    absent_count = models.PositiveIntegerField(default=0)

    objects = ClinicDayQuerySet.as_manager()

    class Meta:
        ordering = ["original_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "original_on"], name="a_clinic_has_a_date_once"
            ),
        ]

    class Sensitivity:
        public = (
            "id", "gathering", "original_on", "takes_bookings", "takes_online", "names_tables",
            "kept_days",
        )  # fmt: skip
        internal = ("keyspace", "walk_in_count", "came_count", "absent_count")

    def __str__(self) -> str:
        return f"ClinicDay {self.pk}"


class SlotQuerySet(models.QuerySet["Slot"]):
    def free(self) -> "SlotQuerySet":
        return self.filter(booking__isnull=True)


class Slot(models.Model):
    """Some minutes with one attorney. `table` is how she is called: a name, or "Table 2".

    Only the desk sees it, unless the day names its tables.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(ClinicDay, models.CASCADE, related_name="slots")
    table = models.CharField(max_length=60)
    starts_time = models.TimeField()
    minutes = models.PositiveSmallIntegerField()

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_time", "table"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "table", "starts_time"], name="an_attorney_begins_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="a_slot_lasts_some_minutes"),
        ]

    class Sensitivity:
        public = ("id", "day", "starts_time", "minutes")
        internal = ("table",)

    def __str__(self) -> str:
        return f"Slot {self.pk}"

    @property
    def is_taken(self) -> bool:
        return hasattr(self, "booking")

    @property
    def ends_time(self) -> time:
        end = datetime.combine(date.min, self.starts_time) + timedelta(minutes=self.minutes)
        return end.time()


class Booking(models.Model):
    """That a slot is taken. Who comes stands on her card, which attorneys alone can open.

    `code_hash` is of the code on her slip: who holds the slip may look and cancel.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slot = models.OneToOneField(Slot, models.CASCADE, related_name="booking")
    card_id = models.UUIDField(unique=True)
    code_hash = models.BinaryField(unique=True)
    did_come = models.BooleanField(null=True)

    class Sensitivity:
        internal = ("id", "slot", "card_id", "code_hash", "did_come")

    def __str__(self) -> str:
        return f"booking {self.pk}"
