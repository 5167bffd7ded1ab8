"""What people in office did and said, and what was said when we went to see them.

A newcomer's mistake: changing an act when its meaning changes. An act stands as it was, with its
source; what we think of it is a judgement, and those live with the campaigns' asks.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.accounts.models import User
from amparo.officials.models.offices import Office, Official


class Stance(models.TextChoices):
    """Where an office stands on what we ask, as somebody heard it."""

    FOR = "for", _("for it")
    LEANING = "leaning", _("leaning for it")
    UNDECIDED = "undecided", _("undecided")
    LEANING_AGAINST = "leaning_against", _("leaning against it")
    AGAINST = "against", _("against it")
    UNSAID = "unsaid", _("would not say")


class ActKind(models.TextChoices):
    VOTE = "vote", _("Vote")
    VETO = "veto", _("Veto")
    SIGNED = "signed", _("Signed into law")
    ORDER = "order", _("Order or policy")
    LETTER = "letter", _("Letter")
    STATEMENT = "statement", _("Statement")


class AtOffice(models.Model):
    """Something about an office; with `official`, about the one who held it then."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="%(class)ss")
    official = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        return self.official.name if self.official else self.office.name

    @property
    def title(self) -> str:
        """What an official holds; nothing beside an office's own name."""
        return (self.office.holder_title or self.office.name) if self.official else ""


AT_OFFICE = ("office", "official")


class ActQuerySet(models.QuerySet["Act"]):
    def with_words(self) -> "ActQuerySet":
        return self.select_related("official", "office").prefetch_related("texts", "office__names")

    def of(self, office: Office, official: Official | None = None) -> "ActQuerySet":
        """Those of an office; of one who holds it only hers, and what names nobody."""
        found = self.filter(office=office)
        return found.filter(Q(official=official) | Q(official=None)) if official else found


class Act(AtOffice):
    """A vote, a veto, a letter, a sentence in public: dated, with where we read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=ActKind.choices)
    done_on = models.DateField()
    bill = models.CharField(max_length=40, blank=True)  # its number, as written: "SF 958"
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    checked_on = models.DateField()

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "id"]

    class Sensitivity:
        public = (
            "id", *AT_OFFICE, "kind", "done_on", "bill", "source_title", "source_url",
            "checked_on",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Act {self.pk}"

    def text_in(self, language: str) -> "ActText | None":
        """What it says in `language`, else in the first language that it has."""
        texts = sorted(self.texts.all(), key=lambda text: text.language != language)
        return texts[0] if texts else None

    @property
    def text(self) -> "ActText | None":
        return self.text_in(get_language() or "")


class ActText(models.Model):
    """What was done or said, and what it leaves out, in one language."""

    act = models.ForeignKey(Act, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    what = models.CharField(max_length=300)
    quote = models.TextField(blank=True)  # in its own words
    leaves_out = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "language"], name="one_act_text_per_language"),
        ]

    class Sensitivity:
        public = ("id", "act", "language", "what", "quote", "leaves_out")

    def __str__(self) -> str:
        return f"Act text {self.pk}"


class VisitQuerySet(models.QuerySet["Visit"]):
    def with_names(self) -> "VisitQuerySet":
        return self.select_related("official", "office").prefetch_related("went", "office__names")

    def waiting(self) -> "VisitQuerySet":
        """Those with something still to do."""
        return self.exclude(follows="", next_on=None).filter(followed_on=None)


class Visit(AtOffice):
    """Organizers went to see an office: what was said, and what follows from it.

    Read at the desk only. `went_too` holds a pseudonym or the name of a group, never the public's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visited_on = models.DateField()
    about = models.CharField(max_length=200)
    went = models.ManyToManyField(User, related_name="+", blank=True)
    went_too = models.CharField(max_length=200, blank=True)
    said = models.TextField()
    stance = models.CharField(max_length=16, choices=Stance.choices, blank=True)
    follows = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    followed_on = models.DateField(null=True, blank=True)  # the day on which it was done

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-visited_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gte=F("visited_on")),
                name="what_follows_a_visit_comes_after_it",
            ),
        ]

    class Sensitivity:
        internal = (
            "id", *AT_OFFICE, "visited_on", "about", "went", "went_too", "said",
            "stance", "follows", "next_on", "followed_on",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Visit {self.pk}"
