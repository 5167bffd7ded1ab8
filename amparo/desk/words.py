"""One form per language, side by side: made from the rows that there are, and judged together.

A newcomer's mistake: demanding every language. One is enough to save; what is missing is shown as
missing, and opening asks for it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language

from amparo.desk.fields import WordsForm, sent

W = TypeVar("W", bound=WordsForm)


def words_forms(
    request: HttpRequest, form_class: type[W], rows: Iterable[Any], **more: Any
) -> list[W]:
    """A form for each language of the site, filled with what its row in `rows` says.

    The language in which she works comes first: on a phone the other one is a long way down.
    """
    known = {row.language: row for row in rows}
    return [
        form_class(
            language=code,
            initial=_said(form_class, known.get(code)),
            **more,
            **sent(request),
        )
        for code in sorted(settings.SITE_LANGUAGES, key=lambda code: code != get_language())
    ]


def told(forms: Sequence[W]) -> list[W]:
    """Those in which somebody wrote something."""
    return [form for form in forms if any(form.cleaned_data.values())]


def has_one(forms: Sequence[WordsForm], name: str, missing: str | Promise) -> bool:
    """Is `name` written in one language at least? Otherwise say so at the first."""
    if any(form.cleaned_data.get(name) for form in forms):
        return True
    forms[0].add_error(name, str(missing))
    return False


def _said(form_class: type[WordsForm], row: Any) -> dict[str, Any]:
    if row is None:
        return {}
    names = form_class.base_fields
    return {name: getattr(row, name) for name in names if hasattr(row, name)}
