"""What organizers fill in about bills. Forms judge and save nothing.

A newcomer's mistake: a date field that must be filled. "Before July 1" is all that is known of a
special session; a step may have an end and no beginning.
"""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.bills.importers import plain
from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.markup import Text, read_words
from amparo.bills.models import (
    Feed,
    Position,
    Session,
    SessionKind,
    Stage,
    TextKind,
)
from amparo.bills.models.sessions import CONGRESS
from amparo.bills.naming import key_of
from amparo.campaigns.models import Campaign
from amparo.desk.fields import DayField, NamedChoiceField, WordsForm, window_error
from amparo.places.counties import states
from amparo.web.forms import LineField, ProseField

LARGEST_FILE = 60_000_000  # bytes
UNKNOWN = ("", gettext_lazy("not known"))


def legislatures() -> list[tuple[str, str]]:
    """Every state by its two letters, and Congress."""
    return [*states(), (CONGRESS, _("United States (Congress)"))]


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SessionForm(forms.Form):
    """A session that no file has brought: a special one, often."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=legislatures)
    first_year = forms.IntegerField(
        label=gettext_lazy("First year"), min_value=1850, max_value=2200
    )
    last_year = forms.IntegerField(label=gettext_lazy("Last year"), min_value=1850, max_value=2200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SessionKind.choices)
    number = forms.IntegerField(
        label=gettext_lazy("Which special session of that year"),
        required=False,
        min_value=1,
        max_value=9,
        help_text=gettext_lazy("Only of a special one: 1 is the first."),
    )
    name = LineField(
        label=gettext_lazy("Name"),
        max_length=160,
        help_text=gettext_lazy("As the legislature says: 87th Legislature, first special session."),
    )
    starts_on = DayField(label=gettext_lazy("From"), required=False)
    ends_on = DayField(label=gettext_lazy("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year is before the first."))
        trouble = window_error(given.get("starts_on"), given.get("ends_on"))
        if trouble:
            self.add_error("ends_on", trouble)
        return given


class NewBillForm(forms.Form):
    """Which bill: its session and its number."""

    session = NamedChoiceField(
        label=gettext_lazy("Session"),
        queryset=Session.objects.select_related("jurisdiction"),
        name_of=lambda each: f"{each.name} ({each.state})",
    )
    identifier = LineField(
        label=gettext_lazy("Number of the bill"),
        max_length=40,
        help_text=gettext_lazy("As people say it: SF 1143."),
    )

    def clean_identifier(self) -> str:
        typed: str = self.cleaned_data["identifier"]
        if not re.search(r"\d", key_of(typed)):
            raise forms.ValidationError(_("A bill has a number: SF 1143."))
        return typed


class BillForm(forms.Form):
    """What is the same in every language."""

    position = forms.ChoiceField(
        label=gettext_lazy("Our position"),
        required=False,
        choices=[("", gettext_lazy("none yet")), *Position.choices],
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Where it stands"),
        choices=Stage.choices,
        help_text=gettext_lazy(
            "Comes from its steps by itself. Change it only where the steps do not tell."
        ),
    )
    title = ProseField(
        label=gettext_lazy("Official title"), required=False, max_length=5_000, widget=lines(2)
    )
    subjects = ProseField(
        label=gettext_lazy("Subjects, a line each"),
        required=False,
        max_length=2_000,
        widget=lines(2),
    )


class BillWordsForm(WordsForm):
    """What it does, in plain words of one language."""

    title = LineField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("What people will call it: No sheriff's contracts with ICE."),
    )
    summary = ProseField(
        label=gettext_lazy("What it does"), required=False, max_length=10_000, widget=lines(6)
    )
    why = ProseField(
        label=gettext_lazy("Why this is our position"),
        required=False,
        max_length=10_000,
        widget=lines(4),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("title") and (given.get("summary") or given.get("why")):
            self.add_error("title", _("Please say it in a few words, too."))
        return given


class TextFactsForm(forms.Form):
    """What is said about a printing."""

    label = LineField(
        label=gettext_lazy("What it is called"),
        max_length=200,
        help_text=gettext_lazy("2nd engrossment, Amendment A15, Conference report."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=TextKind.choices)
    starts_on = DayField(label=gettext_lazy("Dated"), required=False)
    source_title = LineField(label=gettext_lazy("Where we read it"), required=False, max_length=200)
    source_url = forms.URLField(
        label=gettext_lazy("Web address"), required=False, max_length=500, assume_scheme="https"
    )
    is_excerpt = forms.BooleanField(label=gettext_lazy("It is an excerpt"), required=False)


class TextWordsForm(forms.Form):
    """Its words: a file, or pasted. Neither is allowed where we have its address."""

    IS_NEEDED = False

    file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        help_text=gettext_lazy("PDF, HTML or plain text, up to 60 megabytes."),
    )
    words = forms.CharField(
        label=gettext_lazy("Or the words, pasted"), required=False, widget=lines(10), strip=False
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        file, words = given.get("file"), given.get("words", "")
        if not self.IS_NEEDED and not file and not words.strip():
            return given
        if bool(file) == bool(words.strip()):
            self.add_error("file", _("Please choose a file or paste the words: one of both."))
            return given
        try:
            given["read"], given["media_type"] = _read(file, words)
        except CannotRead as error:
            self.add_error("file" if file else "words", str(error))
        return given


class LegalTextForm(TextFactsForm, TextWordsForm):
    """A printing: a file, or words that were pasted."""

    IS_NEEDED = True

    field_order = (
        "label", "kind", "starts_on", "file", "words", "source_title", "source_url", "is_excerpt",
    )  # fmt: skip


def _read(file: Any, words: str) -> tuple[Text, str]:
    if file is None:
        return read_words(words), "text/plain"
    if (file.size or 0) > LARGEST_FILE:
        raise CannotRead("long")
    return plain.read_file(file.read())


class ImportForm(forms.Form):
    """A file of Open States, LegiScan or the Minnesota Revisor, or one text."""

    file = forms.FileField(label=gettext_lazy("The file"))
    session = NamedChoiceField(
        label=gettext_lazy("Session"),
        required=False,
        queryset=Session.objects.select_related("jurisdiction"),
        name_of=lambda each: f"{each.name} ({each.state})",
        help_text=gettext_lazy(
            "Only for a text that does not say it itself, as a House amendment of Minnesota."
        ),
    )

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if (sent.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is too large for the browser. On the server: amparo import bills FILE")
            )
        return sent


class WatchForm(forms.Form):
    """Which session of which feed the worker looks at by itself."""

    feed = forms.ChoiceField(
        label=gettext_lazy("Source"),
        choices=[each for each in Feed.choices if each[0] != Feed.FILE],
        help_text=gettext_lazy("LegiScan and Open States need a key of yours on the server."),
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=states)
    session_key = LineField(
        label=gettext_lazy("Session, as the source names it"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Empty: the current one."),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("feed") == Feed.REVISOR and given.get("state") != "MN":
            self.add_error("state", _("The Revisor is Minnesota's: please choose Minnesota."))
        return given


class CallInForm(forms.Form):
    """To which campaign the call-in day of this bill belongs."""

    campaign = NamedChoiceField(
        label=gettext_lazy("Campaign"),
        queryset=Campaign.objects.none(),
        name_of=lambda each: each.title,
    )

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["campaign"]
        assert isinstance(field, NamedChoiceField)  # noqa: S101 - tells mypy what stands above
        field.queryset = campaigns


class LinkForm(forms.Form):
    """Which of our open asks is about this bill."""

    ask = forms.ChoiceField(label=gettext_lazy("Ask"))

    def __init__(self, *args: Any, asks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ask"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what stands above
        field.choices = asks
