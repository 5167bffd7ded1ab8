"""A platform: vision, priorities, numbered planks, and questions for those who want an office.

It is an ask whose act is a pledge: candidates and officials give it, organizers write it down, and
the public's part is to carry a resolution into a body of their own (resolutions.py). A newcomer's
mistake: taking the text row for the whole text. What somebody pledges to is the platform with all
its planks: `bound_words` gathers them, so one comma in one plank is another wording.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.actions import (
    ACTION_PUBLIC,
    ACTION_TEXT_PUBLIC,
    Action,
    ActionQuerySet,
    ActionText,
)
from amparo.web.languages import in_language


class Instrument(models.TextChoices):
    """With what a body decides."""

    ORDINANCE = "ordinance", _("Ordinance")
    DIRECTION = "direction", _("Direction to a department")
    BUDGET = "budget", _("Budget line")
    STATE_LAW = "state_law", _("State law")
    BALLOT = "ballot", _("Amendment by ballot")
    RESOLUTION = "resolution", _("Resolution")
    REFUSAL = "refusal", _("Refusal of funds")
    OTHER = "other", _("Another decision")


class PlatformQuerySet(ActionQuerySet["Platform"]):
    def with_words(self) -> "PlatformQuerySet":
        return super().with_words().prefetch_related("planks__texts", "planks__readings")


class Platform(Action):
    """A set of demands, in the words that candidates and officials pledge to."""

    KIND: ClassVar[str] = "platform"

    objects = PlatformQuerySet.as_manager()

    class Sensitivity:
        public = ACTION_PUBLIC


class PlatformText(ActionText):
    """What a platform says in one language, besides its planks; `body` is the history behind it."""

    NEEDED: ClassVar[tuple[str, ...]] = ("title", "addressee", "ask", "vision")
    BOUND: ClassVar[tuple[str, ...]] = (
        "title", "addressee", "ask", "vision", "priorities", "body",
    )  # fmt: skip

    CITING: ClassVar[tuple[str, ...]] = ("vision", "priorities", "body")

    platform = models.ForeignKey(Platform, related_name="texts", on_delete=models.CASCADE)
    vision = models.TextField(_("vision"), blank=True)
    priorities = models.TextField(_("priorities"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "language"], name="one_platform_text_per_language"
            ),
        ]

    class Sensitivity:
        public = (*ACTION_TEXT_PUBLIC, "platform", "vision", "priorities")

    @property
    def is_complete(self) -> bool:
        """Are its own words there, and those of every plank?"""
        return super().is_complete and all(
            plank.is_said_in(self.language) for plank in self.platform.planks.all()
        )

    @property
    def bound_words(self) -> dict[str, str]:
        """Its own words, then each plank's under its number."""
        planks = {
            f"plank-{plank.number}": plank.words_in(self.language)
            for plank in self.platform.planks.all()
        }
        return super().bound_words | planks

    def label_of(self, part: str) -> str:
        number = part.removeprefix("plank-")
        said = gettext("Plank %(number)s") % {"number": number}
        return said if number != part else super().label_of(part)

    @property
    def words_that_cite(self) -> str:
        """Its own words, then the reasons of every plank, in whichever language they are shown."""
        planks = (plank.any_text(self.language) for plank in self.platform.planks.all())
        return "\n\n".join([super().words_that_cite, *(each.body for each in planks if each)])


class PlankQuerySet(models.QuerySet["Plank"]):
    def with_words(self) -> "PlankQuerySet":
        return self.select_related("platform__campaign").prefetch_related("texts", "readings")


class Plank(models.Model):
    """One demand. Its number is its place; progress and pledges point at the row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    platform = models.ForeignKey(Platform, related_name="planks", on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField()
    instrument = models.CharField(
        _("instrument"), max_length=12, choices=Instrument.choices, default=Instrument.OTHER
    )

    objects = PlankQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "number"],
                name="planks_are_numbered",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="the_first_plank_is_number_one"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Plank {self.number}"

    @property
    def title(self) -> str:
        text = self.any_text()
        return text.title if text else str(self)

    def any_text(self, language: str | None = None) -> "PlankText | None":
        """Its text in `language` (by default the page's), else in the first that it has."""
        return in_language(self.texts.all(), language or get_language())

    def is_said_in(self, language: str) -> bool:
        return any(
            text.language == language and text.title and text.decider for text in self.texts.all()
        )

    def words_in(self, language: str) -> str:
        """All that it says in a language, as a pledge is bound to it; "" where it says nothing."""
        text = next((each for each in self.texts.all() if each.language == language), None)
        if text is None:
            return ""
        return "\n\n".join((text.title, text.body, f"{text.decider} ({self.instrument})"))


class PlankText(models.Model):
    """A demand, its reasons and who decides it, in one language."""

    plank = models.ForeignKey(Plank, related_name="texts", on_delete=models.CASCADE)
    language = models.CharField(max_length=8)
    title = models.CharField(_("the demand"), max_length=200)
    body = models.TextField(_("reasons"), blank=True)
    decider = models.CharField(_("who decides"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plank", "language"], name="one_plank_text_per_language"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Plank text ({self.language})"


class Reading(models.Model):
    """Something to read further about a plank, as it calls itself; titles are not translated."""

    plank = models.ForeignKey(Plank, related_name="readings", on_delete=models.CASCADE)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500, blank=True)
    language = models.CharField(max_length=8, default="en")  # of what one will read

    class Meta:
        ordering = ["order", "id"]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Reading {self.pk}"


class Question(models.Model):
    """A question to candidates; a plank may stand behind it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    platform = models.ForeignKey(Platform, related_name="questions", on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField()
    plank = models.ForeignKey(
        Plank, related_name="questions", null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        ordering = ["number", "id"]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Question {self.number}"

    @property
    def words(self) -> str:
        text = self.any_text()
        return text.words if text else str(self)

    def any_text(self, language: str | None = None) -> "QuestionText | None":
        return in_language(self.texts.all(), language or get_language())


class QuestionText(models.Model):
    """A question in one language."""

    question = models.ForeignKey(Question, related_name="texts", on_delete=models.CASCADE)
    language = models.CharField(max_length=8)
    words = models.CharField(_("question"), max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "language"], name="one_question_text_per_language"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Question text ({self.language})"
