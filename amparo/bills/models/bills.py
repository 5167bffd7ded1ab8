"""Bills, what they do in plain words, how they are related, who sponsors them, and their sources.

A newcomer's mistake: changing `title` in an import without asking `by_hand`. A field that a person
corrected is named there, and stays until she lets go of it.
"""

import re
import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from amparo.bills.models.parts import BY_HAND, ByHand, ByHandQuerySet, Chamber
from amparo.bills.models.sessions import Session, letters_of
from amparo.officials.models import Official
from amparo.web.languages import in_language

_LETTERS = re.compile(r"^[A-Z]{2}$")
_NUMBER = re.compile(r"^Bioguide ([A-Z]\d{6})$")  # in the Biographical Directory of Congress


class Position(models.TextChoices):
    """What the coalition thinks of a bill. The empty word: nothing has been said."""

    SUPPORT = "support", _("We support it")
    OPPOSE = "oppose", _("We oppose it")
    WATCH = "watch", _("We watch it")


class Stage(models.TextChoices):
    """Where a bill stands on its road. Computed from its steps (`bills.roads`), kept to filter."""

    INTRODUCED = "introduced", _("Introduced")
    COMMITTEE = "committee", _("In committee")
    FLOOR = "floor", _("On the floor")
    OTHER_CHAMBER = "other_chamber", _("In the other chamber")
    CONFERENCE = "conference", _("In conference")
    GOVERNOR = "governor", _("With the governor")
    LAW = "law", _("Law")
    VETOED = "vetoed", _("Vetoed")
    DEAD = "dead", _("Did not pass")


class BillQuerySet(models.QuerySet["Bill"]):
    def followed(self) -> Self:
        """Those that the coalition follows: they have a public page."""
        return self.filter(is_followed=True)

    def with_words(self) -> Self:
        return self.select_related("session__jurisdiction").prefetch_related("texts")

    def of_state(self, state: str) -> Self:
        return self.filter(session__jurisdiction__state=letters_of(state))


class Bill(models.Model):
    """A proposal in one session. The same number in another session is another bill."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="bills")
    identifier = models.CharField(_("number"), max_length=40)  # as people say it: "SF 1143"
    key = models.SlugField(max_length=40, editable=False)  # "sf1143", made of it (`bills.naming`)
    chamber = models.CharField(_("chamber"), max_length=9, choices=Chamber.choices, blank=True)
    title = models.TextField(_("official title"), blank=True)
    subjects = models.TextField(_("subjects"), blank=True)  # a line each, as its source says
    is_followed = models.BooleanField(_("we follow it"), default=False)
    position = models.CharField(
        _("our position"), max_length=7, choices=Position.choices, blank=True
    )
    stage = models.CharField(max_length=13, choices=Stage.choices, default=Stage.INTRODUCED)
    checked_on = models.DateField(_("checked on"))  # when a source was last seen, changed or not
    by_hand = models.JSONField(default=list, blank=True)  # names of fields that a person corrected

    objects = BillQuerySet.as_manager()

    class Meta:
        ordering = ["-session__first_year", "session", "identifier"]
        indexes = [models.Index(fields=["is_followed", "stage"], name="followed_bills_by_stage")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "key"], name="a_session_has_one_bill_of_a_number"
            ),
        ]

    class Sensitivity:
        public = (
            "id", "session", "identifier", "key", "chamber", "title", "subjects", "is_followed",
            "position", "stage", "checked_on",
        )  # fmt: skip
        internal = ("by_hand",)

    def __str__(self) -> str:
        return self.identifier

    @property
    def words(self) -> "BillText | None":
        """Its plain words in the language of the moment, else in another that has them."""
        return in_language(self.texts.all(), get_language())

    @property
    def name(self) -> str:
        """What we call it: in plain words where we have some, else its official title."""
        words = self.words
        return words.title if words and words.title else self.title


class BillText(models.Model):
    """What a bill does, in plain words of one language, and why we think of it as we do."""

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    title = models.CharField(_("in a few words"), max_length=200)
    summary = models.TextField(_("what it does"), blank=True)
    why = models.TextField(_("why we support, oppose or watch it"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bill", "language"], name="one_bill_text_per_language"),
        ]

    class Sensitivity:
        public = ("id", "bill", "language", "title", "summary", "why")

    def __str__(self) -> str:
        return self.title


class Feed(models.TextChoices):
    """Where records come from."""

    OPENSTATES = "openstates", "Open States"
    LEGISCAN = "legiscan", "LegiScan"
    REVISOR = "revisor", _("Minnesota Revisor")
    FILE = "file", _("a file or pasted text")


class BillSource(models.Model):
    """A bill as one feed knows it: under which id, and the code by which it says "changed"."""

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="sources")
    feed = models.CharField(max_length=10, choices=Feed.choices)
    external_id = models.CharField(max_length=120)
    url = models.URLField(max_length=500, blank=True)
    change_hash = models.CharField(max_length=64, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["feed", "external_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "external_id"], name="a_feed_knows_a_bill_by_one_id"
            ),
        ]

    class Sensitivity:
        public = ("id", "bill", "feed", "external_id", "url", "checked_at")
        internal = ("change_hash",)

    def __str__(self) -> str:
        return self.external_id


class RelationKind(models.TextChoices):
    COMPANION = "companion", _("Companion")
    CONFERENCE = "conference", _("In one conference")
    CARRIED_OVER = "carried_over", _("Carried over from")
    REPLACES = "replaces", _("Takes the place of")
    MOVED = "moved", _("Wording moved to")
    RELATED = "related", _("Related")


class RelationQuerySet(ByHandQuerySet["BillRelation"]):
    pass


class BillRelation(ByHand):
    """`bill` is related to another, which may not be here yet: then only its number is known."""

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    other = models.ForeignKey(
        Bill, models.CASCADE, null=True, blank=True, related_name="related_from"
    )
    other_identifier = models.CharField(max_length=40)
    other_session = models.CharField(max_length=40, blank=True)  # its key; "": of this session

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "other_identifier"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "kind", "other_identifier", "other_session"],
                name="two_bills_are_related_once_in_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(bill=models.F("other")), name="no_bill_is_related_to_itself"
            ),
        ]

    class Sensitivity:
        public = ("id", "bill", "kind", "other", "other_identifier", "other_session")
        internal = BY_HAND

    def __str__(self) -> str:
        return f"{self.bill_id} {self.kind} {self.other_identifier}"


class SponsorRole(models.TextChoices):
    CHIEF = "chief", _("chief author")
    AUTHOR = "author", _("author")
    COMMITTEE = "committee", _("committee")


class SponsorQuerySet(ByHandQuerySet["Sponsor"]):
    pass


class Sponsor(ByHand):
    """Who put a bill forward: an official of ours where we know her, else as printed."""

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="sponsors")
    official = models.ForeignKey(
        Official, models.SET_NULL, null=True, blank=True, related_name="sponsored"
    )
    name = models.CharField(_("name"), max_length=160)  # as printed
    role = models.CharField(max_length=9, choices=SponsorRole.choices, default=SponsorRole.AUTHOR)
    chamber = models.CharField(max_length=9, choices=Chamber.choices, blank=True)
    party = models.CharField(_("party"), max_length=40, blank=True)
    district = models.CharField(_("district"), max_length=20, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = SponsorQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "chamber", "name"], name="a_sponsor_stands_once_on_a_bill"
            ),
        ]

    class Sensitivity:
        public = (
            "id", "bill", "official", "name", "role", "chamber", "party", "district", "order",
        )  # fmt: skip
        internal = BY_HAND

    def __str__(self) -> str:
        return self.name

    @property
    def sits_for_a_state(self) -> bool:
        """A whole one, in the Senate of the country or at large: `district` is its letters."""
        return bool(_LETTERS.match(self.district))

    @property
    def said(self) -> str:
        """Her name; where a bill of Congress told her number alone, that."""
        number = _NUMBER.match(self.name)
        if number is None:
            return self.name
        return gettext("Member of Congress number %(number)s") % {"number": number[1]}
