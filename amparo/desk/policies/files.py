"""Forms of files that are brought in: the file, which column is what, what it is as a source.

A newcomer's mistake: judging a file in the view. What cannot be read is an error beside its field,
and nothing of it is kept.
"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.desk.fields import DayField
from amparo.policies.importers.facts import FIELDS, MOST, NEEDED
from amparo.policies.importers.reading import LARGEST, CannotRead, Table, read_tables
from amparo.policies.importers.sheets import read_days
from amparo.policies.models import BatchKind
from amparo.web.forms import LineField
from amparo.web.models import Coalition


class FileForm(forms.Form):
    """A file, and what it holds."""

    kind = forms.ChoiceField(label=gettext_lazy("It holds"), choices=BatchKind.choices)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV (UTF-8) or XLSX, up to 20 megabytes; lists of many days in a ZIP or in one CSV "
            "with a column of dates."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.zip"}),
    )
    listed_on = DayField(
        label=gettext_lazy("Day of the list"),
        required=False,
        help_text=gettext_lazy("Only where neither the file's name nor a column says it."),
    )

    tables: list[Table]
    content: bytes

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        upload = given.get("file")
        if not isinstance(upload, UploadedFile):
            return given
        try:
            if (upload.size or 0) > LARGEST:
                raise CannotRead("too-large", upload.name or "")
            self.content = upload.read()
            self.tables = read_tables(upload.name or "file", self.content)
            if given.get("kind") == BatchKind.SHEETS:
                read_days(self.tables, given.get("listed_on"))
            elif len(self.tables) > 1:
                raise CannotRead("one", upload.name or "")
            elif len(self.tables[0].rows) > MOST:
                raise CannotRead("too-many", upload.name or "")
        except CannotRead as refusal:
            self.add_error("file", trouble_words(refusal))
        return given


class MappingForm(forms.Form):
    """Which column is what: found by its name, then chosen by hand."""

    heading = gettext_lazy("Which column is what")

    def __init__(self, *args: Any, header: tuple[str, ...], **kwargs: Any) -> None:
        kwargs["prefix"] = "column"
        super().__init__(*args, **kwargs)
        columns = [("", _("none")), *((str(at), cell) for at, cell in enumerate(header))]
        for name, label in _labels().items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=columns, required=name in NEEDED
            )

    @property
    def mapping(self) -> dict[str, int]:
        given = self.cleaned_data
        return {name: int(given[name]) for name in FIELDS if given.get(name)}


class SheetForm(forms.Form):
    """What to take of lists, and what they are as a source."""

    state = forms.ChoiceField(label=gettext_lazy("Take"), required=False)
    title = LineField(
        label=gettext_lazy("Title of the source"),
        max_length=300,
        initial="287(g) participating agencies",
    )
    publisher = LineField(
        label=gettext_lazy("Publisher"),
        max_length=200,
        required=False,
        initial="U.S. Immigration and Customs Enforcement",
    )
    url = forms.URLField(
        label=gettext_lazy("Web address"), required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Coalition.here().state
        choices = [("", _("every state")), (here, _("our state alone"))]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]


def trouble_words(refusal: CannotRead) -> str:
    """Why a file is not taken, and what to do."""
    words = {
        "too-large": _("It is too large: at most 20 megabytes, and 200 unpacked."),
        "too-long": _("It has more than 200,000 rows."),
        "too-wide": _("It has more than 100 columns."),
        "kind": _("CSV, XLSX or ZIP, please."),
        "encoding": _("It is not in UTF-8. In the spreadsheet, save it as “CSV UTF-8”."),
        "formula": _("A cell holds a formula. Save values alone, without formulas."),
        "broken": _("It is damaged, or not what its ending says."),
        "locked": _("It is locked with a password."),
        "empty": _("It has no rows."),
        "columns": _("These columns are missing:"),
        "no-day": _("Neither its name nor a column says of which day it is. Choose it below."),
        "day": _("A day in it cannot be read."),
        "twice": _("It holds two lists of one half day."),
        "too-many": _("It has more than 10,000 facts. Send the rest as a second file."),
        "one": _("One table at a time, please."),
    }
    said = words.get(refusal.reason, words["broken"])
    return f"{said} ({refusal.detail})" if refusal.detail else said


def _labels() -> dict[str, str]:
    return {
        "place": _("Government or agency"),
        "factor": _("Factor"),
        "value": _("What it does"),
        "starts_on": _("In force from"),
        "source": _("Title of the source"),
        "ends_on": _("Until"),
        "evidence": _("Kind of evidence"),
        "approved_by": _("Decided by"),
        "url": _("Web address"),
        "quote": _("Quotation"),
        "note": _("Note"),
        "state": _("State (two letters)"),
        "fips": _("FIPS code"),
    }
