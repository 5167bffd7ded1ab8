"""Fields that few people fill in, folded away below the others: title, day and place come first.

A form names them in FOLDS, heading by heading; names that it has not are passed over. What is
wrong, or was filled in, is never hidden. Without scripts too: the browser folds by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.functional import Promise

Folds = Sequence[tuple[str | Promise, Sequence[str]]]  # heading, names of fields


@dataclass(frozen=True)
class Fold:
    heading: str
    fields: list[BoundField]

    @property
    def is_open(self) -> bool:
        return any(field.errors or _is_filled(field) for field in self.fields)


def unfolded(form: BaseForm) -> list[BoundField]:
    """The fields that are always seen, in their order."""
    folded = {name for _heading, names in _folds_of(form) for name in names}
    return [field for field in form.visible_fields() if field.name not in folded]


def folds(form: BaseForm) -> list[Fold]:
    """The others, under their headings; no heading stands over nothing."""
    seen = {field.name: field for field in form.visible_fields()}
    found = [
        Fold(str(heading), [seen[name] for name in names if name in seen])
        for heading, names in _folds_of(form)
    ]
    return [each for each in found if each.fields]


def _folds_of(form: BaseForm) -> Folds:
    return getattr(form, "FOLDS", ())


def _is_filled(field: BoundField) -> bool:
    """Whether something stands there that does not stand there by itself."""
    value = field.value()
    return bool(value) and value != field.field.initial
