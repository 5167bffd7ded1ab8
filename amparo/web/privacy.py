"""What we keep: each room says which fields it really collects, why, and until when.

A newcomer's mistake: writing the privacy page by hand. It is generated from this registry, and a
house test compares the registry with the forms, so that a new field cannot be forgotten.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Kept:
    form: str  # the form that collects it, as "petitions.SignForm"
    field: str  # its field there
    label: Words
    purpose: Words
    until: Words
    is_sealed: bool  # only key holders can read it
    is_optional: bool = False


_kept: dict[tuple[str, str], Kept] = {}
_called: dict[str, Words] = {}


def call_form(form: str, words: Words) -> None:
    """Say what people do with a form: the heading above its lines."""
    _called[form] = words


def kept_by_form() -> list[tuple[Words, list[Kept]]]:
    """Every form with its heading and its lines, in the order of their registration."""
    forms = dict.fromkeys(line.form for line in _kept.values())
    return [(_called.get(form, ""), kept_by(form)) for form in forms]


def register_kept(*lines: Kept) -> None:
    """Tell the public what a form collects. Called from AppConfig.ready()."""
    for line in lines:
        key = (line.form, line.field)
        if key in _kept:
            raise ValueError(f"{line.form}.{line.field} is already registered")
        _kept[key] = line


def kept() -> list[Kept]:
    """Every line, in the order in which rooms registered them."""
    return list(_kept.values())


def kept_by(form: str) -> list[Kept]:
    """The lines of one form."""
    return [line for line in _kept.values() if line.form == form]
