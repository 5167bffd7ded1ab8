"""What a map says of each government, by a factor, by a rubric, or by what happens in custody.

Three ways to ask, one form of answer: a `Reading` holds an entry of the legend for each government.
A newcomer's mistake: a color for "yes". An answer protects or harms, several can hold at once, and
where two contradict each other the map says that they do.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from amparo.lib.maps.looks import DISPUTED, HARMS, MIXED, NEITHER, PROTECTS, UNKNOWN
from amparo.places.models import AGENCIES
from amparo.policies.arrested import Fate, fates
from amparo.policies.custody import Verdict
from amparo.policies.judging import Judged, judge_all
from amparo.policies.models import (
    Effect,
    Factor,
    FactorValue,
    Method,
    Part,
    Program,
    Role,
    RubricVersion,
    Stance,
)
from amparo.policies.standing import answers_by_government, examples_on


@dataclass(frozen=True)
class Entry:
    """A line of the legend."""

    key: str
    look: str
    label: str
    order: int = 0
    is_cut: bool = False


@dataclass(frozen=True)
class Reading:
    """`said` adds to an entry's words what is so of one government alone."""

    entries: Mapping[int, Entry]  # by government
    said: Mapping[int, str] = field(default_factory=dict)
    scale: Sequence[Entry] = ()  # every entry that there could be, in order
    examples: frozenset[int] = frozenset()  # of which something invented is shown

    def of(self, government: int | None) -> Entry:
        return self.entries.get(government or 0) or unknown()

    def words(self, government: int | None) -> str:
        said = self.said.get(government or 0) or self.of(government).label
        return as_example(said) if government in self.examples else said

    def counted(self, governments: Iterable[int | None]) -> list[tuple[Entry, int]]:
        """How many of these governments stand at each entry, in the order of the scale."""
        counts = Counter(self.of(each) for each in governments)
        return sorted(counts.items(), key=lambda pair: pair[0].order)


def as_example(said: str) -> str:
    """So that nobody takes what was invented for what is so."""
    return _("%(said)s (example)") % {"said": said}


def unknown() -> Entry:
    return Entry("unknown", UNKNOWN, _("not known"), 999)


def read_factor(factor: Factor, on: date, *, state: str = "") -> Reading:
    """By one factor: its answers; several at once; two that contradict each other."""
    by_value = {value.pk: entry for value, entry in _entries(factor)}
    several, disputed = _several(factor), _disputed()
    entries, said = {}, {}
    for government, answers in answers_by_government(on, factors=[factor.pk], state=state).items():
        values = sorted(answers.get(factor.pk, ()), key=lambda pk: by_value[pk].order)
        if len(values) == 1:
            entries[government] = by_value[values[0]]
            continue
        entries[government] = several if factor.is_multiple else disputed
        said[government] = _joined(by_value[pk].label for pk in values)
    scale = [*by_value.values(), several] if factor.is_multiple else [*by_value.values(), disputed]
    return Reading(entries, said, scale, examples_on(on, factors=[factor.pk], state=state))


def read_rubric(version: RubricVersion, on: date, *, state: str = "") -> Reading:
    """By a rubric: its steps, or what protects and harms side by side."""
    scale = {entry.key: entry for entry in _scale(version)}
    judged = judge_all(version, on, state=state)
    entries = {pk: scale[_key(version, each)] for pk, each in judged.items()}
    asked = version.steps.values_list("factor_id", flat=True)
    examples = examples_on(on, factors=asked, state=state)
    return Reading(entries, {}, list(scale.values()), examples)


def read_custody(on: date, *, state: str = "") -> Reading:
    """By what really happens to a person arrested there."""
    scale = {verdict: _fate(verdict) for verdict in Verdict}
    found = fates(on, state=state)
    entries = {pk: scale[each.verdict] for pk, each in found.items()}
    said = {pk: _told(each) for pk, each in found.items() if each.ends_at}
    examples = examples_on(on)  # a jail's too, whose government may lie beyond the state
    invented = frozenset(pk for pk, each in found.items() if _is_example(each, examples))
    return Reading(entries, said, list(scale.values()), invented)


def read_program(program: Program, on: date, *, state: str = "") -> Reading:
    """By what each government, or an agency of it, did last about a program."""
    scale = {str(role): Entry(role, look, str(role.label), at)
             for at, (role, look) in enumerate(_ROLES.items())}  # fmt: skip
    differing = Entry("differing", DISPUTED, _("its agencies did different things"), 900)
    entries, said = {}, {}
    done, examples = _roles(program, on, state)
    for government, roles in done.items():
        labels = [entry.label for role, entry in scale.items() if role in roles]
        entries[government] = scale[min(roles)] if len(roles) == 1 else differing
        if len(roles) > 1:
            said[government] = _joined(labels)
    return Reading(entries, said, [*scale.values(), differing], examples)


def _roles(program: Program, on: date, state: str) -> tuple[dict[int, set[str]], frozenset[int]]:
    """By government what was done last; and of which of them something is invented."""
    rows = Part.objects.on(on).filter(program=program).select_related("jurisdiction").order_by()
    if state:
        rows = rows.filter(jurisdiction__state=state)
    done: dict[int, set[str]] = {}
    examples = set()
    for part in rows:
        place = part.jurisdiction
        answers = place.parent_id if place.kind in AGENCIES and place.parent_id else place.pk
        done.setdefault(answers, set()).add(part.role)
        if part.is_example:
            examples.add(answers)
    return done, frozenset(examples)


def _is_example(fate: Fate, examples: frozenset[int]) -> bool:
    """Whether anything on the way is invented: a fact of a station, or who books whom."""
    return any(
        link.place.pk in examples
        or link.place.parent_id in examples
        or (link.custody is not None and link.custody.is_example)
        for link in fate.chain.links
    )


def _entries(factor: Factor) -> list[tuple[FactorValue, Entry]]:
    """Each answer's look: denser the more it protects or harms; answers stand in their order."""
    values = list(factor.values.all())
    protecting = [value.pk for value in values if value.effect == Effect.PROTECTS]
    harming = [value.pk for value in values if value.effect == Effect.HARMS]
    looks = {pk: PROTECTS[min(len(protecting), 3) - 1 - at] if at < 3 else PROTECTS[0]
             for at, pk in enumerate(protecting)}  # fmt: skip
    if len(harming) == 1:
        looks[harming[0]] = HARMS[1]
    else:
        looks |= {pk: HARMS[min(at, 2)] for at, pk in enumerate(harming)}
    return [
        (value, Entry(value.key, looks.get(value.pk, NEITHER), value.name, at))
        for at, value in enumerate(values)
    ]


def _several(factor: Factor) -> Entry:
    harms = any(value.effect == Effect.HARMS for value in factor.values.all())
    return Entry("several", HARMS[3] if harms else PROTECTS[3], _("several at once"), 900)


def _disputed() -> Entry:
    return Entry("disputed", DISPUTED, _("contradictory: written and practice, or sources"), 901)


def _scale(version: RubricVersion) -> Iterable[Entry]:
    if version.method != Method.STEPS:
        for at, (stance, look) in enumerate(_STANCES.items()):
            yield Entry(stance, look, str(stance.label), at)
        yield unknown()
        return
    count = len(version.steps.all())
    for level in range(count + 1):
        look, stance = _step_look(version, level, count)
        label = _("%(level)s of %(count)s steps: %(stance)s") % {
            "level": level, "count": count, "stance": stance.label,
        }  # fmt: skip
        yield Entry(f"step-{level}", look, label, count - level)
    yield unknown()


def _step_look(version: RubricVersion, level: int, count: int) -> tuple[str, Stance]:
    if level >= version.protects_from:
        room = max(count - version.protects_from, 1)
        return PROTECTS[min(2, 2 * (level - version.protects_from) // room)], Stance.PROTECTS
    if level < version.harms_below:
        return HARMS[max(0, 2 - level)], Stance.HARMS
    return MIXED, Stance.MIXED


def _key(version: RubricVersion, judged: Judged) -> str:
    if version.method != Method.STEPS:
        return str(judged.stance)
    return "unknown" if judged.stance == Stance.UNKNOWN else f"step-{judged.level}"


_STANCES = {
    Stance.PROTECTS: PROTECTS[2],
    Stance.MIXED: MIXED,
    Stance.HARMS: HARMS[2],
}
_ROLES = {
    Role.DECLINED: PROTECTS[2],
    Role.LEFT: PROTECTS[0],
    Role.SOUGHT: MIXED,
    Role.JOINED: HARMS[1],
    Role.MANDATORY: HARMS[2],
}
_FATES = {
    Verdict.HOLDS: PROTECTS[2],
    Verdict.ENDS: MIXED,
    Verdict.NONE: HARMS[2],
}


def _fate(verdict: Verdict) -> Entry:
    if verdict == Verdict.UNKNOWN:
        return unknown()
    order, is_cut = list(Verdict).index(verdict), verdict == Verdict.ENDS
    return Entry(verdict, _FATES[verdict], str(verdict.label), order, is_cut)


def _told(fate: Fate) -> str:
    return f"{fate.verdict.label}: {fate.ends_at}"


def _joined(labels: Iterable[str]) -> str:
    return " · ".join(labels)
