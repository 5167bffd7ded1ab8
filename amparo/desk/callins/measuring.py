"""How long a script takes to say, told while one writes it.

A newcomer's mistake: refusing a script that is too long. It is a warning: some offices are worth
two minutes, and whoever writes decides. Without scripts the time stands there after each saving.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.callins.script import measure
from amparo.desk.frame import desk_view

PARTS = ("opening", "points", "closing")
LONGEST = 5_000  # letters that are measured


class SpokenTime(forms.Widget):
    """Shows the time and asks the server anew while one types."""

    template_name = "desk/callins/spoken.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        language = self.attrs.get("lang", "")
        return {
            **context,
            "url": reverse("desk:callin-measure", args=[language]) if language else "",
            "said": value or "",
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> None:
        return None


class SpokenTimeField(forms.Field):
    """Holds nothing: what it shows is measured from the fields beside it."""

    def __init__(self, *, parts: Sequence[str] = PARTS) -> None:
        self.parts = parts
        super().__init__(
            label=gettext_lazy("How long it takes to say"), required=False, widget=SpokenTime()
        )

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> "SpokenTimeBoundField":
        return SpokenTimeBoundField(form, self, field_name)


class SpokenTimeBoundField(forms.BoundField):
    field: SpokenTimeField

    def value(self) -> str:
        words = [str(self.form[part].value() or "") for part in self.field.parts]
        return time_in_words(words, getattr(self.form, "language", ""))


def time_in_words(parts: list[str], language: str) -> str:
    """One sentence; it warns of more than a minute."""
    found = measure([part[:LONGEST] for part in parts], language)
    said = ngettext("%(words)d word", "%(words)d words", found.words) % {"words": found.words}
    said += ", " + _("about %(seconds)d seconds.") % {"seconds": found.seconds}
    if found.is_too_long:
        said += " " + _("More than a minute: %(most)d words are enough.") % {"most": found.most}
    return said


@desk_view(Role.ORGANIZER)
@require_POST
def measured(request: HttpRequest, language: str) -> HttpResponse:
    """The time of what stands in the form of one language; nothing is kept."""
    parts = [request.POST.get(f"{language}-{part}", "") for part in PARTS]
    return render(request, "desk/callins/_spoken.html", {"said": time_in_words(parts, language)})


urlpatterns = [path("callins/measure/<slug:language>/", measured, name="callin-measure")]
