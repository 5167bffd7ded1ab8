"""What was imported, when, and what it changed; what the worker polls, and how far it is.

A newcomer's mistake: a key of an API in these tables. Keys are in the environment alone (`env.py`).
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amparo.bills.models.bills import Bill, Feed
from amparo.bills.models.sessions import Session


class ImportState(models.TextChoices):
    WAITING = "waiting", _("waiting for the worker")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class ImportRun(models.Model):
    """One import: a file that somebody chose, or one look of the worker at a feed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    feed = models.CharField(max_length=10, choices=Feed.choices)
    what = models.CharField(max_length=200)  # the file's name, or what was asked for
    into = models.ForeignKey(  # for a text that does not say its session itself
        Session, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_by = models.CharField(max_length=150, blank=True)  # who logs in; "": the worker
    state = models.CharField(max_length=7, choices=ImportState.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    done_count = models.PositiveIntegerField(default=0)  # of `total_count` records
    total_count = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)  # {"bills_added": 1, …}
    lines = models.JSONField(default=list, blank=True)  # what changed, a line each, the first 500
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-began_at"]

    class Sensitivity:
        internal = (
            "id", "feed", "what", "into", "started_by", "state", "began_at", "ended_at",
            "done_count", "total_count", "counts", "lines", "error",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Import {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (ImportState.DONE, ImportState.FAILED)


class FeedWatch(models.Model):
    """A session that the worker looks at again and again, at one feed."""

    feed = models.CharField(max_length=10, choices=Feed.choices)
    state = models.CharField(max_length=2)
    session_key = models.CharField(max_length=40, blank=True)  # as the feed names it
    is_on = models.BooleanField(_("look there"), default=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)  # when it last answered whole
    not_before = models.DateTimeField(null=True, blank=True)  # a feed asked us to wait
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    failure = models.CharField(max_length=300, blank=True)  # the last, its code; "" where none
    cursor = models.JSONField(default=dict, blank=True)  # where to go on
    asked_on = models.DateField(null=True, blank=True)
    asked_count = models.PositiveIntegerField(default=0)  # on that day, against the quota
    # who votes in a session, as the feed numbers them: {session: {number: [name, party, district]}}
    people = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["feed", "state", "session_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "state", "session_key"], name="a_session_is_watched_once_at_a_feed"
            ),
        ]

    class Sensitivity:
        public = ("reached_at",)
        internal = (
            "id", "feed", "state", "session_key", "is_on", "tried_at", "not_before", "failures",
            "failure", "cursor", "asked_on", "asked_count", "people",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.feed} {self.state} {self.session_key}"


class FeedTrouble(models.Model):
    """One thing at a feed that could not be read, while everything else went on.

    It is asked for again later and later, and given up in the end (`not_before` is empty then);
    where its feed says that it has changed, it begins anew.
    """

    watch = models.ForeignKey(FeedWatch, models.CASCADE, related_name="troubles")
    name = models.CharField(max_length=200)  # of the item, once in a watch: "bill 77"
    item = models.JSONField()  # to ask for it again (`bills.feeds.items`)
    about = models.CharField(max_length=200, blank=True)  # what people call it: "SF 1143"
    why = models.CharField(max_length=300)  # a code and a place; the desk makes a sentence of it
    tries = models.PositiveSmallIntegerField(default=1)
    tried_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True, blank=True)  # None: given up

    class Meta:
        ordering = ["-tried_at", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["watch", "name"], name="a_thing_at_a_feed_is_in_trouble_once"
            ),
        ]

    class Sensitivity:
        internal = (
            "id", "watch", "name", "item", "about", "why", "tries", "tried_at", "not_before",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class MentionQuerySet(models.QuerySet["Mention"]):
    def of_place(self, kind: str, place_id: object) -> "MentionQuerySet":
        return self.filter(place_kind=kind, place_id=str(place_id))

    def to_look_at(self) -> "MentionQuerySet":
        return self.filter(to_look_since__isnull=False)


class Mention(models.Model):
    """An ask or another text of ours names a bill: (kind, id) as in `evidence.Citation`."""

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="mentions")
    place_kind = models.CharField(max_length=20)  # as registered in `evidence.citing`
    place_id = models.CharField(max_length=40)
    is_linked = models.BooleanField(default=False)  # an organizer bound it; else found in its words
    to_look_since = models.DateField(null=True, blank=True)  # until somebody has looked
    moved_to = models.ForeignKey(
        Bill, models.SET_NULL, null=True, blank=True, related_name="moved_mentions"
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["bill", "place_kind", "place_id"]
        indexes = [models.Index(fields=["place_kind", "place_id"], name="bills_of_a_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "place_kind", "place_id"], name="a_place_names_a_bill_once"
            ),
            models.CheckConstraint(
                condition=Q(moved_to__isnull=True) | Q(to_look_since__isnull=False),
                name="what_moved_waits_to_be_looked_at",
            ),
        ]

    class Sensitivity:
        public = ("id", "bill", "place_kind", "place_id", "is_linked")
        internal = ("to_look_since", "moved_to")

    def __str__(self) -> str:
        return f"Mention {self.pk}"
