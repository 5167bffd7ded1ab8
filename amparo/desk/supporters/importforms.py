"""Forms of a list that is brought along: the file, what its columns hold, who agreed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.lib.csvs import restored
from amparo.places.counties import counties
from amparo.supporters import rowreading
from amparo.supporters.rowreading import Plan, folded, guessed
from amparo.web.models import Coalition
from amparo.web.templatetags.web import language_name

IN_FILE, FOR_ALL = "file", "all"
SAMPLES = 3

COLUMNS = [
    ("", gettext_lazy("Leave it out")),
    (rowreading.EMAIL, gettext_lazy("E-mail")),
    (rowreading.NAME, gettext_lazy("Whole name")),
    (rowreading.FIRST, gettext_lazy("First name")),
    (rowreading.LAST, gettext_lazy("Last name")),
    (rowreading.TOWN, gettext_lazy("Town")),
    (rowreading.COUNTY, gettext_lazy("County")),
    (rowreading.PHONE, gettext_lazy("Telephone")),
    (rowreading.LANGUAGE, gettext_lazy("Language")),
    (rowreading.CONSENT, gettext_lazy("Agreed to letters (yes or no)")),
    (rowreading.AGREED_ON, gettext_lazy("When she agreed")),
    (rowreading.AGREED_HOW, gettext_lazy("How she agreed")),
]


class FileForm(forms.Form):
    """The file itself is never read through this form: uploads.py has read it already."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        error_messages={"required": gettext_lazy("Please choose a file.")},
        help_text=gettext_lazy(
            "With a header row. From a spreadsheet: save as CSV (UTF-8). From Action Network: the "
            "export as it is."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )


class ColumnsForm(forms.Form):
    """What each column holds; the guess stands there already."""

    def __init__(self, *args: Any, header: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.header = header
        for number, (name, guess) in enumerate(zip(header, guessed(header), strict=True)):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=restored(name).strip() or _("Column %(number)s") % {"number": number + 1},
                choices=COLUMNS,
                required=False,
                initial=guess,
            )

    def clean(self) -> dict[str, Any]:
        """Each thing once, and an e-mail at least."""
        super().clean()
        columns = [column for column in self.columns() if column]
        for column in sorted({each for each in columns if columns.count(each) > 1}):
            last = max(at for at, each in enumerate(self.columns()) if each == column)
            twice = _("Two columns cannot both be this: choose one of them.")
            self.add_error(f"column-{last}", twice)
        if rowreading.EMAIL not in columns:
            self.add_error(None, _("Say which column holds the e-mail: without it nobody can be "
                                   "written to."))  # fmt: skip
        return self.cleaned_data

    def columns(self) -> list[str]:
        return [self.cleaned_data.get(f"column-{n}", "") for n in range(len(self.header))]

    def beside(self, rows: Sequence[Sequence[str]]) -> Iterator[tuple[BoundField, list[str]]]:
        """Each column's field with the first things that stand in it."""
        for number in range(len(self.header)):
            cells = [row[number] for row in rows if len(row) > number and row[number].strip()]
            yield self[f"column-{number}"], [restored(cell)[:60] for cell in cells[:SAMPLES]]


class AgreedForm(forms.Form):
    """On whose word these people are written to, and what else holds for all of them."""

    label = forms.CharField(
        label=gettext_lazy("What you call this list"),
        max_length=80,
        help_text=gettext_lazy("For all organizers, as “Sign-up sheets 2019–2024”. No names."),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Who agreed to letters from us"),
        choices=[
            (IN_FILE, gettext_lazy("A column of the file says it, row by row")),
            (FOR_ALL, gettext_lazy("Everybody in this file agreed")),
        ],
        widget=forms.RadioSelect,
    )
    agreed = forms.CharField(
        label=gettext_lazy("When and how they agreed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For the log, as “By the sign-up sheet at each vigil, 2019 to 2024, with the sentence "
            "‘Write to me’”. No names."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Their language, where the file does not say it"),
        widget=forms.RadioSelect,
    )
    keeps_households = forms.BooleanField(
        label=gettext_lazy(
            "Also take other names of an address that is on the list already (a family)"
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, language_name(code).capitalize()) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = offered  # type: ignore[attr-defined]

    def check_against(self, columns: Sequence[str]) -> None:
        """The word that is in the file has to be in a column."""
        asks = rowreading.CONSENT in columns or rowreading.AGREED_ON in columns
        if self.cleaned_data.get("basis") == IN_FILE and not asks:
            said = _("Then say above which column it is. Who did not agree is not put on the list.")
            self.add_error("basis", said)


def plan_of(columns: Sequence[str], agreed: AgreedForm) -> Plan:
    """Return how to read the rows. Where everybody agreed, no column is asked for it."""
    typed = agreed.cleaned_data
    if typed["basis"] == FOR_ALL:
        columns = ["" if each == rowreading.CONSENT else each for each in columns]
    return Plan(
        columns=tuple(columns),
        asks_consent=typed["basis"] == IN_FILE,
        language=typed["language"],
        keeps_households=typed["keeps_households"],
        languages=_languages(),
        counties=_counties(),
    )


def _languages() -> dict[str, str]:
    """Every word for a language of the site, folded."""
    found = {}
    for code, name in settings.LANGUAGES:
        for word in (code, str(name), language_name(code), *_ALSO.get(code, ())):
            found[folded(word)] = code
    return found


_ALSO = {"en": ("eng", "english", "ingles"), "es": ("spa", "spanish", "espanol", "castellano")}


def _counties() -> dict[str, str]:
    """Every county of the coalition's state by its folded name and by its code."""
    known = counties(Coalition.here().state)
    return {folded(name).removesuffix(" county"): code for code, name in known} | {
        code: code for code, _name in known
    }
