"""How far a petition has come, said honestly: paper included, and no bar below ten.

A newcomer's mistake: passing the live count. Pass the batched tally, so that nobody can time one
person's signing.
"""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from amparo.lib.charts import thermometer
from amparo.web.numbers import in_digits

FEW = 10


@dataclass(frozen=True)
class Progress:
    count: int  # paper included
    goal: int = 0
    paper: int = 0

    @property
    def is_small(self) -> bool:
        return self.count < FEW

    @property
    def bar(self) -> SafeString:
        """The thermometer as inline SVG, or nothing where there is no goal."""
        if not self.goal or self.is_small:
            return SafeString("")
        amounts = {"count": in_digits(self.count), "goal": in_digits(self.goal)}
        words = gettext("%(count)s of %(goal)s") % amounts
        title = gettext("Signatures so far")
        drawn = thermometer(self.count, self.goal, paper=self.paper, title=title, words=words)
        return mark_safe(drawn)  # noqa: S308 - lib.charts escapes its words
