"""Requests for records, and tasks for volunteers: what is asked of whom, and what was found."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role, User
from amparo.desk.evidence.forms import SourceForm
from amparo.desk.fields import DayField, NamedChoiceField, all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.placefields import PlaceField
from amparo.desk.policies.parts import ABOVE, parts
from amparo.desk.today import Todo
from amparo.evidence.models import Source
from amparo.evidence.operations import save_source, with_address
from amparo.evidence.operations.sources import keep_copy
from amparo.policies.models import Answer, Factor, RecordsRequest, Task
from amparo.policies.operations.keeping import (
    answer_request,
    finish_task,
    reopen_task,
    save_request,
    save_task,
)
from amparo.web.forms import LineField, ProseField
from amparo.web.templatetags.web import day

WAITS, OVERDUE, ANSWERED, OPEN, DONE, MINE = "waits", "overdue", "answered", "open", "done", "mine"


class RequestForm(forms.Form):
    """What is asked of whom, under which law."""

    jurisdiction = PlaceField(label=gettext_lazy("Government or agency"))
    asked_of = LineField(
        label=gettext_lazy("Asked of"),
        max_length=200,
        help_text=gettext_lazy("The responsible authority, the records clerk."),
    )
    asked_on = DayField(label=gettext_lazy("Asked on"), initial=timezone.localdate)
    statute = LineField(
        label=gettext_lazy("Under which law"),
        max_length=120,
        help_text=gettext_lazy("Minn. Stat. 13.03; FOIA, 5 U.S.C. 552."),
    )
    wanted = ProseField(
        label=gettext_lazy("What was asked for"), widget=forms.Textarea(attrs={"rows": 4})
    )
    due_on = DayField(label=gettext_lazy("Answer due on"), required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        asked, due = given.get("asked_on"), given.get("due_on")
        if asked and due and due < asked:
            self.add_error("due_on", _("It was due before it was asked."))
        return given


class AnswerForm(forms.Form):
    """What came of it."""

    answer = forms.ChoiceField(label=gettext_lazy("Answer"), choices=Answer.choices)
    on = DayField(label=gettext_lazy("Answered on"), initial=timezone.localdate)
    note = ProseField(
        label=gettext_lazy("What they wrote"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DocumentForm(SourceForm):
    """A document of the answer: a source from then on. Without a title there is none."""

    heading = gettext_lazy("A document that they gave")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["prefix"] = "document"
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("copy") and not given.get("title"):
            self.add_error("title", _("Which document is it?"))
        return given


class TaskForm(forms.Form):
    """What somebody finds out, where, by when."""

    jurisdiction = PlaceField(label=gettext_lazy("Government or agency"))
    factor = NamedChoiceField(
        label=gettext_lazy("Factor"),
        queryset=Factor.objects.none(),
        name_of=lambda factor: factor.name,
        required=False,
    )
    what = LineField(
        label=gettext_lazy("What to find out"),
        max_length=300,
        help_text=gettext_lazy("Ask the jail for its manual; read the board's minutes of May."),
    )
    whose = NamedChoiceField(
        label=gettext_lazy("Who does it"),
        queryset=User.objects.none(),
        name_of=lambda user: user.full_name,
        required=False,
    )
    due_on = DayField(label=gettext_lazy("By when"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).order_by("full_name")
        self.fields["factor"].queryset = Factor.objects.with_words()  # type: ignore[attr-defined]
        self.fields["whose"].queryset = people  # type: ignore[attr-defined]


class FoundForm(forms.Form):
    """What a volunteer found."""

    found = ProseField(
        label=gettext_lazy("What you found"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Word for word where you can, with the web address or the page."),
    )


@desk_view(Role.ORGANIZER)
def requests(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    listing = Listing(
        title=_("Requests for records"),
        icon="mail",
        above=ABOVE,
        context=parts(request),
        rows=RecordsRequest.objects.select_related("jurisdiction").prefetch_related("documents"),
        columns=[
            Column("place", _("Government or agency"), _request_link,
                   sort="jurisdiction__name"),
            Column("of", _("Asked of"), lambda r: r.asked_of),
            Column("on", _("Asked on"), lambda r: r.asked_on, sort="asked_on"),
            Column("law", _("Under which law"), lambda r: r.statute),
            Column("due", _("Answer due on"), lambda r: _due(r, today), sort="due_on",
                   csv=lambda r: r.due_on),
            Column("answer", _("Answer"), lambda r: r.get_answer_display()),
            Column("documents", _("Documents"), lambda r: r.documents.count(), is_number=True),
        ],
        filters=[Filter("is", _("State"), [(WAITS, _("waits")), (OVERDUE, _("overdue")),
                                           (ANSWERED, _("answered"))], _of_request)],
        search=lambda rows, words: rows.filter(
            Q(jurisdiction__name__icontains=words) | Q(wanted__icontains=words)
        ),
        export_name="records-requests",
        buttons=[Button(_("New request"), reverse("desk:records-request-new"), "plus", True)],
        crumbs=_crumbs(),
        empty=_("No request yet. Write down what you asked of whom, and the desk reminds you."),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_request(request: HttpRequest) -> HttpResponse:
    return _edit_request(request, None)


@desk_view(Role.ORGANIZER)
def records_request(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit_request(request, get_object_or_404(RecordsRequest, pk=pk))


@desk_view(Role.ORGANIZER)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of it; a document becomes a source with its kept copy."""
    found = get_object_or_404(RecordsRequest, pk=pk)
    initial = {"answer": found.answer, "on": found.answered_on, "note": found.answer_note}
    form = AnswerForm(initial=initial if found.answer else {}, **sent(request))
    document = DocumentForm(**sent(request))
    if form.is_bound and all_valid(form, document):
        actor = person(request).actor
        sources = [_kept(document, actor)] if document.cleaned_data["title"] else []
        answer_request(found, **form.cleaned_data, documents=sources, actor=actor)
        said = _("Saved. Facts can stand on the document now.") if sources else _("Saved.")
        messages.success(request, said)
        return redirect("desk:records-request", pk=pk)
    return show_form(
        request,
        title=_("The answer"),
        forms=[form, document],
        submit=_("Save"),
        crumbs=[*_crumbs(), (_("Requests for records"), reverse("desk:records-requests")),
                (str(found.jurisdiction), reverse("desk:records-request", args=[pk]))],
        icon="mail",
    )  # fmt: skip


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def tasks(request: HttpRequest) -> HttpResponse:
    user = person(request)
    listing = Listing(
        title=_("Tasks"),
        icon="tasks",
        above=ABOVE,
        context=parts(request),
        rows=Task.objects.select_related("jurisdiction", "whose"),
        columns=[
            Column("what", _("What to find out"), _task_link),
            Column("place", _("Where"), lambda t: t.jurisdiction.name, sort="jurisdiction__name"),
            Column("whose", _("Who does it"), lambda t: t.whose.full_name if t.whose else ""),
            Column("due", _("By when"), lambda t: t.due_on, sort="due_on"),
            Column("done", _("Done on"), lambda t: t.done_on, sort="done_on"),
        ],
        filters=[Filter("is", _("State"), [(OPEN, _("open")), (MINE, _("mine")),
                                           (DONE, _("tasks that are done"))],
                        lambda rows, v: _of_task(rows, v, user))],
        search=lambda rows, words: rows.filter(
            Q(jurisdiction__name__icontains=words) | Q(what__icontains=words)
        ),
        export_name="tasks",
        buttons=[Button(_("New task"), reverse("desk:policy-task-new"), "plus", True)]
        if user.is_organizer else [],
        crumbs=_crumbs(),
        empty=_("No task yet. A county a volunteer is a good measure."),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_task(request: HttpRequest) -> HttpResponse:
    """?place=… chooses where."""
    form = TaskForm(initial={"jurisdiction": request.GET.get("place", "")}, **sent(request))
    if form.is_bound and form.is_valid():
        save_task(Task(**form.cleaned_data), actor=person(request).actor)
        messages.success(request, _("Saved."))
        return redirect("desk:policy-tasks")
    return _show_task(request, _("New task"), form, _("Save"), {})


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Its own page: what is wanted, and the field for what was found."""
    found = get_object_or_404(Task.objects.select_related("jurisdiction", "factor", "whose"), pk=pk)
    user = person(request)
    form = FoundForm(initial={"found": found.found}, **sent(request))
    if request.method == "POST" and "again" in request.POST:
        reopen_task(found, actor=user.actor)
        messages.success(request, _("It waits again."))
        return redirect("desk:policy-task", pk=pk)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data["found"]
        if finish_task(found, found=said, on=timezone.localdate(), by=user):
            messages.success(request, _("Done. An organizer makes facts of it."))
        return redirect("desk:policy-tasks")
    context = {"task": found, "is_organizer": user.is_organizer}
    return _show_task(request, found.what, form, _("Done"), context)


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """Requests that are overdue; one's own tasks; what volunteers found."""
    today = timezone.localdate(now)
    if user.is_organizer:
        for found in RecordsRequest.objects.overdue(today).select_related("jurisdiction"):
            text = _("A records request to %(place)s is overdue since %(day)s") % {
                "place": found.jurisdiction.name,
                "day": day(found.due_on),
            }
            address = reverse("desk:records-request", args=[found.pk])
            yield Todo(text, address, _("Look"), 30, "mail")
    for each in Task.objects.open().filter(whose=user).select_related("jurisdiction"):
        text = f"{each.jurisdiction.name}: {each.what}"
        weight = 30 if each.due_on and each.due_on < today else 55
        yield Todo(text, reverse("desk:policy-task", args=[each.pk]), _("Do it"), weight)


def _edit_request(request: HttpRequest, found: RecordsRequest | None) -> HttpResponse:
    names = tuple(RequestForm.base_fields)
    initial = {name: getattr(found, name) for name in names} if found else {}
    form = RequestForm(initial=initial, **sent(request))
    if form.is_bound and form.is_valid():
        row = found or RecordsRequest()
        for name, value in form.cleaned_data.items():
            setattr(row, name, value)
        save_request(row, actor=person(request).actor)
        messages.success(request, _("Saved."))
        return redirect("desk:records-request", pk=row.pk)
    return show_form(
        request,
        title=_("A request for records"),
        forms=[form],
        submit=_("Save"),
        crumbs=[*_crumbs(), (_("Requests for records"), reverse("desk:records-requests"))],
        icon="mail",
        template="desk/policies/request.html",
        context={"records_request": found},
    )


def _show_task(
    request: HttpRequest, title: str, form: forms.Form, submit: str, context: dict[str, Any]
) -> HttpResponse:
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=submit,
        crumbs=[*_crumbs(), (_("Tasks"), reverse("desk:policy-tasks"))],
        icon="tasks",
        template="desk/policies/task.html",
        context=context,
    )


def _kept(form: DocumentForm, actor: Any) -> Source:
    given = dict(form.cleaned_data)
    copy = given.pop("copy")
    source = with_address(given["url"]) or save_source(Source(**given), actor=actor)
    if copy:
        suffix, content = copy
        keep_copy(source, content, suffix=suffix, actor=actor)
    return source


def _due(found: RecordsRequest, today: Any) -> str:
    if found.due_on is None:
        return ""
    is_late = found.answered_on is None and found.due_on < today
    late = _("overdue")
    return f"{day(found.due_on, 'year')} ({late})" if is_late else day(found.due_on, "year")


def _of_request(rows: Any, value: str) -> Any:
    if value == OVERDUE:
        return rows.overdue(timezone.localdate())
    return rows.waiting() if value == WAITS else rows.filter(answered_on__isnull=False)


def _of_task(rows: Any, value: str, user: User) -> Any:
    if value == MINE:
        return rows.open().filter(whose=user)
    return rows.open() if value == OPEN else rows.filter(done_on__isnull=False)


def _request_link(found: RecordsRequest) -> str:
    address = reverse("desk:records-request", args=[found.pk])
    return format_html('<a href="{}">{}</a>', address, found.jurisdiction.name)


def _task_link(found: Task) -> str:
    return format_html(
        '<a href="{}">{}</a>', reverse("desk:policy-task", args=[found.pk]), found.what
    )


def _crumbs() -> list[tuple[str, str]]:
    return [(_("What governments do"), reverse("desk:facts"))]


urlpatterns = [
    path("policies/requests/", requests, name="records-requests"),
    path("policies/requests/new/", new_request, name="records-request-new"),
    path("policies/requests/<int:pk>/", records_request, name="records-request"),
    path("policies/requests/<int:pk>/answer/", answer, name="records-request-answer"),
    path("policies/tasks/", tasks, name="policy-tasks"),
    path("policies/tasks/new/", new_task, name="policy-task-new"),
    path("policies/tasks/<int:pk>/", task, name="policy-task"),
]
