"""The index: few numbers for each stored text and each watched one, found by a b-tree.

A newcomer's mistake: writing these rows one by one through the ORM. `operations.indexing` writes
them by the thousand; that is what makes a whole legislature a matter of a minute.
"""

from django.db import models

from amparo.bills.models import LegalText
from amparo.sightings.models.watching import WatchedText

METHOD = 1  # of reading and hashing; a text that was indexed by an older one is indexed again


class IndexedTextQuerySet(models.QuerySet["IndexedText"]):
    def current(self) -> "IndexedTextQuerySet":
        return self.filter(method=METHOD)


class IndexedText(models.Model):
    """A legal text by a small number, which its postings carry."""

    text = models.OneToOneField(LegalText, models.CASCADE, related_name="indexed")
    method = models.PositiveSmallIntegerField(default=METHOD)
    word_count = models.PositiveIntegerField()
    hash_count = models.PositiveIntegerField()

    objects = IndexedTextQuerySet.as_manager()

    class Sensitivity:
        internal = ("id", "text", "method", "word_count", "hash_count")

    def __str__(self) -> str:
        return f"Indexed text {self.pk}"


class Posting(models.Model):
    """A hash of a stored text, and the word at which it first begins.

    No foreign key: millions of rows are not looked at again when a text is removed; rows of a text
    that is gone are swept by a round.
    """

    pk = models.CompositePrimaryKey("hash", "indexed")
    hash = models.BigIntegerField()
    indexed = models.IntegerField()
    place = models.IntegerField()

    class Sensitivity:
        internal = ("hash", "indexed", "place")

    def __str__(self) -> str:
        return f"Posting {self.hash}"


class WatchedPosting(models.Model):
    """A hash of a watched text, and how much it weighs: 0 for a formula that very many have."""

    watch = models.ForeignKey(WatchedText, models.CASCADE, related_name="postings")
    hash = models.BigIntegerField()
    weight = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["hash", "watch", "weight"], name="watched_hashes")]
        constraints = [
            models.UniqueConstraint(fields=["watch", "hash"], name="a_watch_has_a_hash_once"),
        ]

    class Sensitivity:
        internal = ("id", "watch", "hash", "weight")

    def __str__(self) -> str:
        return f"Watched posting {self.pk}"


class CitedSection(models.Model):
    """A section of the statutes that a stored text codes or cites: the second signal."""

    section = models.CharField(max_length=24)  # "13.021"
    indexed = models.ForeignKey(IndexedText, models.CASCADE, related_name="sections")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "indexed"], name="a_text_cites_a_section_once"
            ),
        ]

    class Sensitivity:
        public = ("section",)
        internal = ("id", "indexed")

    def __str__(self) -> str:
        return self.section


class WatchedSection(models.Model):
    """A section of the statutes that a watched text codes or cites."""

    watch = models.ForeignKey(WatchedText, models.CASCADE, related_name="sections")
    section = models.CharField(max_length=24)

    class Meta:
        indexes = [models.Index(fields=["section", "watch"], name="watched_sections")]
        constraints = [
            models.UniqueConstraint(
                fields=["watch", "section"], name="a_watch_cites_a_section_once"
            ),
        ]

    class Sensitivity:
        public = ("section",)
        internal = ("id", "watch")

    def __str__(self) -> str:
        return self.section
