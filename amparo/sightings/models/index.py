"""The index: few numbers for each stored text and each watched one, found by a b-tree.

A newcomer's mistake: a row for each posting. A legislature has ten million, and a tree of them is
written anew with every bill. They are packed by the dozen (`sightings.postings`), so that a whole
legislature is a matter of a minute.
"""

from django.db import models

from amparo.bills.models import LegalText
from amparo.sightings.models.watching import WatchedText

METHOD = 2  # of reading and hashing; a text that was indexed by an older one is indexed again


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


class IndexedWords(models.Model):
    """The words of an indexed text as numbers, 32 bits each: enough to say how much of a watched
    text is there without reading the text itself."""

    indexed = models.OneToOneField(
        IndexedText, models.CASCADE, primary_key=True, related_name="words"
    )
    codes = models.BinaryField()

    class Sensitivity:
        internal = ("indexed", "codes")

    def __str__(self) -> str:
        return f"Words of indexed text {self.pk}"


class Shelf(models.Model):
    """Postings that were packed together, in the order of their hashes; never changed.

    `firsts` has the first hash of each of its blocks; `stamp` is drawn by lot, because an id comes
    again where a transaction is taken back. No foreign key leads to texts: millions of postings are
    not looked at again when one is removed; a round of the worker sweeps.
    """

    stamp = models.BigIntegerField()
    posting_count = models.PositiveIntegerField()
    firsts = models.BinaryField()

    class Sensitivity:
        internal = ("id", "stamp", "posting_count", "firsts")

    def __str__(self) -> str:
        return f"Shelf {self.pk}"


class Block(models.Model):
    """Some postings of a shelf, (hash, indexed text), 12 bytes each. Its id tells where it is."""

    id = models.BigAutoField(primary_key=True)
    data = models.BinaryField()

    class Sensitivity:
        internal = ("id", "data")

    def __str__(self) -> str:
        return f"Block {self.pk}"


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


class WatchedStamp(models.Model):
    """One row, drawn anew when hashes of a watched text change: each process reads them again."""

    stamp = models.BigIntegerField()

    class Sensitivity:
        internal = ("id", "stamp")

    def __str__(self) -> str:
        return "Stamp of the watched texts"


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
