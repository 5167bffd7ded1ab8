"""Programs: every name that they had, and each government's part in them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.audit.actors import Actor
from amparo.desk.fields import DayField, NamedChoiceField, WordsForm, all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.placefields import PlaceField
from amparo.desk.policies.fields import SourceFieldsForm
from amparo.desk.policies.parts import ABOVE, parts
from amparo.desk.words import has_one, words_forms
from amparo.policies.models import Part, Program
from amparo.policies.models import Role as PartRole
from amparo.policies.operations.keeping import (
    remove_part,
    save_part,
    save_program,
)
from amparo.web.forms import LineField, ProseField


class PartForm(forms.Form):
    """What a government did about a program."""

    jurisdiction = PlaceField(label=gettext_lazy("Government or agency"))
    role = forms.ChoiceField(label=gettext_lazy("What it did"), choices=PartRole.choices)
    on = DayField(label=gettext_lazy("On"))


class ProgramNameForm(WordsForm):
    """A program's name in one language."""

    name = LineField(label=gettext_lazy("Name"), required=False, max_length=120)
    about = ProseField(
        label=gettext_lazy("What it does"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ProgramForm(forms.Form):
    """From when on it is called so."""

    key = forms.SlugField(
        label=gettext_lazy("Short name in addresses"),
        max_length=60,
        help_text=gettext_lazy("Small letters and hyphens; it never changes."),
    )
    from_on = DayField(label=gettext_lazy("It is called so from"), required=False)
    ends_on = DayField(label=gettext_lazy("The program ended on"), required=False)
    succeeded_by = NamedChoiceField(
        label=gettext_lazy("It was followed by"),
        queryset=Program.objects.none(),
        required=False,
        name_of=str,
        help_text=gettext_lazy("Where another program took its place."),
    )

    def __init__(self, *args: Any, found: Program | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Program.objects.with_words()
        others = others.exclude(pk=found.pk) if found else others
        self.fields["succeeded_by"].queryset = others  # type: ignore[attr-defined]
        self.fields["key"].disabled = found is not None

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if not self.fields["key"].disabled and Program.objects.filter(key=key).exists():
            raise forms.ValidationError(_("There is a program of this name already."))
        return key


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def programs(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("Programs"),
        icon="site",
        above=ABOVE,
        context=parts(request),
        rows=Program.objects.with_words(),
        columns=[
            Column("name", _("Name"), _program_link),
            Column("names", _("Was called"), _names),
            Column("parts", _("Parts known"), lambda p: p.parts.count(), is_number=True),
        ],
        export_name="programs-of-governments",
        buttons=[Button(_("New program"), reverse("desk:program-new"), "plus", is_primary=True)]
        if person(request).is_organizer else [],
        crumbs=_crumbs(),
        empty=_("No program yet."),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_program(request: HttpRequest) -> HttpResponse:
    return _edit_program(request, None)


@desk_view(Role.ORGANIZER)
def program(request: HttpRequest, pk: int) -> HttpResponse:
    """Its names, and who did what about it; a form adds one more."""
    found = get_object_or_404(Program.objects.with_words(), pk=pk)
    form = PartForm(**sent(request))
    source = SourceFieldsForm(**sent(request))
    if form.is_bound and all_valid(form, source):
        actor = person(request).actor
        stands_on = source.stands_on(actor)
        if stands_on and not _is_noted(found, form):
            quoted = {"source": stands_on.source, "quote": stands_on.quote}
            save_part(Part(program=found, **form.cleaned_data, **quoted), actor=actor)
            messages.success(request, _("Saved."))
            return redirect("desk:program", pk=pk)
    return show_form(
        request,
        title=found.name,
        forms=[form, source],
        submit=_("Note it"),
        crumbs=[*_crumbs(), (_("Programs"), reverse("desk:programs"))],
        icon="site",
        template="desk/policies/program.html",
        context={"program": found, "parts": _parts(found)},
    )


@desk_view(Role.ORGANIZER)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit_program(request, get_object_or_404(Program.objects.with_words(), pk=pk))


@require_POST
@desk_view(Role.ORGANIZER)
def drop_part(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    remove_part(get_object_or_404(Part, pk=part, program=pk), actor=person(request).actor)
    messages.success(request, _("It is removed."))
    return redirect("desk:program", pk=pk)


def _edit_program(request: HttpRequest, found: Program | None) -> HttpResponse:
    names_of = ("key", "ends_on", "succeeded_by")
    initial = {name: getattr(found, name) for name in names_of} if found else {}
    form = ProgramForm(initial=initial, found=found, **sent(request))
    names = words_forms(request, ProgramNameForm, [])
    source = SourceFieldsForm(is_needed=False, **sent(request))
    missing = _("Please write it in one language at least.")
    is_whole = form.is_bound and all_valid(form, *names, source)
    if is_whole and (found or has_one(names, "name", missing)):
        row = found or Program(starts_on=form.cleaned_data["from_on"])
        _keep_program(row, form, names, source, person(request).actor)
        messages.success(request, _("Saved."))
        return redirect("desk:program", pk=row.pk)
    return show_form(
        request,
        title=_("A new name, or its end") if found else _("New program"),
        forms=[form, *names, source],
        submit=_("Save"),
        crumbs=[*_crumbs(), (_("Programs"), reverse("desk:programs"))],
        icon="site",
        template="desk/policies/edit.html",
    )


def _keep_program(
    row: Program,
    form: ProgramForm,
    names: Sequence[WordsForm],
    source: SourceFieldsForm,
    actor: Actor,
) -> None:
    given = form.cleaned_data
    for name in ("key", "ends_on", "succeeded_by"):
        setattr(row, name, given[name])
    stands_on = source.stands_on(actor)
    row.source = stands_on.source if stands_on else row.source
    words = {each.language: each.cleaned_data for each in names}
    save_program(row, words, from_on=given["from_on"], actor=actor)


def _is_noted(found: Program, form: PartForm) -> bool:
    if not found.parts.filter(**form.cleaned_data).exists():
        return False
    form.add_error("on", _("This is noted already."))
    return True


def _parts(found: Program) -> list[tuple[Part, str]]:
    """Each with the program's name on its day."""
    rows = found.parts.select_related("jurisdiction", "source")
    return [(each, found.name_on(each.on)) for each in rows]


def _names(found: Program) -> str:
    return " → ".join(each.name for each in found.eras)


def _program_link(found: Program) -> str:
    return format_html('<a href="{}">{}</a>', reverse("desk:program", args=[found.pk]), found.name)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("What governments do"), reverse("desk:facts"))]


urlpatterns = [
    path("policies/programs/", programs, name="programs"),
    path("policies/programs/new/", new_program, name="program-new"),
    path("policies/programs/<int:pk>/", program, name="program"),
    path("policies/programs/<int:pk>/name/", rename, name="program-name"),
    path("policies/programs/<int:pk>/parts/<int:part>/out/", drop_part, name="part-remove"),
]
