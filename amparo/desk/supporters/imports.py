"""A list from elsewhere on its way in: a file, what its columns hold, a look at what it gives.

Between the requests the rows wait sealed under a key that only this browser's cookie holds
(supporters.staging). A newcomer's mistake: showing a row in a message or an entry of the log.
"""

from collections import Counter
from dataclasses import asdict, replace

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk.frame import (
    are_valid,
    desk_view,
    page_context,
    person,
    show_form,
)
from amparo.desk.supporters import uploads
from amparo.desk.supporters.importforms import AgreedForm, ColumnsForm, FileForm, plan_of
from amparo.places.counties import county_name
from amparo.supporters import operations, staging
from amparo.supporters.models import Remark
from amparo.supporters.rowreading import Listed, Plan, read_row
from amparo.supporters.staging import Stage, Staged
from amparo.web.templatetags.web import language_name

COOKIE = "import"
A_WHILE = 3  # seconds of work, until the page is shown again
UNDO_AT_ONCE = 5000  # cards a request
REFUSED = 422


@uploads.unread_post
@desk_view(Role.ORGANIZER)
@uploads.reading_rows(lambda request: staging.new_stage(person(request).pk))
def new(request: HttpRequest, handler: uploads.RowsHandler) -> HttpResponse:
    """Take a file: it is read and sealed while it arrives."""
    form = FileForm(data=request.POST, files=request.FILES) if handler.was_sent else FileForm()
    if handler.staged is not None:
        return _with_cookie(redirect("desk:import-columns"), handler.stage)
    if handler.error is not None:
        form.errors.clear()
        form.add_error("file", uploads.in_words(handler.error))
    return show_form(
        request,
        title=_("Bring a list along"),
        forms=[form],
        submit=_("Read the file"),
        crumbs=crumbs(),
        icon="upload",
        template="desk/supporters/import_new.html",
    )


@desk_view(Role.ORGANIZER)
def columns(request: HttpRequest) -> HttpResponse:
    """Say what the columns hold and who agreed; the guess stands there already."""
    found = waiting(request)
    if found is None:
        return gone(request)
    stage, staged = found
    sent = request.POST if request.method == "POST" else None
    held, agreed = ColumnsForm(sent, header=staged.header), AgreedForm(sent, initial=_usual())
    if sent is not None and are_valid(held, agreed):
        agreed.check_against(held.columns())
        if agreed.is_valid() and not agreed.errors:
            _keep_plan(stage, staged, held, agreed)
            return redirect("desk:import-look")
    lines = staging.portion(stage, 0, now=timezone.now()) or []
    context = {
        **page_context(_("What the columns hold"), "upload", crumbs()),
        "columns": list(held.beside([line.cells for line in lines])),
        "forms": [held, agreed],
        "held": held,
        "agreed": agreed,
        "staged": staged,
        "is_windows": staged.encoding == "cp1252",
    }
    status = REFUSED if sent is not None else 200
    return render(request, "desk/supporters/import_columns.html", context, status=status)


@desk_view(Role.ORGANIZER)
def look(request: HttpRequest) -> HttpResponse:
    """Show what the first rows come to; on the button, begin."""
    found = waiting(request)
    if found is None:
        return gone(request)
    stage, staged = found
    if staged.plan is None:
        return redirect("desk:import-columns")
    if request.method == "POST":
        return _begin(request, stage, staged)
    read = _read_first(stage, plan_in(staged))
    listed = [each for each in read if isinstance(each, Listed)]
    remarks = Counter(each for each in read if isinstance(each, Remark))
    context = {
        **page_context(_("How the first rows are understood"), "upload", crumbs()),
        "people": [_shown(each) for each in listed[: staging.SHOWN]],
        "looked_at": len(read),
        "taken": len(listed),
        "remarks": [(reason.label, count) for reason, count in remarks.most_common()],
        "staged": staged,
        "told": staged.plan,
    }
    return render(request, "desk/supporters/import_look.html", context)


def _begin(request: HttpRequest, stage: Stage, staged: Staged) -> HttpResponse:
    told = staged.plan or {}
    user, now = person(request), timezone.now()
    if told.get("import"):  # the button was pressed twice
        return redirect("desk:import", pk=told["import"])
    try:
        here = operations.begin_import(
            staged, label=told["label"], agreed=told["agreed"], user=user, actor=user.actor, now=now
        )
    except operations.CannotImport:
        messages.error(request, _("The server was restarted: unlock first, so that who is on the "
                                  "list already can be told."))  # fmt: skip
        return redirect("desk:remake-codes")
    marked = replace(staged, plan={**told, "import": str(here.pk)})
    staging.keep(stage, marked, until=now + staging.LIFE)
    return redirect("desk:import", pk=here.pk)


def _keep_plan(stage: Stage, staged: Staged, held: ColumnsForm, agreed: AgreedForm) -> None:
    """Seal what was said beside the rows, until they are on the list."""
    typed = agreed.cleaned_data
    told = {**asdict(plan_of(held.columns(), agreed)), "label": typed["label"]}
    kept = replace(staged, plan={**told, "agreed": typed["agreed"]})
    staging.keep(stage, kept, until=timezone.now() + staging.LIFE)


def plan_in(staged: Staged) -> Plan:
    told = {name: value for name, value in (staged.plan or {}).items() if name in _PLANNED}
    return Plan(**{**told, "columns": tuple(told["columns"])})


_PLANNED = Plan.__slots__


def _read_first(stage: Stage, plan: Plan) -> list[Listed | Remark]:
    lines = staging.portion(stage, 0, now=timezone.now()) or []
    return [read_row(line.cells, plan) for line in lines]


def _shown(each: Listed) -> list[tuple[str, str]]:
    return [
        (_("Name"), each.name),
        (_("E-mail"), each.email),
        (_("Town"), each.town),
        (_("County"), county_name(each.county) if each.county else ""),
        (_("Telephone"), each.phone),
        (_("Language"), language_name(each.language)),
        (_("Agreed"), each.agreed),
    ]


def waiting(request: HttpRequest) -> tuple[Stage, Staged] | None:
    """Return the upload that this browser holds the key of, while it waits."""
    stage = staging.stage_of(request.COOKIES.get(COOKIE, ""), person(request).pk)
    staged = staging.staged_at(stage, now=timezone.now()) if stage else None
    return (stage, staged) if stage and staged else None


def gone(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("The rows have gone: they wait for an hour, in the browser that sent "
                              "them. Please choose the file once more; who is on the list already "
                              "is not put there twice."))  # fmt: skip
    return redirect("desk:import-new")


def _with_cookie(response: HttpResponse, stage: Stage) -> HttpResponse:
    response.set_cookie(
        COOKIE,
        stage.cookie,
        max_age=int(staging.LIFE.total_seconds()) * 4,
        path=cookie_path(),
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Strict",
    )
    return response


def cookie_path() -> str:
    return reverse("desk:imports")


def _usual() -> dict[str, str]:
    return {"language": get_language() or settings.LANGUAGE_CODE}


def crumbs() -> list[tuple[str, str]]:
    return [
        (_("Supporters"), reverse("desk:supporters")),
        (_("Standing list"), reverse("desk:standing-list")),
        (_("Lists brought along"), reverse("desk:imports")),
    ]


_HERE = "supporters/list/imports/"

urlpatterns = [
    path(f"{_HERE}new/", new, name="import-new"),
    path(f"{_HERE}columns/", columns, name="import-columns"),
    path(f"{_HERE}look/", look, name="import-look"),
]
