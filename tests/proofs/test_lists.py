"""Every list of the desk goes into a file: whole, as filtered, in plain words, and inert.

The lists are found by asking every address of the desk. One that holds opened cards gives no file
itself: it leads to the page that asks what for.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.template.backends.django import Template
from django.urls import resolve

import amparo.desk
from amparo.accounts.models import User
from amparo.desk.frame import Listing
from amparo.lib.csvs import read_csv
from tests import cast
from tests.proofs.test_access import Somebody, _path, _unlock, addresses, logged_in, world
from tests.proofs.worlds import World

__all__ = ["world"]  # a fixture

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

DESK = Path(amparo.desk.__file__).parent
ASKS_WHAT_FOR = {"desk:export", "desk:volunteers-download"}
FIGURE = re.compile(r"(-?[\d.]+)?")
MARKUP = re.compile(r"</?\w+[ >]|&\w+;|&#\d+;")
Site = tuple[str, str]  # the file and the function where a list is made


@pytest.fixture(scope="module")
def found(world: World, django_db_blocker: Any) -> dict[str, tuple[Site, Listing]]:
    """Every list that Alma, unlocked, is shown, by its path."""
    with django_db_blocker.unblock():
        return dict(_found(world, logged_in(world, "alma")))


def _found(world: World, alma: Somebody) -> Iterator[tuple[str, tuple[Site, Listing]]]:
    made: list[tuple[Site, Listing]] = []
    init = Listing.__init__

    def noted(self: Listing, *args: Any, **kwargs: Any) -> None:
        init(self, *args, **kwargs)
        code = sys._getframe(1).f_code
        made.append(((code.co_filename, code.co_name), self))

    with (
        patch.object(Listing, "__init__", noted),
        patch.object(Template, "render", return_value=""),
    ):
        for address in addresses():
            if not address.name.startswith("desk:"):
                continue
            made.clear()
            path = _path(address, world, world.open)
            _unlock(alma, world)
            if alma.get(path).status_code == 200 and made:
                yield path, made[-1]


def test_every_list_in_the_code_was_found(found: dict[str, tuple[Site, Listing]]) -> None:
    reached = {site for site, _listing in found.values()}

    assert set(_in_the_code()) - reached == set(), "furnish the world so that Alma sees it"


def _in_the_code() -> Iterator[Site]:
    for file in DESK.rglob("*.py"):
        for outer in ast.walk(ast.parse(file.read_text())):
            if isinstance(outer, ast.FunctionDef) and any(map(_makes_a_list, ast.walk(outer))):
                yield str(file), outer.name


def _makes_a_list(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "Listing"


def test_every_list_goes_into_a_file_whole_and_plain(
    world: World, found: dict[str, tuple[Site, Listing]]
) -> None:
    alma = logged_in(world, "alma")
    wrong = [
        f"{path}: {trouble}"
        for path, (_site, listing) in found.items()
        if listing.export_name
        for trouble in _wrong(listing, _file(alma, world, path))
    ]

    assert not wrong, "\n".join(["", *wrong])


def _wrong(listing: Listing, answer: HttpResponse) -> Iterator[str]:
    """What is not as it should be of a list's file."""
    if not answer.headers["Content-Type"].startswith("text/csv"):
        yield f"no file but {answer.status_code} {answer.headers['Content-Type']}"
        return
    columns = [column for column in listing.columns if column.label]
    header, *rows = read_csv(answer.content)
    if header != [str(column.label) for column in columns]:
        yield f"the header {header}"
    if len(rows) != len(listing.rows):
        yield f"{len(rows)} of {len(listing.rows)} rows"
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            if MARKUP.search(cell) or (column.is_number and not FIGURE.fullmatch(cell)):
                yield f"{column.key} holds {cell!r}"


def test_a_file_holds_what_the_filter_leaves(
    world: World, found: dict[str, tuple[Site, Listing]]
) -> None:
    alma = logged_in(world, "alma")
    wrong = [
        f"{path}?{each.key}={value}"
        for path, (_site, listing) in found.items()
        if listing.export_name
        for each in listing.filters
        for value in [str(option) for option, _label in each.options][:1]
        if len(read_csv(_file(alma, world, path, **{each.key: value}).content)) - 1
        != len(each.leave(listing.rows, value))
    ]

    assert not wrong, "\n".join(["", *wrong])


def test_its_header_is_in_the_language_of_who_asks(
    world: World, found: dict[str, tuple[Site, Listing]]
) -> None:
    alma = logged_in(world, "alma")
    headers = {}
    for language in ("en", "es"):
        User.objects.filter(email=cast.ALMA.email).update(preferred_language=language)
        headers[language] = [
            read_csv(_file(alma, world, path).content)[0]
            for path, (_site, listing) in found.items()
            if listing.export_name
        ]

    same = [one for one, other in zip(headers["en"], headers["es"], strict=True) if one == other]
    assert not same


def test_where_cards_are_opened_the_file_is_asked_for_with_a_reason(
    world: World, found: dict[str, tuple[Site, Listing]]
) -> None:
    alma = logged_in(world, "alma")
    sealed = {path: each for path, (_site, each) in found.items() if not each.export_name}

    assert sealed, "signatures at least"
    for path, listing in sealed.items():
        assert _file(alma, world, path).headers["Content-Type"].startswith("text/html"), path
        asking = [button.url for button in listing.buttons if _asks_what_for(button.url)]
        assert asking, f"{path} has no way to its file"
        answer = alma.post(asking[0], {"seal": "plain"}, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 422, f"{asking[0]} gave a file without a reason"


def _asks_what_for(url: str) -> bool:
    return url.startswith("/") and resolve(url.partition("?")[0]).view_name in ASKS_WHAT_FOR


def _file(alma: Somebody, world: World, path: str, **query: str) -> HttpResponse:
    _unlock(alma, world)
    return alma.get(f"{path}?{urlencode({**query, 'export': 'csv'})}")
