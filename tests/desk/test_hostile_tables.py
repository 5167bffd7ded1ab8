"""Tables and lists that mean harm, at the desk: a clear word, and nothing changed."""

import csv
import io
import struct
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from amparo.audit.models import Entry
from amparo.evidence.models import Source
from amparo.places.models import Import, Jurisdiction, Kind
from amparo.policies.models import Batch, Fact, Sheet
from amparo.web.models import Coalition
from tests.makers import make_alma
from tests.places import tables
from tests.policies.conftest import State, mn
from tests.policies.test_sheets import FIRST
from tests.proofs import naughty

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

__all__ = ["mn"]  # a fixture

HEAD = "Jurisdiction,Policy,Answer,From,Source,Link,Quote,Note\n"
ROW = "Rice County,detainers,never,2025-03-01,Order 7,https://example.org/o,,\n"


@pytest.fixture
def alma(mn: State) -> Any:
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    client = Client()
    client.force_login(make_alma(timezone.now()))
    yield client
    Coalition.forget_kept()


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def send(client: Client, name: str, content: bytes, kind: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(at("policy-import-new"), {"kind": kind, "file": file})


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(name, content)
    return out.getvalue()


def with_a_lie(content: bytes) -> bytes:
    """A ZIP whose directory says that its file is small: the sum cannot be right."""
    found = content.rindex(b"PK\x01\x02")
    return content[: found + 24] + struct.pack("<I", 40) + content[found + 28 :]


def workbook(*rows: list[Any]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def everything() -> list[int]:
    """How much there is of all that an import may write."""
    return [each.objects.count() for each in (Batch, Sheet, Fact, Source, Jurisdiction, Entry)]


LIST = "participatingAgencies05162025.csv"


@pytest.mark.parametrize(
    ("name", "content", "kind", "said"),
    [
        ("facts.csv", (HEAD + ROW.replace("never", "=1+1")).encode(), "table", "holds a formula"),
        ("facts.csv", (HEAD + ROW.replace("Order", "@SUM(A1)")).encode(), "table", "formula"),
        ("facts.csv", (HEAD + ROW.replace("Order", "Or\0der")).encode(), "table", "not in UTF-8"),
        ("facts.csv", (HEAD + ROW).encode("utf-16"), "table", "not in UTF-8"),
        ("facts.csv", (HEAD + "Peñón").encode() + "Año".encode("cp1252"), "table",
         "facts.csv: 2"),
        ("facts.csv", (HEAD + 'Rice,"detainers').encode(), "table", "is damaged"),
        ("facts.csv", (HEAD + "x" * 200_000).encode(), "table", "is damaged"),
        ("facts.csv", (",".join(map(str, range(120))) + "\n1\n").encode(), "table", "100 columns"),
        ("facts.csv", HEAD.encode() + b"Rice\n" * 200_001, "table", "200,000 rows"),
        ("facts.csv", HEAD.encode() + b"Rice\n" * 10_001, "table", "10,000 facts"),
        ("facts.csv", b"x" * 20_000_001, "table", "too large"),
        ("facts.xlsx", workbook(["a"] * 150, ["b"]), "table", "100 columns"),
        ("facts.xlsx", packed("xl/workbook.xml", b"<not a book"), "table", "is damaged"),
        ("facts.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "table", "is damaged"),
        ("two.zip", packed("a.csv", b"a\n1\n") , "sheets", "columns are missing"),
        ("big.zip", packed(LIST, b"\0" * 210_000_000), "sheets", "too large"),
        ("lie.zip", with_a_lie(packed(LIST, FIRST[1] * 50)), "sheets", "is damaged"),
        ("empty.zip", packed("folder/", b""), "sheets", "no rows"),
        ("deep.zip", packed("in.zip", packed(LIST, FIRST[1])), "sheets", "CSV, XLSX or ZIP"),
    ],
    ids=lambda each: "" if isinstance(each, bytes) else None,
)  # fmt: skip
def test_a_hostile_file_is_refused_with_a_clear_word_and_nothing_is_changed(
    alma: Client, name: str, content: bytes, kind: str, said: str
) -> None:
    before = everything()
    answer = send(alma, name, content, kind)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert everything() == before


def test_a_cell_is_text_without_what_hides_or_turns_it_around(alma: Client) -> None:
    row = ROW.replace("Order 7", "Or\u202eder\u200b 7\x07").replace("o,,", "o,Held\u2066 no one,")
    answer = send(alma, "fa\u202ects.csv", (HEAD + row).encode(), "table")
    assert Batch.objects.get().file_name == "facts.csv"
    columns = {f"column-{name}": str(number) for number, name in enumerate(
        ("place", "factor", "value", "starts_on", "source", "url", "quote", "note"))}  # fmt: skip
    alma.post(answer.url, columns)
    cited = Fact.objects.get().cited_sources.get()
    assert (cited.source.title, cited.quote) == ("Order 7", "Held no one")


def test_an_agency_of_a_list_is_named_without_marks_that_turn_text_around(alma: Client) -> None:
    named = FIRST[1].replace(b"Rice County", "Ri\u202ece County".encode())
    answer = send(alma, FIRST[0], named, "sheets")
    alma.post(answer.url, {"title": "List", "state": ""})
    assert Jurisdiction.objects.get(kind=Kind.SHERIFF).name == "Rice County Sheriff's Office"


@pytest.mark.parametrize("string", naughty.strings(is_whole=False), ids=lambda each: "")
def test_whatever_a_cell_holds_nothing_breaks(alma: Client, string: str) -> None:
    cells = [string] * 8
    book = ["".join(letter for letter in cell if letter.isprintable()) for cell in cells]
    text = io.StringIO()
    csv.writer(text).writerows([HEAD.strip().split(","), cells])
    for name, content in (
        ("facts.csv", text.getvalue().encode("utf-8", "replace")),
        ("facts.xlsx", workbook(HEAD.strip().split(","), book)),
    ):
        answer = send(alma, name, content, "table")
        assert answer.status_code in (302, 422), name
        if answer.status_code == 302:
            assert alma.get(answer.url).status_code == 200
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    "name", ["20\x00A", "\ud800", "<b>20A</b>", "=1+1", "20\u202eA", "A" * 5000]
)
def test_whatever_a_boundary_is_called_nothing_breaks(alma: Client, name: str) -> None:
    content = tables.collection(tables.area(tables.box(-93.4, -93.2), DISTRICT=name, NAME=name))
    about = {"source_title": "State", "source_url": "", "checked_on": "2026-11-20",
             "kind": "boundaries", "district_kind": "house"}  # fmt: skip
    file = SimpleUploadedFile("houses.geojson", content)
    answer = alma.post(at("district-file-new"), {**about, "file": file})
    assert answer.status_code in (302, 422)
    found = Import.objects.first()
    if found is not None:
        shown = alma.get(at("district-file", found.pk))
        assert shown.status_code == 200
        assert "<b>20A</b>" not in shown.content.decode()
        assert alma.post(at("district-file-store", found.pk)).status_code == 302
        assert alma.get(at("districts")).status_code == 200
