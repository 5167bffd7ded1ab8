"""The demo's platform of twelve planks, who pledged to it, and a resolution on its way.

Pledges are bound to the words of their day, so everything is written down in the order of time.
"""

from datetime import date

from amparo.accounts.models import User
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import create_ask, open_ask
from amparo.demo.founding import Offices, Sources
from amparo.demo.words import LANGUAGES, Clock, Told, languages_of, read
from amparo.evidence.models import Source
from amparo.evidence.operations import save_source
from amparo.places.models import Jurisdiction, Kind
from amparo.pledges.kinds import PLATFORMS, RESOLUTIONS
from amparo.pledges.models import Candidate, Platform, Question, Resolution, Scope
from amparo.pledges.operations.planks import PlankFacts, Said, ToRead, add_plank, save_question
from amparo.pledges.operations.pledging import (
    Answered,
    Given,
    Proof,
    note_own_words,
    record_pledge,
    save_candidate,
)
from amparo.pledges.operations.progress import note_step
from amparo.pledges.operations.reporting import report
from amparo.pledges.operations.resolutions import Decision, record_adoption
from amparo.pledges.papers import made, platform_paper

ELECTION = 71  # days from this week's Monday: a Tuesday


def fill_pledges(
    clock: Clock,
    *,
    alma: User,
    campaigns: dict[str, Campaign],
    offices: Offices,
    sources: Sources,
) -> None:
    """Make the platform with all that hangs on it, then the resolution; after their campaign."""
    told = read("platform")
    campaign = campaigns[told["platform"]["campaign"]]
    platform = _platform(clock, alma, campaign, told)
    for each in told["step"]:
        _step(alma, platform, each, sources)
    candidates = {each["key"]: _candidate(clock, alma, each, offices) for each in told["candidate"]}
    for each in told["pledge"]:
        _pledge(clock, alma, platform, candidates[each["by"]], each)
    _own_words(clock, alma, platform, candidates, told["own"])
    _resolution(clock, alma, campaign, platform, told)


def _platform(clock: Clock, alma: User, campaign: Campaign, told: Told) -> Platform:
    about, opened = told["platform"], clock.at(told["platform"]["opens"])
    platform = create_ask(
        Platform,
        campaign,
        facts={"slug": about["slug"]},
        words=_words(clock, about),
        actor=alma.actor,
        now=opened,
    )
    for each in told["plank"]:
        add_plank(platform, _plank(each), actor=alma.actor, now=opened)
    platform = Platform.objects.with_words().get(pk=platform.pk)
    planks = {plank.number: plank for plank in platform.planks.all()}
    for each in told["question"]:
        words = {code: each[code] for code in LANGUAGES}
        save_question(platform, None, words=words, plank=planks[each["plank"]], actor=alma.actor)
    open_ask(platform, actor=alma.actor, now=opened)
    return platform


def _plank(told: Told) -> PlankFacts:
    words = {code: Said(*told[code]) for code in languages_of(told)}
    readings = [ToRead(*each) for each in told.get("reading", [])]
    return PlankFacts(words, told["instrument"], readings)


def _step(alma: User, platform: Platform, told: Told, sources: Sources) -> None:
    note_step(
        platform.planks.get(number=told["plank"]),
        Jurisdiction.objects.get(kind=Kind.STATE),
        stage=told["stage"],
        on=told["on"],
        measure=told["measure"],
        source=sources[told["source"]],
        actor=alma.actor,
    )


def _candidate(clock: Clock, alma: User, told: Told, offices: Offices) -> Candidate:
    office, election_on = offices[told["office"]], clock.day(ELECTION)
    candidate = Candidate(office=office, name=told["name"], election_on=election_on)
    return save_candidate(candidate, actor=alma.actor)


def _pledge(clock: Clock, alma: User, platform: Platform, candidate: Candidate, told: Told) -> None:
    text = platform.text(told["language"])
    if text is None:
        raise LookupError(told["language"])
    given = Given(
        scope=told["scope"],
        wording=platform.wordings.get(text_hash=text.text_hash),
        given_on=clock.day(told["on"]),
        statement=told.get("statement", ""),
        statement_language=told["language"],
        planks=list(platform.planks.filter(number__in=told.get("planks", []))),
        answers=_answers(platform, told) if told["scope"] == Scope.ANSWERS else {},
    )
    file = b"" if "url" in told else _paper(platform, told["language"], clock.day(told["on"]))
    proof = Proof(told["proof"], told.get("url", ""), file, ".pdf" if file else "")
    now = clock.at(told["on"], 18)
    record_pledge(platform, candidate, given, proof=proof, actor=alma.actor, now=now)


def _paper(platform: Platform, language: str, today: date) -> bytes:
    """The sheet that she signed: the platform as it is printed."""
    standing = PLATFORMS.standings.of(platform)
    return made(platform_paper(standing, language, today=today))


def _answers(platform: Platform, told: Told) -> dict[Question, Answered]:
    answers = [Answered(*each) for each in told["answers"]]
    return dict(zip(platform.questions.all(), answers, strict=True))


def _own_words(
    clock: Clock, alma: User, platform: Platform, candidates: dict[str, Candidate], told: Told
) -> None:
    source = Source(
        title=told["title"],
        url=told["url"],
        published_on=clock.day(-50),
        read_on=clock.day(-45),
        language="en",
    )
    note_own_words(
        platform.planks.get(number=told["plank"]),
        candidates[told["by"]],
        quote=told["quote"],
        fit=told["fit"],
        source=save_source(source, actor=alma.actor),
        actor=alma.actor,
    )


def _resolution(
    clock: Clock, alma: User, campaign: Campaign, platform: Platform, told: Told
) -> None:
    about, opened = told["resolution"], clock.at(told["resolution"]["opens"])
    resolution = create_ask(
        Resolution,
        campaign,
        facts={"slug": about["slug"], "platform": platform},
        words=_words(clock, about),
        actor=alma.actor,
        now=opened,
    )
    open_ask(resolution, actor=alma.actor, now=opened)
    for each in told["adoption"]:
        record_adoption(resolution, _decision(clock, resolution, each), actor=alma.actor)
    for each in told["report"]:
        _report(clock, resolution, each)


def _decision(clock: Clock, resolution: Resolution, told: Told) -> Decision:
    return Decision(
        body_kind=told["kind"],
        body_name=told["name"],
        town=told["town"],
        county=told["county"],
        decided_on=clock.day(told["on"]),
        outcome=told["outcome"],
        text_hash=_text_hash(resolution, "en"),
        changes=told.get("changes", ""),
        changes_language="en" if "changes" in told else "",
    )


def _report(clock: Clock, resolution: Resolution, told: Told) -> None:
    """Tell it as the public does: sealed, and waiting to be read."""
    language = told["language"]
    given = {
        "body_name": told["name"],
        "body_kind": told["kind"],
        "town": told["town"],
        "county": told["county"],
        "outcome": told["outcome"],
        "decided_on": min(clock.day(told["on"]), clock.today),
        "changes": told.get("changes", ""),
        "name": told["told_by"],
        "reach": told["reach"],
        "text_hash": _text_hash(resolution, language),
    }
    standing = RESOLUTIONS.standings.of(resolution)
    report(standing, given, language=language, source="", now=clock.now)


def _text_hash(resolution: Resolution, language: str) -> str:
    text = resolution.text(language)
    return text.text_hash if text else ""


def _words(clock: Clock, told: Told) -> dict[str, dict[str, str]]:
    return {
        code: {name: clock.say(said, code) for name, said in told[code].items()}
        for code in languages_of(told)
    }
