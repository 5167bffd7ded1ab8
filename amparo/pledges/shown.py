"""What the public pages of platforms and resolutions show, gathered for their templates.

A newcomer's mistake: a word that reads as an endorsement by the coalition. Pages say what a
candidate said, when, and how we know; never what to think of her.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from amparo.campaigns import anatomy
from amparo.campaigns.actions import asks
from amparo.campaigns.citations import sources_of
from amparo.campaigns.models import Wording
from amparo.campaigns.standing import Standing
from amparo.evidence.citing import Notes, notes_for
from amparo.lib.markup import to_html
from amparo.places.models import Jurisdiction
from amparo.pledges.comparing import Cell, Row, Shown, compare, own_words_of
from amparo.pledges.kinds import PLATFORMS, RESOLUTIONS
from amparo.pledges.models import (
    Answer,
    Plank,
    PlankText,
    Platform,
    PlatformText,
    Pledge,
    Question,
    QuestionText,
    Resolution,
    Stage,
    Step,
    Verdict,
)
from amparo.pledges.onmap import passed_map

Stands = Mapping[Any, list[Step]]  # by plank: where it has come to, one step a government


@dataclass(frozen=True, slots=True)
class ShownPlank:
    """A plank with the words that a page in one language shows."""

    plank: Plank
    text: PlankText
    body_html: SafeString
    stands: list[Step]  # where it has come to, one step a government
    pledged_count: int

    @property
    def url(self) -> str:
        return reverse("pledges:plank", args=[self.plank.platform.slug, self.plank.number])


@dataclass(frozen=True, slots=True)
class Road:
    """What happened to a plank in one government, the first thing first."""

    jurisdiction: Jurisdiction
    steps: list[Step]

    @property
    def last(self) -> Step:
        return self.steps[-1]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that was said to it."""

    question: Question
    text: QuestionText
    answers: list[Answer]

    @property
    def given(self) -> list[Answer]:
        return [each for each in self.answers if each.verdict != Verdict.NONE]

    @property
    def left_open(self) -> list[Answer]:
        return [each for each in self.answers if each.verdict == Verdict.NONE]


def frame_context(standing: Standing[Platform], language: str) -> dict[str, Any]:
    """What every page about a platform shows: its words, its campaign, where its pages are."""
    platform = standing.action
    found = standing.text_in(language)
    if found is None:
        raise LookupError("a published platform without a text")
    slug = platform.slug
    return {
        "platform": platform,
        "text": found[0],
        "text_hash": found[1],
        "is_case": platform.campaign.is_case,
        "campaign_title": platform.campaign.title,
        "campaign_url": reverse("campaigns:page", args=[platform.campaign.slug]),
        "platform_url": reverse("pledges:platform", args=[slug]),
        "pledges_url": reverse("pledges:pledges", args=[slug]),
        "answers_url": reverse("pledges:answers", args=[slug]),
        "paper_url": reverse("pledges:paper", args=[slug]),
        "share_address": settings.SITE_URL + reverse("pledges:platform", args=[slug]),
        "share_words": found[0].ask or found[0].title,
    }


def platform_context(standing: Standing[Platform], language: str, now: datetime) -> dict[str, Any]:
    """All of the platform's own page."""
    platform, rows = standing.action, compare(standing.action)
    page = anatomy.page_context(
        PLATFORMS, standing, language, now, sources=sources_of(standing.action)
    )
    return {
        **page,
        **frame_context(standing, language),
        "planks": shown_planks(platform, rows, language, page["notes"]),
        "rows": [row for row in rows if row.pledges],
        "resolutions": _open_resolutions(platform, language, now),
    }


def plank_context(standing: Standing[Platform], plank: Plank, language: str) -> dict[str, Any]:
    """One plank: its reasons, who decides, how far it has come, who said what."""
    platform, rows = standing.action, compare(standing.action)
    planks, text = list(platform.planks.all()), plank.any_text(language)
    if text is None:
        raise LookupError("a plank without words")
    notes = notes_for(text.body, listed=sources_of(platform)).mentioned()
    shown = _shown_plank(plank, text, stands_of(platform), rows, notes)
    place = planks.index(plank)
    said = [(row, _cell_of(row, plank)) for row in rows]
    return {
        **frame_context(standing, language),
        "shown": shown,
        "notes": notes,
        "plank": plank,
        "readings": list(plank.readings.all()),
        "roads": roads_of(plank),
        "said": [(row, each) for row, each in said if _is_word(each)],
        "own_words": list(own_words_of([plank])),
        "before": planks[place - 1] if place else None,
        "after": planks[place + 1] if place + 1 < len(planks) else None,
    }


def pledges_context(standing: Standing[Platform], language: str) -> dict[str, Any]:
    """Everybody who said something, in sentences and as a table."""
    platform, rows = standing.action, compare(standing.action)
    withdrawn = Pledge.objects.with_words().filter(platform=platform, withdrawn_on__isnull=False)
    return {
        **frame_context(standing, language),
        "planks": shown_planks(platform, rows, language, Notes()),  # their names alone
        "rows": rows,
        "withdrawn": list(withdrawn),
        "legend": [Shown(Plank(), cell) for cell in Cell],
        "was_asked": platform.questions.exists(),
    }


def answers_context(standing: Standing[Platform], language: str) -> dict[str, Any]:
    """Question by question, what each answered in her own words, and who left it open."""
    platform = standing.action
    by_question: dict[Any, list[Answer]] = {}
    for answer in sorted(_answers_to(platform), key=_by_office):
        by_question.setdefault(answer.question_id, []).append(answer)
    questions = platform.questions.select_related("plank__platform").prefetch_related(
        "texts", "plank__texts"
    )
    return {
        **frame_context(standing, language),
        "questions": [
            Asked(each, text, by_question.get(each.pk, []))
            for each in questions
            if (text := each.any_text(language))
        ],
    }


def pledge_context(standing: Standing[Platform], pledge: Pledge, language: str) -> dict[str, Any]:
    """One pledge: by whom, to which words, and how we know."""
    frame = frame_context(standing, language)
    now_hash = standing.texts.get(pledge.language)
    return {
        **frame,
        "pledge": pledge,
        "pledged": [(each, each.any_text(language)) for each in pledge.planks.all()],
        "answers": list(pledge.answers.all()),
        "is_old": now_hash is None or now_hash[1] != pledge.text_hash,
        "wording_url": reverse(
            "pledges:wording", args=[standing.action.slug, pledge.text_hash[:16]]
        ),
    }


def wording_context(
    standing: Standing[Platform], wording: Wording, language: str
) -> dict[str, Any]:
    """The exact words of one day, in the order in which they were read."""
    planks = [words for name, words in wording.words.items() if name.startswith("plank-")]
    hashes = {text_hash for _text, text_hash in standing.texts.values()}
    parts = [wording.words.get(name, "") for name in PlatformText.CITING]
    notes = notes_for("\n\n".join([*parts, *planks]), listed=sources_of(standing.action))
    reasons = [words.rsplit("\n\n", 1) for words in planks]
    return {
        **frame_context(standing, language),
        "wording": wording,
        "words": wording.words,
        "parts_html": [notes.html(to_html(part)) for part in parts],
        "plank_words": [(notes.html(to_html(said)), by) for said, by in reasons],
        "notes": notes,
        "is_old": wording.text_hash not in hashes,
    }


def resolution_context(standing: Standing[Resolution], language: str) -> dict[str, Any]:
    """Where a resolution passed: counted, by county, and in a list."""
    resolution = standing.action
    adoptions = list(resolution.adoptions.all())
    passed = [each for each in adoptions if each.has_passed]
    platform = resolution.platform
    is_there = platform is not None and platform.is_public_in(language, timezone.now())
    return {
        "resolution": resolution,
        "kit_url": reverse("pledges:kit", args=[resolution.slug]),
        "adoptions": adoptions,
        "passed_count": len(passed),
        "county_count": len({each.county for each in passed if each.county}),
        "passed_map": passed_map(passed),
        "platform": platform if is_there else None,
    }


def shown_planks(
    platform: Platform, rows: Sequence[Row], language: str, notes: Notes
) -> list[ShownPlank]:
    """Every plank in its order, with where it stands and how many pledged."""
    stands = stands_of(platform)
    return [
        _shown_plank(plank, text, stands, rows, notes)
        for plank in platform.planks.all()
        if (text := plank.any_text(language))
    ]


def _shown_plank(
    plank: Plank, text: PlankText, stands: Stands, rows: Sequence[Row], notes: Notes
) -> ShownPlank:
    """Its reasons with the numbers of the page's notes: in the order of the page, each once."""
    count = sum(_cell_of(row, plank).cell == Cell.PLEDGED for row in rows)
    body_html = notes.html(to_html(text.body))
    return ShownPlank(plank, text, body_html, stands.get(plank.pk, []), count)


def roads_of(plank: Plank) -> list[Road]:
    """What happened to a plank, government by government."""
    steps = plank.steps.select_related("jurisdiction", "source")
    ordered = sorted(steps, key=lambda step: (step.jurisdiction.name, step.jurisdiction_id))
    by_government = groupby(ordered, key=lambda step: step.jurisdiction)
    return [Road(where, _in_time(found)) for where, found in by_government]


def _in_time(steps: Iterable[Step]) -> list[Step]:
    """By day; on one day, what comes first in the life of a law."""
    order = list(Stage)
    return sorted(steps, key=lambda step: (step.on, order.index(Stage(step.stage))))


def stands_of(platform: Platform) -> Stands:
    """Where each plank has come to: the last step of each government."""
    steps = Step.objects.filter(plank__platform=platform).select_related("jurisdiction")
    last: dict[Any, dict[int, Step]] = {}
    for step in _in_time(steps):
        last.setdefault(step.plank_id, {})[step.jurisdiction_id] = step
    return {plank: list(found.values()) for plank, found in last.items()}


def _cell_of(row: Row, plank: Plank) -> Shown:
    return next(each for each in row.cells if each.plank == plank)


def _answers_to(platform: Platform) -> models.QuerySet[Answer]:
    """Those that stand, with who gave them."""
    found = Answer.objects.filter(pledge__platform=platform, pledge__withdrawn_on__isnull=True)
    people = ("pledge__candidate__office", "pledge__official__office")
    names = [f"{each}__names" for each in people]
    return found.select_related(*people).prefetch_related(*names, "question__texts")


def _by_office(answer: Answer) -> tuple[str, str]:
    return answer.pledge.office.sort_name, answer.pledge.name.casefold()


def _is_word(shown: Shown) -> bool:
    return shown.cell in (Cell.PLEDGED, Cell.PARTLY, Cell.NO)


def _open_resolutions(platform: Platform, language: str, now: datetime) -> list[Any]:
    """The resolutions that carry this platform into a body."""
    found = asks(Resolution).published().with_words().filter(platform=platform)
    public = [each for each in found if each.is_open(now) and each.is_public_in(language, now)]
    return [ask for each in public if (ask := RESOLUTIONS.ask_of(each, language, now))]
