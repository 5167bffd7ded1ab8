"""The frame of every desk page: who may come in; how a list, a form, a confirmation look.

It stands inside Wagtail's admin and uses its components. A newcomer's mistake: filtering or
sorting in a view; hand columns and filters to `show_list`, and every list gets the same tools.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from html import unescape
from operator import attrgetter
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access

from amparo.accounts.models import User
from amparo.lib.csvs import attachment_header, write_csv
from amparo.web.numbers import in_digits
from amparo.web.templatetags.web import day

ROWS_A_PAGE = 50

P = ParamSpec("P")
Rows = Any  # a QuerySet, or a list of what was unsealed in memory
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True)
class Column:
    """One column: what it shows, and by what it sorts (a field's name; for lists a key).

    A day and a figure stand in words on the page and bare in the file; of a link, its words. A
    column without a label holds buttons, and is not in the file.
    """

    key: str
    label: str
    value: Callable[[Any], Any]
    sort: str | Callable[[Any], Any] | None = None
    csv: Callable[[Any], Any] | None = None  # where the cell of a file differs from the page's
    is_number: bool = False


def link_column(
    key: str,
    label: str,
    address: Callable[[Any], str],
    name: Callable[[Any], str] = attrgetter("name"),
    sort: str | Callable[[Any], Any] | None = None,
) -> Column:
    """The column that leads to each row's own page."""

    def linked(row: Any) -> str:
        return format_html('<a href="{}">{}</a>', address(row), name(row))

    return Column(key, label, linked, sort)


@dataclass(frozen=True)
class Filter:
    """A choice above a list. Without `keep` the rows stay whose field `key` has the value."""

    key: str
    label: str
    options: Sequence[tuple[str, str | Promise]]
    keep: Callable[[Rows, str], Rows] | None = None

    def leave(self, rows: Rows, value: str) -> Rows:
        """The rows that fit the choice."""
        return self.keep(rows, value) if self.keep else rows.filter(**{self.key: value})


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    icon: str = ""
    is_primary: bool = False


@dataclass
class Listing:
    """A list page. `search(rows, words)` is offered where it is given."""

    title: str
    rows: Rows
    columns: Sequence[Column]
    export_name: str  # of the CSV; "" where cards are opened: a page that asks what for gives it
    filters: Sequence[Filter] = ()
    search: Callable[[Rows, str], Rows] | None = None
    icon: str = "list-ul"
    empty: str = ""  # what to say, and do, where there is nothing yet
    buttons: Sequence[Button] = ()
    crumbs: Sequence[tuple[str, str]] = ()  # (label, address), without this page
    above: str = ""  # a template for what stands above the list: figures, a chart
    context: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[list[Any]], list[Any]] = list  # the rows of one page, before they are shown

    @property
    def has_search(self) -> bool:
        return self.search is not None  # a template would call the function itself


def desk_view(*roles: str) -> Callable[[View[P]], View[P]]:
    """Let in people who log in and hold one of `roles`; all who log in where none is named.

    They look and send forms; every other method is refused. The answer is never kept by a cache.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if roles and person(request).role not in roles:
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store"
            return response

        return require_http_methods(["GET", "HEAD", "POST"])(require_admin_access(guarded))

    return decorate


def are_valid(*forms: BaseForm) -> bool:
    """Judge every form, so that all errors are shown at once."""
    return sum(form.is_valid() for form in forms) == len(forms)


def person(request: HttpRequest) -> User:
    """The one who is logged in; desk views are never reached by anybody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def show_list(request: HttpRequest, listing: Listing) -> HttpResponse:
    """Answer with the list as asked: searched, filtered, sorted; one page, or all of it as CSV."""
    rows = chosen_rows(request, listing)
    if listing.export_name and asks_for_csv(request):
        return csv_response(listing.export_name, listing.columns, listing.prepare(list(rows)))
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    cells = [
        (row, [(column, _in_words(column, row)) for column in listing.columns])
        for row in listing.prepare(list(page))
    ]
    context = {
        "listing": listing,
        "page": page,
        "cells": cells,
        "chosen": request.GET,
        "kept": kept_query(request),
        **page_context(listing.title, listing.icon, listing.crumbs),
        **listing.context,
    }
    return render(request, "desk/list.html", context)


def show_form(
    request: HttpRequest,
    *,
    title: str,
    forms: Sequence[BaseForm],
    submit: str,
    crumbs: Sequence[tuple[str, str]] = (),
    icon: str = "edit",
    template: str = "desk/form.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Answer with one page of one or several forms (same <form>), errors beside their fields."""
    is_refused = any(form.is_bound and form.errors for form in forms)
    everything = {
        "forms": forms,
        "submit": submit,
        "lost_files": _file_names(request) if is_refused else [],
        "is_multipart": any(form.is_multipart() for form in forms),
        **page_context(title, icon, crumbs),
        **(context or {}),
    }
    return render(request, template, everything, status=422 if is_refused else 200)


def _file_names(request: HttpRequest) -> list[str]:
    """What has to be chosen once more: no page can put a file back."""
    return [each.name or "" for each in request.FILES.values() if isinstance(each, UploadedFile)]


def confirm(
    request: HttpRequest,
    *,
    title: str,
    goes: Iterable[str],
    submit: str,
    back: str,
    crumbs: Sequence[tuple[str, str]] = (),
    form: BaseForm | None = None,
    is_final: bool = True,
) -> HttpResponse:
    """Ask before something goes for good, or ends; `goes` names exactly what will."""
    context: dict[str, Any] = {"goes": list(goes), "submit": submit, "back": back, "form": form}
    context["is_final"] = is_final
    everything = {**context, **page_context(title, "warning", crumbs)}
    return render(request, "desk/confirm.html", everything)


def page_context(title: str, icon: str, crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The head of a page of the desk: its title, its icon, and the way back without this page."""
    trail = [{"url": address, "label": label} for label, address in crumbs]
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*trail, {"url": "", "label": title}] if trail else None,
    }


def csv_response(name: str, columns: Sequence[Column], rows: Rows) -> HttpResponse:
    """All rows as a CSV file; formula cells are neutralized."""
    written = [column for column in columns if column.label]
    body = ([_bare((each.csv or each.value)(row)) for each in written] for row in rows)
    content = write_csv([[str(column.label) for column in written], *body])
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = attachment_header(f"{name}.csv")
    return response


def asks_for_csv(request: HttpRequest) -> bool:
    """Is a page asked for its list as a file?"""
    return request.GET.get("export") == "csv"


def chosen_rows(request: HttpRequest, listing: Listing) -> Rows:
    """All rows as asked: searched, filtered, sorted."""
    return _sorted(_filtered(listing, request), listing.columns, request.GET.get("sort", ""))


def _in_words(column: Column, row: Any) -> Any:
    value = column.value(row)
    if value is None:
        return ""
    if isinstance(value, date):
        return day(value)
    return in_digits(value) if column.is_number and isinstance(value, int | float) else value


def _bare(value: Any) -> str | int | float | date | None:
    """What a cell of the file holds: the words of a link, an hour by the coalition's clock."""
    if isinstance(value, SafeString):
        return " ".join(unescape(strip_tags(value)).split())
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return value if value is None or isinstance(value, int | float | date) else str(value)


def _filtered(listing: Listing, request: HttpRequest) -> Rows:
    rows = listing.rows
    words = request.GET.get("q", "").strip()
    if words and listing.search:
        rows = listing.search(rows, words)
    for each in listing.filters:
        value = request.GET.get(each.key, "")
        if value in {option for option, _label in each.options}:
            rows = each.leave(rows, value)
    return rows


def _sorted(rows: Rows, columns: Sequence[Column], asked: str) -> Rows:
    sorts = {column.key: column.sort for column in columns if column.sort}
    by = sorts.get(asked.removeprefix("-"))
    if by is None:
        return rows
    if isinstance(rows, QuerySet) and isinstance(by, str):
        return rows.order_by(f"-{by}" if asked.startswith("-") else by, "pk")
    return sorted(rows, key=by if callable(by) else attrgetter(by), reverse=asked.startswith("-"))


def kept_query(request: HttpRequest) -> str:
    """The query without page and export, for links that change only those."""
    query = request.GET.copy()
    for name in ("page", "export", "sort"):
        query.pop(name, None)
    return query.urlencode()
