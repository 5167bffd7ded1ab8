"""What changed lately, of a state or of the country: a page, and feeds that programs look at.

A newcomer's mistake: telling of a verification. That nothing changed is no news; a fact that came,
ended, was corrected, disputed, settled or withdrawn is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from amparo.places.counties import state_name
from amparo.policies.addresses import COUNTRY, state_of, url_of
from amparo.policies.models import Fact, FactChange, What
from amparo.policies.readings import as_example
from amparo.policies.wording import time_of
from amparo.web.feeds import Entry, Feed

CODE = "policies"
MOST = 100
_ROOT = UUID("6f0d5f0e-7d1f-5f2b-9a57-3c1b7f0f2870")  # of the ids of our entries, for ever


@dataclass(frozen=True)
class Change:
    """One line: what became of which fact."""

    on: date
    what: str
    fact: Fact
    number: int

    @property
    def title(self) -> str:
        """ "Rice County: Detainers honored: never (ended)"."""
        return as_example(self._title) if self.fact.is_example else self._title

    @property
    def _title(self) -> str:
        return _("%(place)s: %(factor)s: %(answer)s (%(what)s)") % {
            "place": self.fact.government.name,
            "factor": self.fact.factor.name,
            "answer": self.fact.value.name,
            "what": What(self.what).label,
        }

    @property
    def summary(self) -> str:
        said = [time_of(self.fact), str(self.fact.get_evidence_display()), self.fact.note]
        return ". ".join(filter(None, said))


def changes(state: str = "", *, since: date | None = None) -> list[Change]:
    """The latest first, a hundred at most; of one state by its two letters."""
    rows = FactChange.objects.told()
    if state:
        rows = rows.filter(fact__government__state=state.upper())
    if since is not None:
        rows = rows.filter(changed_on__gte=since)
    found = list(rows.order_by("-changed_on", "-id")[:MOST])
    facts = _facts(found)
    return [Change(row.changed_on, row.what, facts[row.fact_id], row.pk) for row in found]


def entries_of(state: str, language: str) -> Iterable[Entry]:
    with override(language):
        for change in changes(state):
            posted = timezone.make_aware(datetime.combine(change.on, time(12)))
            yield Entry(
                id=uuid5(_ROOT, str(change.number)),
                title=change.title,
                path=url_of(change.fact.government),
                summary=change.summary,
                language=language,
                posted_at=posted,
                changed_at=posted,
                section=state_name(change.fact.government.state),
            )


def whole_feed() -> Feed:
    """Of the whole country."""
    says = gettext_lazy("What governments began, ended or changed with ICE, each with its source.")
    return Feed(CODE, gettext_lazy("What governments do with ICE"), says, _whole)


def feed_of(code: str) -> Feed | None:
    """Of one state: "policies-mn"."""
    first, _sep, letters = code.partition("-")
    name = state_of(letters) if first == CODE and len(letters) == 2 else ""
    if not name:
        return None

    def entries(language: str, campaign: str, now: datetime) -> Iterable[Entry]:
        return [] if campaign else entries_of(letters, language)

    title = _("What governments do with ICE in %(state)s") % {"state": name}
    return Feed(code, title, title, entries)


def feed_code(code: str) -> str:
    return CODE if code == COUNTRY else f"{CODE}-{code}"


def page_path(code: str) -> str:
    return reverse("policies:changes", args=[code])


def _whole(language: str, campaign: str, now: datetime) -> Iterable[Entry]:
    return [] if campaign else entries_of("", language)


def _facts(rows: Iterable[FactChange]) -> dict[int, Fact]:
    wanted: QuerySet[Fact] = Fact.objects.filter(pk__in={row.fact_id for row in rows})
    return {fact.pk: fact for fact in wanted.with_words()}  # type: ignore[attr-defined]
