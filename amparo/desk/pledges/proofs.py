"""What organizers fill in about a pledge: who, when, to which words, and how we know.

A newcomer's mistake: a field for what the coalition thinks of a candidate. There is none.
"""

from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from amparo.campaigns.models import Wording
from amparo.desk.asks.forms import lines
from amparo.desk.fields import DayField
from amparo.lib.dates import day_in_words
from amparo.lib.pictures import CannotRead, remake
from amparo.officials.models import Official
from amparo.pledges.models import Candidate, Plank, Platform, ProofKind, Question, Scope, Verdict
from amparo.web.forms import ProseField
from amparo.web.templatetags.web import language_name

LARGEST_PROOF = 10_000_000  # bytes

_LANGUAGES = [(code, language_name(code)) for code in settings.SITE_LANGUAGES]


class PlanksField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not at run time
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {obj.title}"


class GiverField(forms.TypedChoiceField):
    """A candidate or an official, in one list."""

    default_error_messages = {
        "required": gettext_lazy("Please choose somebody."),
        "invalid_choice": gettext_lazy("This one is not in the list any more."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self._offered, coerce=self.found, **kwargs)

    @staticmethod
    def found(value: Any) -> Candidate | Official | None:
        """Whom a value of the list means; None where nobody is there any more."""
        if isinstance(value, Candidate | Official):
            return value
        kind, _colon, key = str(value).partition(":")
        if kind == "candidate":
            return Candidate.objects.filter(pk=UUID(key)).first()
        return Official.objects.filter(pk=UUID(key)).first()

    @staticmethod
    def _offered() -> list[tuple[str, Any]]:
        candidates = Candidate.objects.with_office()
        officials = Official.objects.with_office()
        return [
            ("", "—"),
            (_("Candidates"), [(f"candidate:{each.pk}", _called(each)) for each in candidates]),
            (_("Officials"), [(f"official:{each.pk}", _called(each)) for each in officials]),
        ]


class ProofForm(forms.Form):
    """Who said something, when, to which words, and how we know."""

    giver = GiverField(label=gettext_lazy("Who"))
    wording = forms.ModelChoiceField(
        label=gettext_lazy("To which words"), queryset=Wording.objects.none(), empty_label=None
    )
    given_on = DayField(label=gettext_lazy("Given on"), initial=timezone.localdate)
    statement = ProseField(
        label=gettext_lazy("What was said, word for word"), required=False, max_length=4000
    )
    statement_language = forms.ChoiceField(
        label=gettext_lazy("Its language"), choices=_LANGUAGES, required=False
    )
    proof_kind = forms.ChoiceField(label=gettext_lazy("How we know"), choices=ProofKind.choices)
    proof_url = forms.URLField(
        label=gettext_lazy("Web address of it"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    proof_file = forms.FileField(
        label=gettext_lazy("The document"),
        required=False,
        help_text=gettext_lazy(
            "PDF or photograph, at most 10 megabytes. Everybody can read it: cover home addresses"
            " and private telephones first."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, platform: Platform, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = platform.wordings.order_by("-since_on", "-pk")
        field = WordingField(label=self.fields["wording"].label, queryset=kept, empty_label=None)
        self.fields["wording"] = field

    def clean_proof_file(self) -> tuple[bytes, str] | None:
        """(content, ending); of a picture the pixels alone, so that no place stays in it."""
        sent = self.cleaned_data["proof_file"]
        return _document(sent) if isinstance(sent, UploadedFile) else None

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not (given.get("proof_url") or given.get("proof_file") or "proof_file" in self.errors):
            self.add_error(
                "proof_url", _("Please give a web address or the document: how we know.")
            )
        return given


class WordingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not at run time
    def label_from_instance(self, obj: Any) -> str:
        day = day_in_words(obj.since_on, _language())
        return f"{day} · {language_name(obj.language)} · {obj.text_hash[:8]}"


class PledgeForm(ProofForm):
    """To the whole platform, or to single planks."""

    scope = forms.ChoiceField(
        label=gettext_lazy("What was pledged"),
        choices=[(each.value, each.label) for each in (Scope.WHOLE, Scope.PLANKS)],
        initial=Scope.WHOLE,
        widget=forms.RadioSelect,
    )
    planks = forms.ModelMultipleChoiceField(queryset=Plank.objects.none(), required=False)
    field_order = ("giver", "scope", "planks")

    def __init__(self, *args: Any, platform: Platform, **kwargs: Any) -> None:
        super().__init__(*args, platform=platform, **kwargs)
        field = PlanksField(label=_("Single planks"), queryset=_planks(platform), required=False)
        self.fields["planks"] = field
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("scope") == Scope.PLANKS and not given.get("planks"):
            self.add_error("planks", _("Please choose the planks."))
        return given


class AnswersForm(ProofForm):
    """Answers to the questions, two fields each."""

    def __init__(self, *args: Any, platform: Platform, **kwargs: Any) -> None:
        super().__init__(*args, platform=platform, **kwargs)
        self.questions = list(platform.questions.prefetch_related("texts"))
        for question in self.questions:
            self.fields[f"verdict-{question.pk}"] = forms.ChoiceField(
                label=f"{question.number}. {question.words}",
                choices=Verdict.choices,
                initial=Verdict.NONE,
            )
            self.fields[f"words-{question.pk}"] = ProseField(
                label=_("In their words, to question %(number)d") % {"number": question.number},
                required=False,
                max_length=2000,
                widget=lines(2),
            )

    def answered(self) -> dict[Question, tuple[str, str]]:
        given = self.cleaned_data
        return {
            each: (given[f"verdict-{each.pk}"], given[f"words-{each.pk}"])
            for each in self.questions
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        verdicts = {given.get(f"verdict-{each.pk}") for each in self.questions}
        if not verdicts - {Verdict.NONE.value, None}:
            self.add_error(None, _("Please write down one answer at least."))
        return given


class WithdrawnForm(forms.Form):
    on = DayField(label=gettext_lazy("Taken back on"), initial=timezone.localdate)


def _called(person: Candidate | Official) -> str:
    title = person.office.holder_title or person.office.name
    return f"{person.name}, {title}"


def _document(sent: Any) -> tuple[bytes, str]:
    if (sent.size or 0) > LARGEST_PROOF:
        raise forms.ValidationError(_("This file is too heavy: at most 10 megabytes."))
    content = sent.read()
    if PurePosixPath(sent.name or "").suffix.lower() == ".pdf":
        if not content.startswith(b"%PDF-"):
            raise forms.ValidationError(_("This file says PDF and is none."))
        return content, ".pdf"
    try:
        picture = remake(content)
    except CannotRead:
        raise forms.ValidationError(_("A PDF or a picture, please.")) from None
    return picture.data, picture.suffix


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _planks(platform: Platform) -> Any:
    return Plank.objects.filter(platform=platform).prefetch_related("texts")
