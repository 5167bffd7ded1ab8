"""What must be true of every table, whoever writes it."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.core.management import call_command
from django.db import models

from amparo.supporters.models import Card
from tests.house.plan import floor_of, our_models, room_of, templates


def is_about_people(model: type[models.Model]) -> bool:
    """Does a row hang on somebody's card, or hold something sealed that she told?"""
    hangs = any(
        field.related_model is Card or field.name == "card_id" for field in model._meta.local_fields
    )
    is_sealed = bool(getattr(model.Sensitivity, "sealed", ()))
    return model is Card or hangs or (is_sealed and model._meta.label not in SEALED_OF_OTHERS)


MODELS = our_models()
SEALED_OF_OTHERS = {  # what they hold sealed is not a supporter's
    *("accounts.Session", "keyring.Holder", "keyring.Wrap"),  # of people who log in
    "mailouts.MailOut",  # the secret of one letter, which goes to many
}
ABOUT_PEOPLE = [each for each in MODELS if is_about_people(each)]
CMS_BASES = {"Page", "AbstractImage", "AbstractRendition", "Image", "ClusterableModel"}
FORBIDDEN = re.compile(
    r"(^|_)(ip|ip_address|user_agent|birth|birthday|born|dob|ssn|a_number|alien_number|"
    r"immigration_status|country_of_birth|birthplace|nationality)(_|$)"
)
NAMED = re.compile(r'\b(?:name|id|for|autocomplete)="([\w-]+)"')


def our_forms() -> list[type[forms.BaseForm]]:
    """Every form that some address leads to."""
    import_module("amparo.urls")
    found, waiting = set(), [forms.BaseForm]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found |= {each for each in below if each.__module__.startswith("amparo.")}
    return sorted(found, key=lambda each: each.__module__ + each.__qualname__)


def label(model: type[models.Model]) -> str:
    return model._meta.label


def own_columns(model: type[models.Model]) -> set[str]:
    fields = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return {each.name for each in fields if not isinstance(each, models.CompositePrimaryKey)}


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_every_column_is_classed_once(model: type[models.Model]) -> None:
    assert "Sensitivity" in vars(model), "declare class Sensitivity on the model itself"

    levels = [
        set(getattr(model.Sensitivity, name, ())) for name in ("public", "internal", "sealed")
    ]
    named = set().union(*levels)

    if named == {"*"}:
        assert room_of(model) not in ("supporters", "keyring", "outbox"), "name every column"
        return
    assert named == own_columns(model) | (named & {field.name for field in model._meta.fields})
    assert sum(map(len, levels)) == len(named), "a column stands in two classes"


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_what_logs_keep_of_a_row_names_nobody(model: type[models.Model]) -> None:
    if model in ABOUT_PEOPLE:
        row = model()
        assert str(row.pk) in str(row)


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_foreign_keys_point_down_the_house(model: type[models.Model]) -> None:
    floors = floor_of()
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        target = field.related_model
        if target is None or not target.__module__.startswith("amparo."):
            continue
        ours, theirs = room_of(model), room_of(target)
        assert ours == theirs or floors[ours] < floors[theirs], f"{field} points up or sideways"


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_no_column_asks_what_must_never_be_asked(model: type[models.Model]) -> None:
    assert not [name for name in own_columns(model) if FORBIDDEN.search(name)]


def test_no_form_asks_what_must_never_be_asked() -> None:
    asked = [(form.__qualname__, name) for form in our_forms() for name in fields_of(form)]
    assert ("PersonForm", "email") in asked
    assert [(form, name) for form, name in asked if FORBIDDEN.search(name)] == []


def fields_of(form: type[forms.BaseForm]) -> list[str]:
    return list(getattr(form, "base_fields", {}))


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_no_template_asks_what_must_never_be_asked(path: Path) -> None:
    named = NAMED.findall(path.read_text(encoding="utf-8"))
    assert not [name for name in named if FORBIDDEN.search(name.replace("-", "_"))]


@pytest.mark.parametrize("model", ABOUT_PEOPLE, ids=label)
def test_rows_about_people_tell_no_order_and_no_hour(model: type[models.Model]) -> None:
    assert isinstance(model._meta.pk, models.UUIDField | models.OneToOneField)

    timed = [
        f
        for f in model._meta.local_fields
        if isinstance(f, models.DateTimeField | models.TimeField)
    ]
    assert not timed


def test_nothing_about_supporters_is_known_to_the_cms() -> None:
    for model in apps.get_app_config("supporters").get_models():
        assert not {base.__name__ for base in model.__mro__} & {"RevisionMixin", "Page"}


def test_forms_of_the_cms_are_not_installed() -> None:
    assert not apps.is_installed("wagtail.contrib.forms")


@pytest.mark.django_db(databases=["default", "keyring"])
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
