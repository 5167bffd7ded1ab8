"""Sources: where a sentence of fact comes from, cited by everything above.

A newcomer's mistake: correcting a quotation. It stays as printed, errors included; what is wrong
in it is said beside it.
"""

import uuid

from django.db import models


class Source(models.Model):
    """A document, a page or a broadcast that somebody of ours has read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)  # stands in texts, so it never changes
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    quote = models.TextField(blank=True)  # as printed
    language = models.CharField(max_length=8, default="en")  # of the document
    read_on = models.DateField()  # when one of us read it there
    read_by = models.CharField(max_length=150, blank=True)  # who logs in
    # A copy for the day when the address is dead. It is somebody else's work: the desk alone
    # sees it, the public sees the code by which a copy of theirs can be compared.
    archived = models.FileField(upload_to="documents/evidence/", blank=True)
    archived_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["title"]

    class Sensitivity:
        public = (
            "id", "key", "title", "publisher", "published_on", "url", "quote", "language",
            "read_on", "archived_sha256",
        )  # fmt: skip
        internal = ("read_by", "archived")

    def __str__(self) -> str:
        return self.title
