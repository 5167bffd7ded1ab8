"""The demo's call-in days: whom, scripts, weeks of reports in which an office moves, and a visit.

Every report goes the way of a real one: `report` seals its words and counts the rest.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from amparo.accounts.models import User
from amparo.callins.kinds import CALLINS
from amparo.callins.models import CallIn, CallReport, CallTarget, Outcome
from amparo.callins.operations.judging import judge
from amparo.callins.operations.reporting import Told as Reported
from amparo.callins.operations.reporting import report
from amparo.callins.operations.targets import Whom, set_targets, show_acts
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import close_ask, create_ask, open_ask
from amparo.demo.founding import Offices, Sources
from amparo.demo.words import Clock, Told, languages_of, read
from amparo.officials.models import Act, Visit
from amparo.officials.operations import Told as ActWords
from amparo.officials.operations import save_act, save_visit
from amparo.supporters.models import Card
from amparo.supporters.operations import publish_comment

OUTCOMES = {Outcome.SPOKE: 6, Outcome.VOICEMAIL: 3, Outcome.NO_ANSWER: 2, Outcome.SKIPPED: 1}
OFFICE_OPENS, OFFICE_CLOSES = 8, 17


@dataclass(frozen=True)
class Ground:
    """What the call-in days stand on."""

    clock: Clock
    alma: User
    campaigns: dict[str, Campaign]
    offices: Offices
    share: int  # one call for so many told


def fill_callins(
    clock: Clock,
    *,
    alma: User,
    campaigns: dict[str, Campaign],
    offices: Offices,
    sources: Sources,
    share: int,
) -> None:
    """Make the call-in days with everything that was heard; after their campaigns."""
    ground = Ground(clock, alma, campaigns, offices, share)
    told = read("calls")
    acts = [_act(ground, each, sources) for each in told["act"]]
    for each in told["visit"]:
        _visit(ground, each)
    for each in told["callin"]:
        _callin(ground, each, acts)


def _act(ground: Ground, told: Told, sources: Sources) -> Act:
    source = sources[told["source"]]
    act = Act(
        office=ground.offices[told["office"]],
        kind=told["kind"],
        done_on=told["on"],
        bill=told["bill"],
        source_title=source.title,
        source_url=source.url,
        checked_on=ground.clock.day(-7),
    )
    words = {code: ActWords(**told[code]) for code in languages_of(told)}
    return save_act(act, words=words, actor=ground.alma.actor)


def _visit(ground: Ground, told: Told) -> None:
    visit = Visit(
        office=ground.offices[told["office"]],
        visited_on=ground.clock.day(told["day"]),
        about=told["about"],
        went_too=told["too"],
        said=told["said"],
        stance=told["stance"],
        follows=told["follows"],
        next_on=ground.clock.day(told["next"]),
    )
    save_visit(visit, went=[ground.alma], actor=ground.alma.actor)


def _callin(ground: Ground, told: Told, acts: list[Act]) -> None:
    clock, actor = ground.clock, ground.alma.actor
    first, last = _window(clock, told)
    callin = create_ask(
        CallIn,
        ground.campaigns[told["campaign"]],
        facts={"slug": told["slug"], "bill": told["bill"], "opens_at": first, "closes_at": last},
        words={code: dict(told[code]) for code in languages_of(told)},
        actor=actor,
        now=first,
    )
    _choose(ground, callin, told)
    if told.get("acts"):
        show_acts(callin, acts, actor=actor)
    promise = told.get("promise_hours")
    by = clock.now + timedelta(hours=promise) if promise else None
    open_ask(callin, actor=actor, now=first, promise_by=by)
    _hear(ground, callin, told, first, min(last, clock.now))
    for each in told.get("judgement", []):
        _judge(ground, callin, each)
    if last <= clock.now:
        close_ask(callin, actor=actor, now=last)


def _window(clock: Clock, told: Told) -> tuple[datetime, datetime]:
    if "hours_ago" in told:
        first = clock.now - timedelta(hours=told["hours_ago"])
        return first, clock.now + timedelta(hours=told["closes_hours"])
    opens, closes = told["opens"], told["closes"]
    return clock.ahead(opens, OFFICE_OPENS), clock.ahead(closes, OFFICE_CLOSES)


def _choose(ground: Ground, callin: CallIn, told: Told) -> None:
    whom = [Whom(ground.offices[key]) for key in told["targets"]]
    if "fallback" in told:
        whom.append(Whom(ground.offices[told["fallback"]], is_fallback=True))
    set_targets(callin, whom, actor=ground.alma.actor)


def _hear(ground: Ground, callin: CallIn, told: Told, first: datetime, until: datetime) -> None:
    """Let people call over the window, on weekdays and in office hours."""
    chance = random.Random(told["slug"])  # noqa: S311 - invented calls, alike in every demo
    standing = CALLINS.standings.of(callin)
    targets = {target.office.pk: target for target in callin.targets.with_numbers()}
    heard = {targets[ground.offices[key].pk]: shares for key, shares in told["heard"].items()}
    voices = list(_voices(told))
    moments = _moments(chance, told["calls"] // ground.share or 12, first, until)
    for number, at in enumerate(moments):
        target = chance.choice(list(heard))
        is_last = (at - first) > (until - first) * 0.55
        shares = heard[target]["last" if is_last else "first"]
        language, words, is_published = _said(voices, number, len(moments))
        reported = _reported(chance, shares, words)
        report(standing, target, reported, language=language, source="", now=at)
        if is_published:
            _publish(ground, callin, target, words)


def _moments(chance: random.Random, count: int, first: datetime, until: datetime) -> list[datetime]:
    days = max((timezone.localdate(until) - timezone.localdate(first)).days, 0)
    made: list[datetime] = []
    while len(made) < count:
        day = timezone.localdate(first) + timedelta(days=chance.randint(0, days))
        hour, minute = chance.randint(OFFICE_OPENS, OFFICE_CLOSES - 1), chance.randint(0, 59)
        at = datetime.combine(day, time(hour, minute), timezone.get_current_timezone())
        is_office_hour = day.weekday() < 5 and first <= at < until
        if is_office_hour:
            made.append(at)
        elif days <= 3:  # a window in which few hours or none are office hours
            made.append(first + (until - first) * chance.random())
    return sorted(made)


def _reported(chance: random.Random, shares: dict[str, int], words: str) -> Reported:
    outcome = chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    if words:
        outcome = Outcome.SPOKE
    if outcome != Outcome.SPOKE:
        return Reported(outcome)
    stance = chance.choices(list(shares), list(shares.values()))[0]
    return Reported(outcome, stance, words)


def _voices(told: Told) -> Iterator[tuple[str, str, bool]]:
    """(language, words, was it published?), the published ones first."""
    for kind, texts in told.get("voices", {}).items():
        state, _, language = kind.partition("_")
        for text in texts:
            yield language, text, state == "published"


def _said(voices: list[tuple[str, str, bool]], number: int, count: int) -> tuple[str, str, bool]:
    """Words for some of the calls, spread over the window; the others say nothing."""
    step = max(count // (len(voices) + 1), 1)
    place, rest = divmod(number, step)
    if rest == 0 and 1 <= place <= len(voices):
        return voices[place - 1]
    return ("es" if number % 3 == 0 else "en"), "", False


def _publish(ground: Ground, callin: CallIn, target: CallTarget, words: str) -> None:
    latest = CallReport.objects.filter(callin=callin, target=target).exclude(card_id=None)
    waiting = Card.objects.filter(pk__in=latest.values("card_id"), comment_state="waiting")
    publish_comment(waiting.get(), text=words, actor=ground.alma.actor)


def _judge(ground: Ground, callin: CallIn, told: Told) -> None:
    judge(
        callin.campaign,
        ground.offices[told["office"]],
        None,
        stance=told["stance"],
        sureness=told["sureness"],
        why=told["why"],
        judged_by=ground.alma,
        today=ground.clock.day(told["day"]),
    )
