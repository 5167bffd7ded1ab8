"""Small words of the desk's templates."""

from collections.abc import Iterable, Mapping

from django import template
from django.forms import BaseForm

from amparo.desk.fields import CitingField
from amparo.desk.folds import folds, unfolded
from amparo.evidence.models import Claim

register = template.Library()
register.filter(unfolded)
register.filter(folds)


@register.filter
def chosen(query: Mapping[str, str], key: str) -> str:
    """What was chosen for `key` in the list's filters."""
    return query.get(key, "")


@register.filter
def errors_of(forms: Iterable[BaseForm]) -> list[dict[str, str]]:
    """Every error of every form, with its field's label and id, in reading order."""
    return [found for form in forms for found in _errors(form)]


@register.inclusion_tag("desk/evidence/_beside.html")
def claims_beside(forms: Iterable[BaseForm]) -> dict[str, object]:
    """Marks to put into a text, where a form asks for prose that may cite; nothing elsewhere."""
    fields = [field for form in forms for field in form.fields.values()]
    if not any(isinstance(field, CitingField) for field in fields):
        return {}
    return {"claims": Claim.objects.public().standing().with_words()}


def _errors(form: BaseForm) -> list[dict[str, str]]:
    found = [{"id": "", "label": "", "text": str(text)} for text in form.non_field_errors()]
    for name in form.fields:
        field = form[name]
        found += [
            {"id": field.id_for_label, "label": str(field.label), "text": str(text)}
            for text in field.errors
        ]
    return found
