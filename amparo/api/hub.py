"""Everything that can be done now, of all kinds and campaigns, as one list that can be narrowed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import QueryDict

from amparo.campaigns.actions import Effort
from amparo.campaigns.kinds import Ask, all_asks, kind_labels
from amparo.web.addresses import with_source

SOON = timedelta(days=7)
SOURCE = "act"  # the source code of whoever comes by the hub


@dataclass(frozen=True)
class Row:
    """An ask in the list, with what is said around it."""

    ask: Ask
    kind: str
    effort: str
    url: str
    closes_soon: bool


@dataclass(frozen=True)
class Choice:
    """How the list is narrowed; empty is everything."""

    campaign: str = ""
    effort: str = ""
    is_soon: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> "Choice":
        """What was asked for; what is no choice is none."""
        effort = query.get("effort", "")
        return cls(
            campaign=query.get("campaign", ""),
            effort=effort if effort in Effort.values else "",
            is_soon=bool(query.get("soon")),
        )

    def __bool__(self) -> bool:
        return bool(self.campaign or self.effort or self.is_soon)


@dataclass(frozen=True)
class Hub:
    rows: list[Row]  # as narrowed
    campaigns: list[tuple[str, str]]  # (slug, title) of those that ask for something now
    total_count: int


def hub_of(choice: Choice, language: str, now: datetime) -> Hub:
    """What is open, the soonest to close or to begin first."""
    asks = [ask for ask in all_asks(language, now) if ask.is_open]
    kinds = kind_labels()
    fitting = sorted((ask for ask in asks if _fits(ask, choice, now)), key=_order)
    campaigns = {ask.campaign_slug: ask.campaign for ask in asks if ask.campaign_slug}
    return Hub(
        rows=[_row(ask, kinds, now) for ask in fitting],
        campaigns=sorted(campaigns.items(), key=lambda pair: pair[1].casefold()),
        total_count=len(asks),
    )


def _fits(ask: Ask, choice: Choice, now: datetime) -> bool:
    return (
        choice.campaign in ("", ask.campaign_slug)
        and choice.effort in ("", ask.effort)
        and (not choice.is_soon or _is_soon(ask, now))
    )


def _row(ask: Ask, kinds: dict[str, str], now: datetime) -> Row:
    return Row(
        ask=ask,
        kind=kinds.get(ask.kind, ""),
        effort=str(Effort(ask.effort).label),
        url=with_source(ask.url, SOURCE),
        closes_soon=_is_soon(ask, now),
    )


def _is_soon(ask: Ask, now: datetime) -> bool:
    """It closes, or what it is about begins, within a week."""
    moments = [each for each in (ask.closes_at, ask.starts_at) if each and each >= now]
    return any(each - now <= SOON for each in moments)


def _order(ask: Ask) -> tuple[bool, float, str]:
    moments = [each for each in (ask.closes_at, ask.starts_at) if each]
    first = min(moments).timestamp() if moments else 0.0
    return (not moments, first, ask.title.casefold())
