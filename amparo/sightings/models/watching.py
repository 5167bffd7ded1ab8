"""Watched texts: wording that we look for in every bill, and what it does in plain words.

A newcomer's mistake: changing the body. What was looked for is what was seen: another wording is
another watched text.
"""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.bills.models import LegalText
from amparo.web.languages import in_language


class Origin(models.TextChoices):
    SELECTED = "selected", _("Words selected in a text")
    PASTED = "pasted", _("Pasted")
    MODEL = "model", _("A model bill")


class WatchedTextQuerySet(models.QuerySet["WatchedText"]):
    def watching(self) -> Self:
        return self.filter(ended_on=None)

    def public(self) -> Self:
        return self.filter(is_public=True)

    def unsearched(self) -> Self:
        """Those for which everything stored has not been gone through yet."""
        return self.watching().filter(searched_at=None)

    def with_words(self) -> Self:
        return self.prefetch_related("words")


class WatchedText(models.Model):
    """Some words of law. `body` never changes; offsets of sightings count its characters."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)  # in its address, so it never changes
    body = models.TextField(_("the wording"))
    marks = models.JSONField(default=list, blank=True)  # as of LegalText, within this body
    is_new_only = models.BooleanField(default=False)  # only what a printing underlines
    legislature = models.CharField(max_length=2, blank=True)  # "mn": whose printing it follows
    origin = models.CharField(max_length=8, choices=Origin.choices)
    # Where the words were selected; a text that is removed takes no watch along
    text = models.ForeignKey(
        LegalText, models.SET_NULL, null=True, blank=True, related_name="watched"
    )
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    word_count = models.PositiveIntegerField()
    weight = models.FloatField(default=0)  # of all its hashes together
    is_public = models.BooleanField(_("its road is public"), default=False)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    searched_at = models.DateTimeField(null=True, blank=True)  # everything stored, gone through
    searched_count = models.PositiveIntegerField(default=0)  # texts so far
    to_search_count = models.PositiveIntegerField(default=0)

    objects = WatchedTextQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(end__gt=models.F("start")),
                name="selected_words_have_a_beginning_and_an_end",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "key", "body", "marks", "is_new_only", "legislature", "origin", "text", "start",
            "end", "word_count", "is_public", "began_on", "ended_on",
        )  # fmt: skip
        internal = ("weight", "searched_at", "searched_count", "to_search_count")

    def __str__(self) -> str:
        return self.key

    @property
    def is_watching(self) -> bool:
        return self.ended_on is None

    @property
    def said(self) -> "WatchedWords | None":
        """Its plain words in the language of the moment, else in another that has them."""
        return in_language(self.words.all(), get_language())

    @property
    def name(self) -> str:
        said = self.said
        return said.title if said else self.key


class WatchedWords(models.Model):
    """What a watched text is called, and what it does, in plain words of one language."""

    watch = models.ForeignKey(WatchedText, models.CASCADE, related_name="words")
    language = models.CharField(max_length=8)
    title = models.CharField(_("what we call it"), max_length=120)
    does = models.TextField(_("what it does"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["watch", "language"], name="a_watched_text_is_told_once_in_a_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "watch", "language", "title", "does")

    def __str__(self) -> str:
        return self.title


class Muted(models.Model):
    """ "Not this": words of a watched text that are a formula; alone, they say nothing."""

    watch = models.ForeignKey(WatchedText, models.CASCADE, related_name="muted")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    muted_on = models.DateField()
    who = models.CharField(max_length=150)  # logs in

    class Meta:
        ordering = ["start", "end"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=models.F("start")), name="what_is_muted_has_words"
            ),
            models.UniqueConstraint(
                fields=["watch", "start", "end"], name="the_same_words_are_muted_once"
            ),
        ]

    class Sensitivity:
        internal = ("id", "watch", "start", "end", "muted_on", "who")

    def __str__(self) -> str:
        return f"Muted words {self.pk}"
