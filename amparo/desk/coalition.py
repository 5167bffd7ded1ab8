"""The coalition's own card: what stands at the head and foot of every page, in each language."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
from amparo.desk.frame import are_valid, desk_view, person, show_form
from amparo.lib.pictures import CannotRead, remake
from amparo.places.counties import states
from amparo.web.forms import EmailAddressField, LineField, PhoneField, ProseField
from amparo.web.models import Coalition
from amparo.web.operations import describe_coalition
from amparo.web.templatetags.web import language_name

MARK_PIXELS = 512


class FactsForm(forms.Form):
    """What is the same in every language."""

    heading = gettext_lazy("The coalition")

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=states)
    hotline = PhoneField(label=gettext_lazy("Hotline"), required=False)
    email = EmailAddressField(label=gettext_lazy("E-mail for the public"), required=False)
    tone = forms.ChoiceField(
        label=gettext_lazy("In Spanish the site says"), choices=Coalition.Tone.choices
    )
    mark = forms.FileField(
        label=gettext_lazy("Mark (a square picture)"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP. It is drawn small: few lines are best."),
    )

    def clean_mark(self) -> bytes | None:
        sent = self.cleaned_data["mark"]
        if not sent:
            return None
        try:
            return remake(sent.read(), longest=MARK_PIXELS, into="PNG").data
        except CannotRead as reason:
            raise forms.ValidationError(_("This picture cannot be read.")) from reason


class WordsForm(forms.Form):
    """What the coalition calls itself in one language, and how to join it."""

    name = LineField(label=gettext_lazy("Name"))
    tagline = LineField(
        label=gettext_lazy("Who we are, in one sentence"), required=False, max_length=200
    )
    how_to_join = ProseField(label=gettext_lazy("How to join"), required=False)
    hotline_hours = LineField(
        label=gettext_lazy("Hours of the hotline"), required=False, max_length=200
    )
    next_meeting = LineField(label=gettext_lazy("Next meeting"), required=False, max_length=200)
    about = ProseField(
        label=gettext_lazy("About us, at the end of every press release"), required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        language: str,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix=language, initial=initial)
        self.language = language
        self.heading = language_name(language).capitalize()


@desk_view(Role.ORGANIZER)
def coalition(request: HttpRequest) -> HttpResponse:
    here = Coalition.here()
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    facts = FactsForm(data, files, initial=_facts_of(here))
    words = [
        WordsForm(data, language=code, initial=_words_of(here, code))
        for code in settings.SITE_LANGUAGES
    ]
    if data is not None and are_valid(facts, *words):
        mark = facts.cleaned_data.pop("mark")
        describe_coalition(
            facts=facts.cleaned_data,
            texts={form.language: form.cleaned_data for form in words},
            actor=person(request).actor,
            mark=mark,
        )
        messages.success(request, _("It stands on every page now."))
        return redirect("desk:settings")
    return show_form(
        request,
        title=_("Settings"),
        icon="cog",
        forms=[facts, *words],
        submit=_("Save"),
        template="desk/words.html",
    )


def _facts_of(here: Coalition) -> dict[str, str]:
    return {name: getattr(here, name) for name in ("state", "hotline", "email", "tone")}


def _words_of(here: Coalition, language: str) -> dict[str, str]:
    text = here.text(language)
    return {name: getattr(text, name) for name in WordsForm.base_fields}


urlpatterns = [path("settings/", coalition, name="settings")]
