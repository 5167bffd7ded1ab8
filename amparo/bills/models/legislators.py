"""Members of a legislature whom bills name by a number, whether or not they are officials of ours.

A newcomer's mistake: an official for each. Five hundred people whom nobody here can vote for would
stand among those whom people call.
"""

from datetime import date
from typing import NamedTuple

from django.db import models


class Term(NamedTuple):
    """One term: in which chamber, for whom, of which party, and when where that is known."""

    chamber: str
    district: str
    party: str
    since: str  # ISO 8601, "" where unknown
    until: str

    def holds(self, chamber: str, on: date | None) -> bool:
        """ISO dates sort as they come."""
        is_there = not chamber or self.chamber == chamber
        if on is None or not self.since:
            return is_there
        return is_there and self.since <= on.isoformat() <= (self.until or "9999")


class Legislator(models.Model):
    """Who bears a number of a directory, under her name, with her terms."""

    scheme = models.CharField(max_length=20)  # whose numbers: "bioguide"
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    terms = models.JSONField(default=list)  # [chamber, district, party, since, until], oldest first

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="a_number_is_of_one_member"),
        ]

    class Sensitivity:
        public = ("id", "scheme", "number", "name", "terms")

    def __str__(self) -> str:
        return f"{self.scheme} {self.number}"

    def term_on(self, chamber: str, on: date | None) -> Term | None:
        """The term that she served in that chamber on a day, else the last that is known."""
        terms = [Term(*each) for each in self.terms]
        held = [each for each in terms if each.holds(chamber, on)]
        found = held or terms
        return found[-1] if found else None
