"""What a signer is asked, and nothing else. Validates; saves nothing.

A newcomer's mistake: adding a field. Whatever is asked here is kept under a promise: it needs its
line in "what we keep" (keeping.py), its place on the card, and a reason that a tired person takes.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.forms import LONGEST_TOWN, CountyField, PersonForm, WordField, is_reachable
from amparo.web.forms import ProseField
from amparo.web.models import Coalition

LONGEST_COMMENT = 2000  # letters; at four bytes each they fit the largest sealed comment

VISIBILITIES = [
    ("public", _("Everyone: my name and my town may be shown")),
    ("initials", _("Only my initials and my town")),
    ("counted", _("Nobody in public: I am counted, and the organizers know my name")),
    ("secret", _("Nobody at all: I am counted, and the organizers are not shown my name")),
]


class SignForm(PersonForm):
    """One signature."""

    town = WordField(
        label=_("City or town"),
        max_length=LONGEST_TOWN,
        error_messages={"required": _("Please write the city or town where you live.")},
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    county = CountyField(
        label=_("County"),
        error_messages={"invalid_choice": _("Please choose a county from the list.")},
    )
    visibility = forms.ChoiceField(
        label=_("Who may see my name?"),
        choices=VISIBILITIES,
        initial="counted",
        error_messages={
            "required": _("Please choose who may see your name."),
            "invalid_choice": _("Please choose who may see your name."),
        },
        widget=forms.RadioSelect,
    )
    comment = ProseField(
        label=_("Why I sign"),
        required=False,
        max_length=LONGEST_COMMENT,
        help_text=_("An organizer reads it before it is shown."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def read_whole(data: QueryDict, *, partners: Sequence[tuple[str, str]]) -> dict[str, Any] | None:
    """What SignForm gives for `data` without a mistake; None where it has to be shown again.

    The very same fields judge, without the copies of them that a form makes for its page: on a
    bad day that is a fifth of a signature's time.
    """
    given: dict[str, Any] = {"partner_news": data.getlist("partner_news")}
    if not {pk for pk, _name in partners}.issuperset(given["partner_news"]):
        return None
    try:
        for name, field in _plain_fields(bool(Coalition.here().state)).items():
            given[name] = field.clean(field.widget.value_from_datadict(data, {}, name))
    except forms.ValidationError:
        return None
    return given if is_reachable(given) else None


@lru_cache(maxsize=2)
def _plain_fields(has_counties: bool) -> dict[str, forms.Field]:
    left_out = {"partner_news"} if has_counties else {"partner_news", "county"}
    return {name: field for name, field in SignForm.base_fields.items() if name not in left_out}
