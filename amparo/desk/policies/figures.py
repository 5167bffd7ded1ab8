"""Claims whose figure is counted from facts: made, seen going stale, brought up to date."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role, User
from amparo.desk.evidence.forms import ClaimWordsForm
from amparo.desk.fields import DayField, NamedChoiceField, all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.policies.fields import WhyForm
from amparo.desk.policies.forms import all_answers, answer_name
from amparo.desk.policies.parts import ABOVE, parts
from amparo.desk.today import Todo
from amparo.desk.words import has_one, words_forms
from amparo.evidence.operations.claims import Words
from amparo.policies.models import ComputedClaim, FactorValue, Level, RubricVersion, Stance
from amparo.policies.operations.figures import Counted, bring_up_to_date, count, make_figure
from amparo.web.models import Coalition
from amparo.web.templatetags.web import day


class CountedForm(forms.Form):
    """What is counted, where, on which day."""

    level = forms.ChoiceField(label=gettext_lazy("Count"), choices=Level.choices)
    where = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    value = NamedChoiceField(
        label=gettext_lazy("That do this"),
        queryset=FactorValue.objects.none(),
        name_of=answer_name,
        required=False,
    )
    version = NamedChoiceField(
        label=gettext_lazy("Or of which this rubric"),
        queryset=RubricVersion.objects.none(),
        name_of=lambda version: f"{version.rubric.name} ({version.number})",
        required=False,
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("... says"), choices=[("", "—"), *Stance.choices], required=False
    )
    as_of = DayField(label=gettext_lazy("As of"), initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Coalition.here().state
        places = [(here, _("our state alone")), ("", _("every state"))]
        self.fields["where"].choices = places  # type: ignore[attr-defined]
        self.fields["value"].queryset = all_answers()  # type: ignore[attr-defined]
        versions = RubricVersion.objects.select_related("rubric").prefetch_related("rubric__texts")
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        value, version, stance = (given.get(name) for name in ("value", "version", "stance"))
        if bool(value) == bool(version):
            self.add_error("value", _("Choose an answer, or a rubric and what it says."))
        elif version and not stance:
            self.add_error("stance", _("Which stance is counted?"))
        elif value:
            given["stance"] = ""
        return given

    @property
    def counted(self) -> Counted:
        given = dict(self.cleaned_data)
        return Counted(state=given.pop("where"), **given)


class AsOfForm(forms.Form):
    as_of = DayField(label=gettext_lazy("As of"), initial=timezone.localdate)


@desk_view(Role.ORGANIZER)
def figures(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("Counted figures"),
        export_name="counted-figures",
        icon="openquote",
        above=ABOVE,
        context=parts(request),
        rows=ComputedClaim.objects.select_related("claim", "version__rubric").prefetch_related(
            "claim__texts", "value__texts", "value__factor__texts", "version__rubric__texts"
        ),
        columns=[
            Column("claim", _("Claim"), _link),
            Column("what", _("What is counted"), what_is_counted),
            Column("figure", _("Figure"), lambda c: int(c.claim.value or 0), is_number=True),
            Column("day", _("As of"), lambda c: c.as_of, sort="as_of"),
            Column("now", _("By what is known now"), lambda c: c.count_now, is_number=True),
            Column("state", _("State"), lambda c: _("stale") if c.stale_since else _("stands")),
        ],
        buttons=[Button(_("New counted figure"), reverse("desk:figure-new"), "plus", True)],
        crumbs=[(_("What governments do"), reverse("desk:facts"))],
        empty=_("No figure is counted yet: “53 counties … as of …”, cited anywhere, and flagged "
                "when facts change."),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """The count first, then the sentence; the figure is put in by itself."""
    form = CountedForm(**sent(request))
    words = words_forms(request, ClaimWordsForm, [])
    counted: int | None = None
    if form.is_bound and all_valid(form, *words):
        counted = count(form.counted)
        missing = _("Please write it in one language at least.")
        if "look" not in request.POST and has_one(words, "sentence", missing):
            made = make_figure(
                form.counted,
                _said(words, counted, form.cleaned_data["as_of"]),
                url="",
                actor=person(request).actor,
                now=timezone.now(),
            )
            said = _("It can be cited now, in any text: %(mark)s") % {"mark": made.claim.mark}
            messages.success(request, said)
            return redirect("desk:figures")
    return show_form(
        request,
        title=_("New counted figure"),
        forms=[form, *words],
        submit=_("Save"),
        crumbs=_crumbs(),
        icon="plus",
        template="desk/policies/figure.html",
        context={"counted": counted, "is_new": True},
    )


@desk_view(Role.ORGANIZER)
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring it up to date; every place that cites it is flagged."""
    found = get_object_or_404(ComputedClaim.objects.select_related("claim", "value", "version"),
                              pk=pk)  # fmt: skip
    form = AsOfForm(**sent(request))
    words = words_forms(request, ClaimWordsForm, found.claim.texts.all())
    why = WhyForm(**sent(request))
    missing = _("Please write it in one language at least.")
    if form.is_bound and all_valid(form, *words, why) and has_one(words, "sentence", missing):
        as_of = form.cleaned_data["as_of"]
        found.as_of = as_of
        bring_up_to_date(
            found,
            _said(words, count(found), as_of),
            as_of=as_of,
            why=why.cleaned_data["why"],
            actor=person(request).actor,
            now=timezone.now(),
        )
        messages.success(request, _("Saved. Places that cite it wait on the start page."))
        return redirect("desk:figures")
    return show_form(
        request,
        title=_("Bring the figure up to date"),
        forms=[form, *words, why],
        submit=_("Count again and save"),
        crumbs=_crumbs(),
        icon="openquote",
        template="desk/policies/figure.html",
        context={"figure": found, "what": what_is_counted(found)},
    )


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """Figures that would be others by what is known now."""
    if not user.is_organizer:
        return
    stale = ComputedClaim.objects.filter(stale_since__isnull=False).select_related("claim")
    for found in stale.prefetch_related("claim__texts"):
        text = _("A counted figure is stale: “%(claim)s” (now %(count)s)") % {
            "claim": found.claim.sentence,
            "count": found.count_now,
        }
        yield Todo(text, reverse("desk:figure", args=[found.pk]), _("Look"), 40, "openquote")


def what_is_counted(found: ComputedClaim) -> str:
    """ "counties: 287(g) agreement: jail model"."""
    if found.value is not None:
        return f"{found.get_level_display()}: {answer_name(found.value)}"
    assert found.version is not None  # noqa: S101 - the table's own constraint
    return f"{found.get_level_display()}: {found.version.rubric.name}: {found.get_stance_display()}"


def _said(forms_: Sequence[ClaimWordsForm], counted: int, as_of: date) -> Mapping[str, Words]:
    """Words with the figure and its day put in where they say {n} and {day}."""
    said = {}
    for form in forms_:
        given = form.cleaned_data
        if given["sentence"]:
            sentence = given["sentence"].replace("{n}", str(counted))
            sentence = sentence.replace("{day}", day(as_of, "year"))
            said[form.language] = Words(sentence, given["unit"], given["note"])
    return said


def _link(found: ComputedClaim) -> str:
    address = reverse("desk:figure", args=[found.pk])
    return format_html('<a href="{}">{}</a>', address, found.claim.sentence)


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("What governments do"), reverse("desk:facts")),
        (_("Counted figures"), reverse("desk:figures")),
    ]


urlpatterns = [
    path("policies/figures/", figures, name="figures"),
    path("policies/figures/new/", new, name="figure-new"),
    path("policies/figures/<int:pk>/", figure, name="figure"),
]
