"""Files brought in: looked at first, then all at once, and taken back as a whole.

A newcomer's mistake: writing while previewing. Reading a file writes nothing but the file itself,
which goes when it was brought in or thrown away.
"""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.desk.fields import sent
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    confirm,
    desk_view,
    page_context,
    person,
    show_form,
    show_list,
)
from amparo.desk.policies.files import FileForm, MappingForm, SheetForm
from amparo.desk.policies.otherwise import of_batch
from amparo.desk.policies.parts import ABOVE, parts
from amparo.evidence.models import Source
from amparo.evidence.operations import save_source
from amparo.evidence.operations.sources import keep_copy
from amparo.lib.csvs import write_csv
from amparo.policies.importers.facts import (
    NEEDED,
    TROUBLES,
    ReadFacts,
    guess,
    read_facts,
)
from amparo.policies.importers.reading import Table, read_tables
from amparo.policies.importers.sheets import Day, read_days
from amparo.policies.models import Batch, BatchKind, Model
from amparo.policies.operations.batches import (
    CannotBringIn,
    CannotUndo,
    begin_batch,
    discard,
    drop_file,
    undo,
)
from amparo.policies.operations.sheets import bring_in, look_ahead, only_of
from amparo.policies.operations.tables import bring_in_facts
from amparo.web.models import Coalition
from amparo.web.templatetags.web import day

SHOWN = 50  # lines of a preview's lists
FOLLOWED = 5_000  # rows of a table whose preview follows each choice of a column by itself


@desk_view(Role.ORGANIZER)
def imports(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("Files brought in"),
        export_name="files-brought-in",
        icon="upload",
        above=ABOVE,
        context=parts(request),
        rows=Batch.objects.all(),
        columns=[
            Column("file", _("File"), _link),
            Column("kind", _("It holds"), lambda b: b.get_kind_display()),
            Column("state", _("State"), _state),
            Column("rows", _("Rows"), lambda b: b.counts.get("rows", ""), is_number=True),
            Column("who", _("Who"), lambda b: b.who),
        ],
        buttons=[Button(_("Bring in a file"), reverse("desk:policy-import-new"), "upload", True)],
        crumbs=[(_("What governments do"), reverse("desk:facts"))],
        empty=_("No file yet. ICE publishes its list of 287(g) agreements as XLSX; a spreadsheet "
                "of your own comes in too."),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file. What cannot be read is said at once, and nothing is kept."""
    form = FileForm(initial={"kind": BatchKind.SHEETS}, **sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        batch = begin_batch(
            given["kind"],
            given["file"].name,
            form.content,
            actor=person(request).actor,
            now=timezone.now(),
        )
        if given["listed_on"]:
            Batch.objects.filter(pk=batch.pk).update(
                mapping={"listed_on": given["listed_on"].isoformat()}
            )
        return redirect("desk:policy-import", pk=batch.pk)
    return show_form(
        request,
        title=_("Bring in a file"),
        forms=[form],
        submit=_("Look at it first"),
        crumbs=_crumbs(),
        icon="upload",
    )


@desk_view(Role.ORGANIZER)
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview of a file that waits; what came of it afterwards."""
    try:
        return _one(request, get_object_or_404(Batch, pk=pk))
    except CannotBringIn:  # the button was pressed twice
        return redirect("desk:policy-import", pk=pk)


def _one(request: HttpRequest, found: Batch) -> HttpResponse:
    if found.imported_on is not None or not found.file:
        context = {"batch": found, "counts": _counts(found),
                   "otherwise": of_batch(found.counts.get("otherwise", [])),
                   **page_context(found.file_name, "upload", _crumbs())}  # fmt: skip
        return render(request, "desk/policies/batch.html", context)
    if found.kind == BatchKind.SHEETS:
        return _sheets(request, found)
    return _table(request, found)


@desk_view(Role.ORGANIZER)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Batch, pk=pk)
    back = reverse("desk:policy-import", args=[pk])
    if request.method != "POST":
        return confirm(
            request,
            title=_("Take this import back"),
            goes=[_("Everything that “%(file)s” brought: %(count)s facts.")
                  % {"file": found.file_name, "count": found.facts.count()}],
            submit=_("Take it back"),
            back=back,
            crumbs=_crumbs(),
        )  # fmt: skip
    try:
        count = undo(found, actor=person(request).actor, now=timezone.now())
    except CannotUndo as refusal:
        said = _("Somebody has worked on %(count)s of its facts since: nothing was taken back.")
        messages.error(request, said % {"count": refusal.count})
    else:
        messages.success(request, _("Taken back: %(count)s facts.") % {"count": count})
    return redirect(back)


@require_POST
@desk_view(Role.ORGANIZER)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a file that nobody brought in."""
    discard(get_object_or_404(Batch, pk=pk))
    messages.success(request, _("The file is thrown away."))
    return redirect("desk:policy-imports")


def _sheets(request: HttpRequest, found: Batch) -> HttpResponse:
    days = read_days(_tables(found), _listed_on(found))
    form = SheetForm(**sent(request))
    if form.is_bound and form.is_valid():
        state = form.cleaned_data["state"]
        taken = only_of(days, state) if state else days
        actor, now = person(request).actor, timezone.now()
        source = _source(form, taken, actor)
        brought = bring_in(taken, batch=found, source=source, state=state, actor=actor, now=now)
        _forget_file(found)
        said = _("Brought in: %(lists)s lists with %(rows)s rows.")
        messages.success(request, said % {"lists": len(brought.days), "rows": brought.rows})
        return redirect("desk:policy-import", pk=found.pk)
    ahead = look_ahead(days)
    context = {
        "batch": found,
        "ahead": ahead,
        "appeared": [(on, name, _model(model)) for on, name, model in ahead.appeared][:SHOWN],
        "vanished": [(on, name, _model(model)) for on, name, model in ahead.vanished][:SHOWN],
        "troubles": [(on, line, _sheet_trouble(what)) for on, line, what in ahead.troubles][:SHOWN],
        "new_agencies": ahead.new_agencies[:SHOWN],
    }
    return _preview(request, found, [form], context)


def _table(request: HttpRequest, found: Batch) -> HttpResponse:
    [table] = _tables(found)
    guessed = {name: str(at) for name, at in guess(table.header).items()}
    form = MappingForm(header=table.header, initial=guessed, **sent(request))
    mapping = guess(table.header)
    if form.is_bound and form.is_valid():
        mapping = form.mapping
    is_whole = set(NEEDED) <= set(mapping)
    read = read_facts(table, mapping, Coalition.here().state) if is_whole else ReadFacts()
    if form.is_bound and form.is_valid() and "look" not in request.POST and read.rows:
        if not read.troubles or "anyway" in request.POST:
            made = bring_in_facts(
                read.rows,
                batch=found,
                language=get_language() or "en",
                actor=person(request).actor,
                now=timezone.now(),
            )
            _forget_file(found)
            messages.success(request, _("Brought in: %(count)s facts.") % {"count": len(made)})
            return redirect("desk:policy-import", pk=found.pk)
        messages.error(request, _("Nothing was brought in: some rows have errors."))
    context = {
        "batch": found,
        "is_whole": is_whole,
        "follows": len(table.rows) <= FOLLOWED,
        "rows": read.rows[:SHOWN],
        "row_count": len(read.rows),
        "fact_troubles": [(line, _(TROUBLES[code]), cell) for line, code, cell in read.troubles][
            :SHOWN
        ],
        "trouble_count": len(read.troubles),
    }
    return _preview(request, found, [form], context)


def _preview(
    request: HttpRequest, found: Batch, shown: list[forms.Form], context: dict[str, Any]
) -> HttpResponse:
    return show_form(
        request,
        title=found.file_name,
        forms=shown,
        submit=_("Bring it in"),
        crumbs=_crumbs(),
        icon="upload",
        template="desk/policies/preview.html",
        context=context,
    )


def _tables(found: Batch) -> list[Table]:
    with found.file.open("rb") as content:
        return read_tables(found.file_name, content.read())


def _listed_on(found: Batch) -> date | None:
    written = found.mapping.get("listed_on", "")
    return date.fromisoformat(written) if written else None


def _forget_file(found: Batch) -> None:
    drop_file(found)
    found.save(update_fields=["file"])


def _source(form: SheetForm, days: list[Day], actor: Any) -> Source:
    """The lists as a source, with a copy of what was read of them: no zip codes, no budgets."""
    given = form.cleaned_data
    last = days[-1].listed_on if days else None
    first = days[0].listed_on if days else None
    title = f"{given['title']}, {first}" if first == last else f"{given['title']}, {first} – {last}"
    made = Source(
        title=title[:300],
        publisher=given["publisher"],
        url=given["url"],
        published_on=last,
        read_on=timezone.localdate(),
    )
    source = save_source(made, actor=actor)
    rows = [["listed", "state", "agency", "county", "model", "signed"]]
    rows += [
        [f"{each.listed_on} {each.part}".strip(), entry.agency.state, entry.agency.named,
         entry.agency.county, entry.model, str(entry.signed_on or "")]
        for each in days for entry in each.entries
    ]  # fmt: skip
    return keep_copy(source, write_csv(rows), suffix=".csv", actor=actor)


def _model(model: str) -> str:
    return str(Model(model).label)


def _sheet_trouble(what: str) -> str:
    return {
        "state": _("No such state."),
        "agency": _("The agency is missing."),
        "long": _("The agency's name is too long."),
    }.get(what, _("No such model of agreement."))


def _counts(found: Batch) -> list[tuple[str, int]]:
    named = {
        "lists": _("lists"),
        "rows": _("rows"),
        "facts": _("new facts"),
        "agreements": _("new agreements"),
        "ended": _("agreements that ended"),
    }
    return [(label, found.counts[key]) for key, label in named.items() if key in found.counts]


def _state(found: Batch) -> str:
    if found.undone_on:
        return _("taken back on %(day)s") % {"day": day(found.undone_on, "year")}
    if found.imported_on:
        return _("brought in on %(day)s") % {"day": day(found.imported_on, "year")}
    return _("waits to be looked at")


def _link(found: Batch) -> str:
    address = reverse("desk:policy-import", args=[found.pk])
    return format_html('<a href="{}">{}</a>', address, found.file_name)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("What governments do"), reverse("desk:facts")),
            (_("Files brought in"), reverse("desk:policy-imports"))]  # fmt: skip


urlpatterns = [
    path("policies/imports/", imports, name="policy-imports"),
    path("policies/imports/new/", new, name="policy-import-new"),
    path("policies/imports/<int:pk>/", batch, name="policy-import"),
    path("policies/imports/<int:pk>/undo/", take_back, name="policy-import-undo"),
    path("policies/imports/<int:pk>/drop/", drop, name="policy-import-drop"),
]
