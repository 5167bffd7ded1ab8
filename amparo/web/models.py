"""The coalition that runs this installation: one row, and its words in each language.

A newcomer's mistake: `Coalition.objects.get()` in a page. `Coalition.here()` is kept for a few
seconds in each process, because every page shows it.
"""

import time

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

KEPT_SECONDS = 5

_kept: tuple[float, "Coalition"] | None = None


class Coalition(models.Model):
    """Who speaks on every page, and how to reach them. One row; none before `amparo init`."""

    class Tone(models.TextChoices):
        USTED = "usted", _("usted (formal)")
        TU = "tu", _("tú (familiar)")

    only = models.BooleanField(default=True, unique=True, editable=False)
    state = models.CharField(max_length=2, blank=True)  # two letters: MN
    hotline = models.CharField(max_length=20, blank=True)  # E.164: +16125550100
    email = models.EmailField(blank=True)
    mark = models.ImageField(upload_to="coalition/", blank=True)  # square; re-encoded
    tone = models.CharField(max_length=8, choices=Tone.choices, default=Tone.USTED)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="there_is_one_coalition"),
        ]

    class Sensitivity:
        public = {"id", "only", "state", "hotline", "email", "mark", "tone"}

    def __str__(self) -> str:
        return "Coalition"

    @classmethod
    def here(cls) -> "Coalition":
        """The coalition of this installation, at most KEPT_SECONDS old; unsaved where none is."""
        global _kept
        if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
            found = cls.objects.prefetch_related("texts").first() or cls()
            _kept = (time.monotonic(), found)
        return _kept[1]

    @staticmethod
    def forget_kept() -> None:
        """Read the row again at the next page; called after a change."""
        global _kept
        _kept = None

    def text(self, language: str | None = None) -> "CoalitionText":
        """Its words in `language` (by default the page's), else in the site's first language."""
        texts = {text.language: text for text in self.texts.all()} if self.pk else {}
        for code in (language or get_language(), settings.LANGUAGE_CODE, *texts):
            if code in texts:
                return texts[code]
        return CoalitionText(name=settings.WAGTAIL_SITE_NAME)

    @property
    def name(self) -> str:
        return self.text().name

    @property
    def tagline(self) -> str:
        return self.text().tagline


class CoalitionText(models.Model):
    """What the coalition calls itself in one language, and how to join it."""

    coalition = models.ForeignKey(Coalition, related_name="texts", on_delete=models.CASCADE)
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)  # one sentence
    how_to_join = models.TextField(blank=True)
    hotline_hours = models.CharField(max_length=200, blank=True)
    next_meeting = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)  # who we are, at the end of every press release

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["coalition", "language"], name="one_coalition_text_per_language"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Coalition text ({self.language})"


class SearchRow(models.Model):
    """One public page in one language, as the search knows it; its words stand in the index."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=80)
    title = models.TextField()
    path = models.TextField()
    summary = models.TextField(blank=True)
    dated_on = models.DateField(null=True, blank=True)
    about = models.CharField(max_length=40, blank=True, db_index=True)  # a campaign's key
    stamp = models.CharField(max_length=64)  # of all that was read

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "language", "key"], name="a_page_is_found_once_in_a_language"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Search row {self.pk}"
