"""Who of those who log in hears by mail, once a week, what changed.

A newcomer's mistake: writing to everybody at the desk. Each asks for it, for one state or for all,
and ends it there.
"""

from django.db import models

from amparo.accounts.models import User


class Watch(models.Model):
    """One person's wish. `told_on` is the day up to which she knows."""

    user = models.OneToOneField(User, models.CASCADE, related_name="policy_watch")
    state = models.CharField(max_length=2, blank=True)  # two letters; the whole country without
    told_on = models.DateField()

    class Meta:
        ordering = ["id"]

    class Sensitivity:
        internal = ("id", "user", "state", "told_on")

    def __str__(self) -> str:
        return f"Watch {self.pk}"
