"""Factors and rubrics at the desk: what is asked, and by which rules answers become one word."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
from amparo.desk.fields import WordsForm, all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.policies.parts import ABOVE, parts
from amparo.desk.words import has_one, words_forms
from amparo.policies.judging import printed, version_with_words
from amparo.policies.models import Effect, Factor, FactorValue, Method, Rubric, Topic
from amparo.policies.operations.asking import Answer, Step, Ways, save_factor, save_rubric
from amparo.web.forms import LineField, ProseField
from amparo.web.templatetags.web import language_name

SPARE = 2  # empty answers after those that there are
MOST_STEPS = 8


class FactorWordsForm(WordsForm):
    """A factor in one language."""

    name = LineField(label=gettext_lazy("Name"), required=False, max_length=120)
    question = LineField(label=gettext_lazy("Question"), required=False, max_length=300)
    definition = ProseField(
        label=gettext_lazy("Definition"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FactorForm(forms.Form):
    """What a factor is in every language."""

    topic = forms.ChoiceField(label=gettext_lazy("Topic"), choices=Topic.choices)
    of_states = forms.BooleanField(label=gettext_lazy("Asked of states"), required=False)
    of_counties = forms.BooleanField(label=gettext_lazy("Asked of counties"), required=False)
    of_cities = forms.BooleanField(label=gettext_lazy("Asked of cities"), required=False)
    is_multiple = forms.BooleanField(
        label=gettext_lazy("Several answers may hold at once"), required=False
    )
    in_custody = forms.BooleanField(
        label=gettext_lazy("It decides what happens to people in jail"), required=False
    )
    old_after_days = forms.IntegerField(
        label=gettext_lazy("Look again after so many days"), min_value=1, max_value=3650
    )
    is_asked = forms.BooleanField(
        label=gettext_lazy("It is asked today"),
        required=False,
        help_text=gettext_lazy("One that is put away keeps its facts."),
    )


class AnswerForm(forms.Form):
    """One answer in every language; without words it is left out."""

    def __init__(self, *args: Any, number: int, value: FactorValue | None, **kwargs: Any) -> None:
        kwargs["prefix"] = f"answer{number}"
        super().__init__(*args, **kwargs)
        self.heading = _("Answer %(number)s") % {"number": number}
        self.value = value
        for code in settings.SITE_LANGUAGES:
            self.fields[f"name_{code}"] = LineField(
                label=language_name(code).capitalize(), required=False, max_length=160
            )
        self.fields["effect"] = forms.ChoiceField(label=_("What it does"), choices=Effect.choices)
        self.fields["is_none"] = forms.BooleanField(
            label=_("It leaves no room for another answer"), required=False
        )

    @property
    def names(self) -> dict[str, str]:
        given = {code: self.cleaned_data[f"name_{code}"] for code in settings.SITE_LANGUAGES}
        return {code: name for code, name in given.items() if name}

    @property
    def answer(self) -> Answer:
        given, pk = self.cleaned_data, self.value.pk if self.value else None
        return Answer(given["effect"], self.names, pk, given["is_none"])


class RubricWordsForm(WordsForm):
    """A rubric in one language."""

    name = LineField(label=gettext_lazy("Name"), required=False, max_length=120)
    about = ProseField(
        label=gettext_lazy("What it looks at"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RubricForm(forms.Form):
    """How it judges."""

    method = forms.ChoiceField(label=gettext_lazy("How it judges"), choices=Method.choices)
    protects_from = forms.IntegerField(
        label=gettext_lazy("Steps: protects from so many on"), min_value=0, max_value=20
    )
    harms_below = forms.IntegerField(
        label=gettext_lazy("Steps: harms with fewer than"), min_value=0, max_value=20
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        low, high = given.get("harms_below"), given.get("protects_from")
        if given.get("method") == Method.STEPS and low is not None and high is not None:
            if high < 1:
                self.add_error("protects_from", _("At least one step."))
            elif low > high:
                self.add_error("harms_below", _("More steps than it takes to protect."))
        return given


class StepForm(forms.Form):
    """One factor and the answers that meet it."""

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        kwargs["prefix"] = f"step{number}"
        super().__init__(*args, **kwargs)
        self.heading = _("Step %(number)s") % {"number": number}
        groups = [
            (factor.name, [(str(value.pk), value.name) for value in factor.values.all()])
            for factor in Factor.objects.with_words()
        ]
        self.fields["met_by"] = forms.MultipleChoiceField(
            label=_("Met by any of these answers to one factor"),
            choices=groups,
            required=False,
            widget=forms.SelectMultiple(attrs={"size": 8}),
        )

    def clean_met_by(self) -> list[FactorValue]:
        chosen = self.cleaned_data["met_by"]
        found = list(FactorValue.objects.filter(pk__in=chosen).select_related("factor"))
        if len({value.factor_id for value in found}) > 1:
            raise forms.ValidationError(_("Answers to one factor only, please."))
        return found


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def factors(request: HttpRequest) -> HttpResponse:
    is_organizer = person(request).is_organizer
    listing = Listing(
        title=_("Factors"),
        icon="list-ul",
        above=ABOVE,
        context=parts(request),
        rows=Factor.objects.with_words(),
        columns=[
            Column("name", _("Name"), lambda f: _link(f, "desk:factor")),
            Column("topic", _("Topic"), lambda f: f.get_topic_display(), sort="topic"),
            Column("answers", _("Answers"),
                   lambda f: " · ".join(value.name for value in f.values.all())),
            Column("own", _("Whose"), lambda f: _("our own") if f.is_own else _("the field's")),
            Column("asked", _("Asked"), lambda f: _("Yes") if f.is_asked else _("No")),
        ],
        buttons=[Button(_("New factor"), reverse("desk:factor-new"), "plus", is_primary=True)]
        if is_organizer else [],
        export_name="factors",
        crumbs=_crumbs(),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_factor(request: HttpRequest) -> HttpResponse:
    return _edit_factor(request, None)


@desk_view(Role.ORGANIZER)
def factor(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit_factor(request, get_object_or_404(Factor.objects.with_words(), pk=pk))


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def rubrics(request: HttpRequest) -> HttpResponse:
    is_organizer = person(request).is_organizer
    listing = Listing(
        title=_("Rubrics"),
        icon="list-ol",
        above=ABOVE,
        context=parts(request),
        rows=Rubric.objects.prefetch_related("texts", "versions"),
        columns=[
            Column("name", _("Name"), lambda r: _link(r, "desk:rubric")),
            Column("about", _("What it looks at"), lambda r: r.about),
            Column("version", _("Version"), lambda r: r.current.number, is_number=True),
            Column("own", _("Whose"), lambda r: _("our own") if r.is_own else _("the field's")),
        ],
        export_name="rubrics",
        buttons=[Button(_("New rubric"), reverse("desk:rubric-new"), "plus", is_primary=True)]
        if is_organizer else [],
        crumbs=_crumbs(),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_rubric(request: HttpRequest) -> HttpResponse:
    return _edit_rubric(request, None)


@desk_view(Role.ORGANIZER)
def rubric(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit_rubric(request, get_object_or_404(Rubric, pk=pk))


def _edit_factor(request: HttpRequest, found: Factor | None) -> HttpResponse:
    words = words_forms(request, FactorWordsForm, found.texts.all() if found else [])
    initial = {name: getattr(found or Factor(), name) for name in FactorForm.base_fields}
    form = FactorForm(initial=initial, **sent(request))
    answers = _answer_forms(request, found)
    missing = _("Please write it in one language at least.")
    if form.is_bound and all_valid(form, *words, *answers) and has_one(words, "name", missing):
        said = [each for each in answers if each.names]
        if len(said) > 1:
            row = found or Factor()
            for name, value in form.cleaned_data.items():
                setattr(row, name, value)
            kept = [each.answer for each in said]
            save_factor(row, _said(words), kept, actor=person(request).actor)
            messages.success(request, _("Saved."))
            return redirect("desk:factors")
        answers[0].add_error(None, _("Two answers at least, please."))
    return _show(request, found.name if found else _("New factor"), [form, *words, *answers],
                 (_("Factors"), reverse("desk:factors")))  # fmt: skip


def _answer_forms(request: HttpRequest, found: Factor | None) -> list[AnswerForm]:
    known = list(found.values.all()) if found else []
    count = len(known) + (SPARE if known else SPARE + 1)
    return [
        AnswerForm(
            number=number,
            value=known[number - 1] if number <= len(known) else None,
            initial=_answer_initial(known, number),
            **sent(request),
        )
        for number in range(1, count + 1)
    ]


def _answer_initial(known: Sequence[FactorValue], number: int) -> dict[str, Any]:
    if number > len(known):
        return {}
    value = known[number - 1]
    names = {f"name_{text.language}": text.name for text in value.texts.all()}
    return {**names, "effect": value.effect, "is_none": value.is_none}


def _edit_rubric(request: HttpRequest, found: Rubric | None) -> HttpResponse:
    words = words_forms(request, RubricWordsForm, found.texts.all() if found else [])
    version = found.current if found else None
    names = ("method", "protects_from", "harms_below")
    start = {"protects_from": 1, "harms_below": 1}
    initial = {name: getattr(version, name) for name in names} if version else start
    form = RubricForm(initial=initial, **sent(request))
    steps = _step_forms(request, version)
    missing = _("Please write it in one language at least.")
    if form.is_bound and all_valid(form, *words, *steps) and has_one(words, "name", missing):
        chosen = [each.cleaned_data["met_by"] for each in steps if each.cleaned_data["met_by"]]
        asked = [values[0].factor for values in chosen]
        if chosen and len(set(asked)) == len(asked):
            ways = Ways(
                **form.cleaned_data,
                steps=[Step(values[0].factor, values) for values in chosen],
            )
            kept = save_rubric(found or Rubric(), _said(words), ways,
                               actor=person(request).actor, today=timezone.localdate())  # fmt: skip
            messages.success(request, _("Saved: version %(number)s.") % {"number": kept.number})
            return redirect("desk:rubrics")
        steps[0].add_error("met_by", _("One step at least, and each factor once."))
    rules = printed(version_with_words(version.pk)) if version else []
    return _show(request, found.name if found else _("New rubric"), [form, *words, *steps],
                 (_("Rubrics"), reverse("desk:rubrics")), {"rules": rules})  # fmt: skip


def _step_forms(request: HttpRequest, version: Any) -> list[StepForm]:
    known = list(version.steps.prefetch_related("met_by")) if version else []
    return [
        StepForm(
            number=number,
            initial={"met_by": [str(value.pk) for value in known[number - 1].met_by.all()]}
            if number <= len(known)
            else {},
            **sent(request),
        )
        for number in range(1, max(len(known) + 1, MOST_STEPS) + 1)
    ]


def _said(forms_: Sequence[WordsForm]) -> Mapping[str, Mapping[str, str]]:
    return {form.language: form.cleaned_data for form in forms_ if form.cleaned_data["name"]}


def _show(
    request: HttpRequest,
    title: str,
    shown: Sequence[forms.BaseForm],
    back: tuple[str, str],
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    return show_form(
        request,
        title=title,
        forms=shown,
        submit=_("Save"),
        crumbs=[*_crumbs(), back],
        icon="list-ul",
        template="desk/policies/asking.html",
        context=context,
    )


def _link(row: Factor | Rubric, name: str) -> str:
    return format_html('<a href="{}">{}</a>', reverse(name, args=[row.pk]), row.name)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("What governments do"), reverse("desk:facts"))]


urlpatterns = [
    path("policies/factors/", factors, name="factors"),
    path("policies/factors/new/", new_factor, name="factor-new"),
    path("policies/factors/<int:pk>/", factor, name="factor"),
    path("policies/rubrics/", rubrics, name="rubrics"),
    path("policies/rubrics/new/", new_rubric, name="rubric-new"),
    path("policies/rubrics/<int:pk>/", rubric, name="rubric"),
]
