"""The questions that a map can answer, and what stands beside the answer so that it is understood.

A newcomer's mistake: offering only what somebody asked first. Each factor that is asked, each
rubric, and what really happens to whoever is arrested there stand in one list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.lib.dates import day_in_words
from amparo.policies.judging import printed, version_with_words
from amparo.policies.models import Factor, Part, Program, Rubric, RubricVersion, Topic
from amparo.policies.readings import (
    Reading,
    read_custody,
    read_factor,
    read_program,
    read_rubric,
)
from amparo.policies.standing import first_day

# Keys of factors have no dot, so that none is taken for these
CUSTODY = "custody.outcome"
RUBRIC = "rubric."
PROGRAM = "program."
EARLIER = ".v"  # behind a rubric's key: the rules of an earlier version, "rubric.seven-steps.v1"


@dataclass(frozen=True)
class Question:
    """One map: its key in an address, its title, what it asks and by which rules."""

    key: str
    title: str
    about: str
    rules: Sequence[str] = ()
    factor: Factor | None = None
    version: RubricVersion | None = None
    program: Program | None = None

    def read(self, on: date, *, state: str = "") -> Reading:
        if self.factor is not None:
            return read_factor(self.factor, on, state=state)
        if self.version is not None:
            return read_rubric(self.version, on, state=state)
        if self.program is not None:
            return read_program(self.program, on, state=state)
        return read_custody(on, state=state)

    def first_day(self) -> date | None:
        """The earliest day on which there is something to see."""
        if self.program is None:
            return first_day()
        return self.program.parts.order_by("on").values_list("on", flat=True).first()


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: what happens there and the rubrics, factors by topic, programs."""
    rubrics = [pair for each in _rubrics() for pair in _versions(each)]
    whole = [(CUSTODY, _("What really happens to a person arrested there")), *rubrics]
    found = [(_("Taken together"), whole)]
    factors = list(Factor.objects.asked().prefetch_related("texts"))
    for topic, label in Topic.choices:
        here = [(factor.key, factor.name) for factor in factors if factor.topic == topic]
        if here:
            found.append((str(label), here))
    if programs := [(PROGRAM + each.key, each.name) for each in _programs_with_parts()]:
        found.append((_("Federal programs"), programs))
    return found


def first_key() -> str:
    """What a map shows unburdened by any wish: the first factor that is asked."""
    found = Factor.objects.asked().order_by("order", "id").values_list("key", flat=True).first()
    return found or CUSTODY


def question(key: str) -> Question:
    """By its key; what happens in custody where there is no such question."""
    if key.startswith(RUBRIC):
        return _by_rubric(key) or _by_custody()
    if key.startswith(PROGRAM):
        return _by_program(key) or _by_custody()
    factor = Factor.objects.with_words().filter(key=key).first()
    if factor is None:
        return _by_custody()
    text = factor.text()
    said = " ".join(filter(None, [text.question, text.definition])) if text else ""
    return Question(key, factor.name, said, factor=factor)


def _versions(rubric: Rubric) -> Iterable[tuple[str, str]]:
    """What it says now; then what it said by its earlier rules, the latest first."""
    current = rubric.current
    for each in sorted(rubric.versions.all(), key=lambda version: -version.number):
        if each == current:
            yield RUBRIC + rubric.key, rubric.name
        else:
            yield f"{RUBRIC}{rubric.key}{EARLIER}{each.number}", _earlier_name(rubric, each)


def _earlier_name(rubric: Rubric, version: RubricVersion) -> str:
    return _("%(name)s (version %(number)s, rules of %(day)s)") % {
        "name": rubric.name,
        "number": version.number,
        "day": day_in_words(version.made_on, get_language() or "en"),
    }


def _by_rubric(key: str) -> Question | None:
    named, _sep, number = key.removeprefix(RUBRIC).partition(EARLIER)
    rubric = next((each for each in _rubrics() if each.key == named), None)
    if rubric is None:
        return None
    versions = {str(each.number): each for each in rubric.versions.all()}
    wanted = versions.get(number) if number else rubric.current
    if wanted is None:
        return None
    version = version_with_words(wanted.pk)
    is_current = wanted == rubric.current
    title = rubric.name if is_current else _earlier_name(rubric, wanted)
    return Question(key, title, rubric.about, printed(version), version=version)


def _by_program(key: str) -> Question | None:
    rows = Program.objects.with_words()
    found = rows.filter(key=key.removeprefix(PROGRAM)).first()
    return Question(key, found.name, found.about, program=found) if found else None


def _by_custody() -> Question:
    return Question(
        CUSTODY,
        _("What really happens to a person arrested there"),
        _(
            "A city may protect people and still have its arrested booked into a county jail that "
            "does not. We follow custody from the police to the jail, by its sources."
        ),
    )


def _programs_with_parts() -> Iterable[Program]:
    return Program.objects.with_words().filter(pk__in=Part.objects.order_by().values("program"))


def _rubrics() -> list[Rubric]:
    return list(Rubric.objects.prefetch_related("texts", "versions"))
