"""The field's questions, rubrics and programs, with which a coalition starts.

A newcomer's mistake: writing over what a coalition changed. Loading adds what is missing, by its
key, and may be run again at any time.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import transaction

from amparo.policies.models import (
    Factor,
    FactorText,
    FactorValue,
    FactorValueText,
    Method,
    Program,
    ProgramName,
    Rubric,
    RubricStep,
    RubricText,
    RubricVersion,
)
from amparo.web.pagecache import bump

LANGUAGES = ("en", "es")
WRITTEN_ON = date(2026, 11, 29)  # the day of the rubrics' first version
_FLAGS = ("topic", "is_multiple", "in_custody", "of_states", "of_counties", "of_cities")

Told = Mapping[str, Any]


@transaction.atomic
def load_starting_list() -> int:
    """Add the factors, rubrics and programs that are missing; return how many."""
    told = _read("factors")["factor"]
    judging = _read("rubrics")
    added = sum(_add_factor(each, number) for number, each in enumerate(told, 1))
    added += sum(_add_rubric(each, number) for number, each in enumerate(judging["rubric"], 1))
    added += sum(_add_program(each) for each in judging["program"])
    transaction.on_commit(bump)
    return added


def _add_factor(told: Told, number: int) -> bool:
    flags = {name: told[name] for name in _FLAGS if name in told}
    factor, is_new = Factor.objects.get_or_create(
        key=told["key"], defaults={**flags, "order": number}
    )
    if is_new:
        FactorText.objects.bulk_create(
            FactorText(factor=factor, language=code, name=name, definition=about, question=asked)
            for code, (name, about, asked) in _words(told)
        )
        for at, each in enumerate(told["value"], 1):
            _add_value(factor, each, at)
    return is_new


def _add_value(factor: Factor, told: Told, number: int) -> None:
    value = FactorValue.objects.create(
        factor=factor,
        key=told["key"],
        order=number,
        effect=told["effect"],
        is_none=told.get("is_none", False),
    )
    FactorValueText.objects.bulk_create(
        FactorValueText(value=value, language=code, name=name) for code, name in _words(told)
    )


def _add_rubric(told: Told, number: int) -> bool:
    rubric, is_new = Rubric.objects.get_or_create(
        key=told["key"], defaults={"is_own": told.get("is_own", False), "order": number}
    )
    if is_new:
        RubricText.objects.bulk_create(
            RubricText(rubric=rubric, language=code, name=name, about=about)
            for code, (name, about) in _words(told)
        )
        _add_version(rubric, told)
    return is_new


def _add_version(rubric: Rubric, told: Told) -> None:
    version = RubricVersion.objects.create(
        rubric=rubric,
        number=1,
        method=Method(told["method"]),
        protects_from=told.get("protects_from", 0),
        harms_below=told.get("harms_below", 0),
        made_on=WRITTEN_ON,
    )
    for order, (factor, *values) in enumerate(told["steps"], 1):
        asked = Factor.objects.get(key=factor)
        step = RubricStep.objects.create(version=version, order=order, factor=asked)
        step.met_by.set(asked.values.filter(key__in=values))


def _add_program(told: Told) -> bool:
    program, is_new = Program.objects.get_or_create(
        key=told["key"],
        defaults={"starts_on": told.get("starts_on"), "ends_on": told.get("ends_on")},
    )
    if is_new:
        ProgramName.objects.bulk_create(
            ProgramName(
                program=program,
                language=code,
                name=name,
                about=about,
                from_on=each.get("from_on"),
            )
            for each in told["name"]
            for code, (name, about) in _words(each)
        )
    return is_new


def _words(told: Told) -> list[tuple[str, Any]]:
    return [(code, told[code]) for code in LANGUAGES if code in told]


def _read(name: str) -> dict[str, Any]:
    data = files("amparo.policies") / "data" / f"{name}.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))
