"""Fields that several forms about governments share: a source old or new, and why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.audit.actors import Actor
from amparo.desk.evidence.copies import CopyField
from amparo.desk.fields import DayField
from amparo.evidence.models import Source
from amparo.evidence.operations import save_source, with_address
from amparo.evidence.operations.sources import keep_copy
from amparo.policies.operations.facts import StandsOn
from amparo.web.forms import LineField, ProseField
from amparo.web.templatetags.web import language_name


class SourceFieldsForm(forms.Form):
    """What a fact stands on: a source that we have, or a new one; where it says so."""

    heading = gettext_lazy("Where it is from")

    known = forms.ModelChoiceField(
        label=gettext_lazy("One that we have"), queryset=Source.objects.all(), required=False
    )
    title = LineField(label=gettext_lazy("Or a new one: its title"), required=False, max_length=300)
    publisher = LineField(label=gettext_lazy("Publisher"), required=False, max_length=200)
    url = forms.URLField(
        label=gettext_lazy("Web address"), required=False, max_length=500, assume_scheme="https"
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Its language"),
        required=False,
        choices=lambda: [(code, language_name(code)) for code in settings.SITE_LANGUAGES],
    )
    where = LineField(
        label=gettext_lazy("Where in it"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Page 4, table 2."),
    )
    quote = ProseField(
        label=gettext_lazy("Quotation"),
        required=False,
        help_text=gettext_lazy("Exactly as printed, errors included."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    read_on = DayField(label=gettext_lazy("Read on"), required=False, initial=timezone.localdate)
    copy = CopyField()

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        kwargs["prefix"] = "source"
        super().__init__(*args, **kwargs)
        self.is_needed = is_needed

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        is_given = bool(given.get("known") or given.get("title"))
        rest = any(given.get(name) for name in ("url", "where", "quote", "copy"))
        if not is_given and (self.is_needed or rest):
            self.add_error("title", _("Please choose a source or write the title of a new one."))
        source = given.get("known") or with_address(given.get("url", ""))
        if given.get("copy") and source and source.archived:
            self.add_error(
                "copy",
                _(
                    "We keep a copy of this source already. To keep another in its place, open "
                    "the source itself."
                ),
            )
        return given

    def stands_on(self, actor: Actor, *, is_against: bool = False) -> StandsOn | None:
        """The source, kept once, with its copy; none where none was given."""
        given = self.cleaned_data
        source = given["known"] or with_address(given["url"])
        if source is None and given["title"]:
            source = save_source(_new_source(given), actor=actor)
        if source is None:
            return None
        if given["copy"]:
            suffix, content = given["copy"]
            keep_copy(source, content, suffix=suffix, actor=actor)
        return StandsOn(source, given["where"], given["quote"], given["read_on"], is_against)


class WhyForm(forms.Form):
    """A reason, which the history keeps."""

    why = ProseField(
        label=gettext_lazy("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stays at the desk, in the fact's history."),
    )

    def __init__(self, *args: Any, is_needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = is_needed


def _new_source(given: Mapping[str, Any]) -> Source:
    read_on: date = given["read_on"] or timezone.localdate()
    return Source(
        title=given["title"],
        publisher=given["publisher"],
        url=given["url"],
        language=given["language"] or settings.SITE_LANGUAGES[0],
        read_on=read_on,
    )
