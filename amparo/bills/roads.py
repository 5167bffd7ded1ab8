"""Where a bill stands: the stations of its road, made from its steps.

A newcomer's mistake: the last step alone. "Second reading" is before the floor in the first chamber
and after it in the other; the road is walked in order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amparo.bills.models import Chamber, Stage, Step, StepKind

ROAD = (
    Stage.COMMITTEE,
    Stage.FLOOR,
    Stage.OTHER_CHAMBER,
    Stage.CONFERENCE,
    Stage.GOVERNOR,
    Stage.LAW,
)
_TO = {
    StepKind.INTRODUCED: Stage.INTRODUCED,
    StepKind.REFERRED: Stage.COMMITTEE,
    StepKind.HEARD: Stage.COMMITTEE,
    StepKind.REPORTED: Stage.COMMITTEE,
    StepKind.READING: Stage.FLOOR,
    StepKind.RECEIVED: Stage.OTHER_CHAMBER,
    StepKind.CONFERENCE: Stage.CONFERENCE,
    StepKind.CONFERENCE_REPORT: Stage.CONFERENCE,
    StepKind.REPASSED: Stage.CONFERENCE,
    StepKind.PRESENTED: Stage.GOVERNOR,
    StepKind.SIGNED: Stage.LAW,
    StepKind.OVERRIDDEN: Stage.LAW,
    StepKind.LAW: Stage.LAW,
}
_AT_AN_END = {
    StepKind.VETOED: Stage.VETOED,
    StepKind.DIED: Stage.DEAD,
}


ENDS = (Stage.LAW, Stage.VETOED, Stage.DEAD)


@dataclass(frozen=True)
class Station:
    stage: Stage
    state: str  # "done", "here", "ahead", "ended"
    step: Step | None = None  # the last that happened there

    @property
    def name(self) -> str:
        return str(self.stage.label)


def stage_of(steps: Iterable[Step], *, is_over: bool = False) -> Stage:
    """Where the steps, in their order, have brought the bill; `is_over`: its session has ended."""
    at, _last, _furthest = _walked(list(steps))
    return Stage.DEAD if is_over and at not in ENDS else at


def road_of(steps: Sequence[Step], stage: str = "") -> list[Station]:
    """The stations in order; what was passed over (no conference) is done where the next is.

    `stage` is where the bill is kept as standing: by a person's hand, or because its session ended.
    """
    at, last, furthest = _walked(list(steps))
    at = Stage(stage) if stage else at
    if at in ROAD and at not in (Stage.LAW, furthest):
        furthest = at
    is_over = at in (Stage.VETOED, Stage.DEAD)
    here = furthest if is_over else at
    reached = ROAD.index(here) if here in ROAD else -1
    return [
        Station(stage, _state(place, reached, at, is_over=is_over), last.get(stage))
        for place, stage in enumerate(ROAD)
    ]


def _state(place: int, reached: int, at: Stage, *, is_over: bool) -> str:
    if place != reached:
        return "done" if place < reached else "ahead"
    if is_over:
        return "ended"
    return "done" if at == Stage.LAW else "here"


def _walked(steps: list[Step]) -> tuple[Stage, dict[Stage, Step], Stage]:
    """(where it is, the last step of each station, how far it came)."""
    at = furthest = Stage.INTRODUCED
    first_chamber = next((step.chamber for step in steps if step.chamber), "")
    last: dict[Stage, Step] = {}
    has_passed_first = False
    for step in steps:
        at = _after(step, at, is_other=_is_other(step, first_chamber) and has_passed_first)
        has_passed_first |= step.kind == StepKind.PASSED
        if at in ROAD:
            last[at] = step
            if furthest not in ROAD or ROAD.index(at) >= ROAD.index(furthest):
                furthest = at
        elif step.kind == StepKind.VETOED:
            last[Stage.GOVERNOR] = step
            furthest = Stage.GOVERNOR
    return at, last, furthest


def _is_other(step: Step, first_chamber: str) -> bool:
    return bool(step.chamber) and step.chamber not in (first_chamber, Chamber.EXECUTIVE)


def _after(step: Step, at: Stage, *, is_other: bool) -> Stage:
    kind = StepKind(step.kind)
    if kind in _AT_AN_END:
        return _AT_AN_END[kind]
    if kind == StepKind.PASSED:
        return Stage.OTHER_CHAMBER
    if kind == StepKind.FAILED:
        return at
    found = _TO.get(kind)
    if found is None or (at in (Stage.LAW, Stage.VETOED) and kind != StepKind.OVERRIDDEN):
        return at
    if is_other and found in (Stage.INTRODUCED, Stage.COMMITTEE, Stage.FLOOR):
        return Stage.OTHER_CHAMBER if at != Stage.CONFERENCE else at
    if found in (Stage.INTRODUCED, Stage.COMMITTEE, Stage.FLOOR) and at in (
        Stage.OTHER_CHAMBER,
        Stage.CONFERENCE,
        Stage.GOVERNOR,
    ):
        return at  # a reading in its own chamber does not send it back
    return found
