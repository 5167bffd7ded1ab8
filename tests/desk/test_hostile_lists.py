"""Files that are no list, files that mean harm, and people who may bring none along."""

import gzip
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.desk.supporters import uploads
from amparo.supporters import staging
from amparo.supporters.models import Card
from tests.desk.test_imports import (
    PLAIN,
    alma,
    begin,
    brought,
    desk,
    go_on,
    match,
    remarks,
    send,
    told,
)
from tests.desk.test_keys import Desk, logged_in, text_of
from tests.makers import make_beto, make_ines

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

__all__ = ["alma", "desk"]  # fixtures


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This file is empty"),
        (b"name,email\n", "This file is empty"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "archive or a spreadsheet"),
        (b"PK\x03\x04" + b"\0" * 500, "archive or a spreadsheet"),
        (b"name,email\nRosa\0,x\n", "This is not text"),
        ("name\nPeña\n".encode() + b"Mu\xf1oz\n", "cannot read the letters"),
        (b'name,email\n"Rosa,rosa@example.org\nOmar,o@x.org\n', "On line 2 a quotation mark"),
        (b"a," * 300 + b"\n", "Line 1 is longer"),
        ("name\nPeña\nMuñ".encode()[:-1], "cannot read the letters"),  # cut off in a letter
        ("name,email\nRosa".encode("utf-16")[:-1], "cannot read the letters"),
        (b"name,email\n" + b"Rosa" * 30_000, "Line 2 is longer"),  # a gigabyte without an end
    ],
)
def test_a_hostile_file_is_named_and_nothing_of_it_stays(
    desk: Desk, alma: Client, data: bytes, said: str
) -> None:
    answer = send(alma, data)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not staging.runtime().store.names("import:", timezone.now())
    assert "import" not in answer.cookies


def test_without_a_file_the_page_asks_for_one(desk: Desk, alma: Client) -> None:
    answer = alma.post(reverse("desk:import-new"))
    assert (answer.status_code, "choose a file" in text_of(answer)) == (422, True)


def test_what_is_too_large_runs_by_and_is_answered(
    desk: Desk, alma: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 70_000)  # of a piece and a bit
    answer = send(alma, b"name,email\n" + b"Rosa,rosa@example.org\n" * 20_000)
    assert answer.status_code == 422
    assert "64 megabytes" in text_of(answer)
    monkeypatch.setattr(uploads, "MOST_ROWS", 3)
    assert "too many rows" in text_of(send(alma, PLAIN))
    assert not staging.runtime().store.names("import:", timezone.now())


def test_no_file_of_it_is_ever_written(
    desk: Desk, alma: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def written(*about: Any, **more: Any) -> None:
        raise AssertionError("a file of the upload was made")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", written)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", written)
    monkeypatch.setattr(settings, "FILE_UPLOAD_MAX_MEMORY_SIZE", 10)
    brought(alma, PLAIN, "name", "email", "town", "consent")
    assert Card.objects.count() == 2


def test_formulas_and_tags_are_only_text(desk: Desk, alma: Client) -> None:
    data = (
        "name,email,town\n"
        '=HYPERLINK("http://x.example"),rosa@example.org,<script>alert(1)</script>\n'
        "'=1+1,omar@example.net,+1\n"
        "Eva,=cmd|x@example.org,\n"
    )
    send(alma, data)
    assert match(alma, "name", "email", "town", basis="all").status_code == 302
    for name in ("desk:import-columns", "desk:import-look"):
        page = alma.get(reverse(name)).content.decode()
        assert "<script>alert" not in page
    here = begin(alma)
    go_on(alma, here)
    assert "=1+1" in {card["name"] for card in told(desk)}
    assert not [line for line, _reason in remarks(here) if line < 4]


def test_only_organizers_bring_lists_along(desk: Desk) -> None:
    for client in (
        logged_in(make_beto(timezone.now())),
        logged_in(make_ines(timezone.now())),
        Client(),
    ):
        assert send(client, PLAIN).status_code in (302, 403)
        assert "import" not in client.cookies
        assert client.get(reverse("desk:imports")).status_code in (302, 403)
    assert not staging.runtime().store.names("import:", timezone.now())


def test_another_site_cannot_send_a_file(desk: Desk) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.alma)
    assert send(strict, PLAIN).status_code == 403
    assert not staging.runtime().store.names("import:", timezone.now())
