"""What can be carried away, as a file or on paper; and that names are only text everywhere."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pypdf
import pytest
from django.contrib.staticfiles import finders
from django.utils.translation import override
from lxml import html
from openpyxl import load_workbook
from PIL import Image
from shapely.geometry import Point, shape

from amparo.audit.actors import WORKER
from amparo.lib import books
from amparo.policies import carried, downloads, shown, views
from amparo.policies.addresses import slug_of
from amparo.policies.models import Custody, Evidence, Fact, FactSource, Part, Program, Ruling
from amparo.policies.operations.facts import StandsOn, add_fact
from amparo.policies.operations.keeping import save_ruling
from amparo.policies.papers import sheet_of, sheet_pdf, sheet_preview
from amparo.policies.pictures import CLAY, COLORS
from tests.makers import make_source
from tests.policies.conftest import make_agency
from tests.policies.test_sheets import bring, linked_sheet

TODAY = date(2026, 1, 1)
NASTY = "<script>alert(1)</script>\"'&{{ 7*7 }}"


def taken(client, path: str) -> bytes:
    """A file, which goes out in pieces."""
    return b"".join(client.get(f"/en/policies/{path}").streaming_content)


@pytest.fixture
def nasty(mn):
    """A government, an answer's note and a source by somebody who means harm."""
    mn.rice.name = f"=cmd|'/c calc'!A1 {NASTY}"
    mn.rice.save()
    source = make_source(mn.now, f"=HYPERLINK(1) {NASTY}")
    said = mn.said("detainers", "honored", notes={"en": f"+1 {NASTY}"}, approved_by=f"@{NASTY}")
    add_fact(said, [StandsOn(source, quote=f"=1+1 {NASTY}")], actor=WORKER, now=mn.now)
    return mn


def test_whatever_a_name_holds_it_is_only_text_on_pages(client, nasty):
    for path in (
        "/en/policies/mn/?by=detainers",
        f"/en/policies/mn/{slug_of(nasty.rice)}/",
        f"/en/policies/compare/?place={nasty.rice.pk}&place={nasty.dakota.pk}",
        "/en/policies/mn/changes/",
    ):
        tree = html.fromstring(client.get(path).content)
        run = tree.xpath("//script[not(@type)]/text()")  # what search engines read is no script
        assert not [each for each in run if "alert(1)" in each]
        assert NASTY in tree.text_content() or NASTY in " ".join(tree.xpath("//@aria-label"))


def test_no_cell_of_a_file_runs_in_a_spreadsheet(client, nasty):
    read = taken(client, "mn/facts.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(read)))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    book = load_workbook(io.BytesIO(taken(client, "mn/facts.xlsx")))
    cells = [cell for row in book["facts"].iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=cmd") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_a_file_says_its_licence_and_how_to_cite_it(client, mn):
    mn.fact("detainers", "never")
    told = json.loads(b"".join(client.get("/es/policies/mn/facts.json").streaming_content))
    assert told["licence"] == downloads.LICENCE
    assert "/es/policies/mn/" in told["citation"]
    [fact] = told["facts"]
    assert fact["value"] == "nunca"
    assert fact["sources"][0]["quote"] == "No one shall be held."


def test_a_county_has_its_border_in_geojson_and_a_city_none(client, mn):
    mn.fact("detainers", "never")
    mn.fact("status", "forbidden", mn.northfield)
    told = json.loads(taken(client, "us/facts.geojson"))
    kinds = {each["properties"]["government"]: each["geometry"] for each in told["features"]}
    assert shape(kinds["Rice County"]).is_valid
    assert shape(kinds["Rice County"]).contains(Point(-93.29, 44.35))  # by the courthouse
    assert kinds["Northfield"] is None


def test_what_is_not_public_is_in_no_file(client, mn):
    add_fact(mn.said("detainers", "never"), [], actor=WORKER, now=mn.now)  # no source
    assert json.loads(taken(client, "mn/facts.json"))["facts"] == []
    assert client.get("/en/policies/mn/facts.pdf").status_code == 404


def test_files_carry_custody_programs_agreements_and_rulings(client, mn):
    bring(linked_sheet())
    fact = Fact.objects.get(jurisdiction__name__startswith="Rice")
    ruling = Ruling(kind="lawsuit", title="Doe v. Rice", source=make_source(mn.now, "Docket"))
    save_ruling(ruling, [fact], actor=WORKER, now=mn.now)
    jail = make_agency(mn.rice, "jail", "Rice County Jail")
    Custody.objects.create(agency=mn.northfield, jail=jail, starts_on=TODAY, verified_on=TODAY,
                           source=ruling.source, quote="As the contract says.")  # fmt: skip
    Part.objects.create(jurisdiction=mn.rice, program=Program.objects.get(key="cve"),
                        role="declined", on=TODAY, source=ruling.source)  # fmt: skip
    told = json.loads(taken(client, "mn/facts.json"))
    row = next(each for each in told["facts"] if each["government"] == "Rice County")
    assert (row["agreement_model"], row["last_listed_on"]) == ("jail", "2025-07-18")
    assert row["agreement_document"] == "https://www.ice.gov/doclib/287gMOA/rice.pdf"
    assert [each["title"] for each in row["rulings"]] == ["Doe v. Rice"]
    assert [each["jail"] for each in told["custody"]] == ["Rice County Jail"]
    assert [each["role"] for each in told["programs"]] == ["declined"]
    assert json.loads(taken(client, "mn/facts.geojson"))["custody"] == told["custody"]
    assert "Doe v. Rice" in taken(client, "mn/facts.csv").decode()
    assert "As the contract says." in taken(client, "mn/custody.csv").decode()
    assert "declined" in taken(client, "us/programs.csv").decode()
    assert "Northfield" not in taken(client, "wi/custody.csv").decode()
    assert client.get("/en/policies/mn/budgets.csv").status_code == 404
    book = load_workbook(io.BytesIO(taken(client, "mn/facts.xlsx")))
    assert book.sheetnames == ["facts", "custody", "programs", "about"]
    page = client.get("/en/policies/mn/").content.decode()
    assert "/en/policies/mn/custody.csv" in page


def test_a_file_goes_out_in_pieces_and_in_the_language_that_was_asked_for(client, mn, monkeypatch):
    mn.fact("detainers", "never")
    with override("es"):
        pieces = iter(downloads.pieces("json", "mn", TODAY))
    with override("en"):
        told = json.loads(b"".join(pieces))
    assert told["facts"][0]["value"] == "nunca"
    monkeypatch.setattr(downloads, "PIECE", 1)
    assert len(list(downloads.pieces("json", "mn", TODAY))) > 5


def test_a_book_of_any_length_is_whole_and_goes_on_in_a_second_sheet(client, mn, monkeypatch):
    monkeypatch.setattr(books, "MOST_ROWS", 1)
    mn.fact("detainers", "never")
    mn.fact("detainers", "never", mn.dakota)
    book = load_workbook(io.BytesIO(taken(client, "mn/facts.xlsx")))
    assert book.sheetnames[:2] == ["facts", "facts 2"]
    first, second = (list(book[name].values) for name in ("facts", "facts 2"))
    assert first[0] == second[0]
    assert {first[1][1], second[1][1]} == {"Rice County", "Dakota County"}


def test_facts_are_read_by_as_many_questions_however_many_there_are(
    mn, django_assert_max_num_queries
):
    for factor, answer in (("detainers", "never"), ("notification", "never"), ("287g", "none")):
        for place in (mn.rice, mn.dakota, mn.northfield):
            mn.fact(factor, answer, place)
    with django_assert_max_num_queries(13):
        assert len(list(carried.facts_of("mn"))) == 9


def test_portions_change_nothing_of_the_file(client, mn, monkeypatch):
    """Agency, note in the reader's language, a source that says otherwise, in order."""
    sheriff = make_agency(mn.rice)
    fact = mn.fact("detainers", "never", sheriff, notes={"en": "Since May.", "es": "Desde mayo."})
    mn.fact("status", "forbidden", mn.northfield, starts_on=date(2025, 5, 1), is_start_known=False)
    against = make_source(mn.now, "Jail log")
    FactSource.objects.create(fact=fact, source=against, is_against=True, read_on=TODAY)
    whole = taken(client, "mn/facts.json")
    monkeypatch.setattr("amparo.policies.factrows.PORTION", 1)
    assert taken(client, "mn/facts.json") == whole
    first, second = json.loads(whole)["facts"]
    assert (first["government"], first["time"]) == ("Northfield", "since May 1, 2025 at the latest")
    assert (second["agency"], second["note"]) == (sheriff.name, "Since May.")
    assert [each["title"] for each in second["sources"]] == ["Policy manual", "Jail log"]
    assert second["sources"][1]["is_against"] is True
    assert second["page"].endswith(f"/en/policies/mn/rice-county-{mn.rice.pk}/")


def test_one_large_file_goes_out_at_a_time(client, mn, monkeypatch):
    monkeypatch.setattr(downloads, "LARGE", 0)
    mn.fact("detainers", "never")
    first = downloads.pieces("csv", "mn", TODAY)
    second = client.get("/en/policies/mn/facts.json")
    assert (second.status_code, second["Retry-After"]) == (503, "60")
    assert "Please try again in a minute." in second.content.decode()
    assert b"Rice County" in b"".join(first)
    first.close()
    third = downloads.pieces("json", "mn", TODAY)
    third.close()  # whoever goes away before the end frees it too
    third.close()
    downloads.pieces("json", "mn", TODAY).close()


def test_a_network_that_takes_file_after_file_is_asked_to_wait(client, mn, monkeypatch):
    monkeypatch.setattr(views, "FILES_AN_HOUR", 1)
    mn.fact("detainers", "never")
    hall = {"REMOTE_ADDR": "203.0.113.77"}
    assert client.get("/en/policies/mn/facts.csv", **hall).status_code == 200
    refused = client.get("/en/policies/mn/facts.csv", **hall)
    assert refused.status_code == 429
    assert "in an hour" in refused.content.decode()


@pytest.mark.parametrize(("language", "said"), [("en", "In writing"), ("es", "Por escrito")])
def test_a_county_fits_on_paper_in_each_language(client, mn, language, said):
    mn.fact("detainers", "never", approved_by="County board")
    mn.fact("detainers", "honored", evidence=Evidence.PRACTICE)
    response = client.get(f"/{language}/policies/mn/{slug_of(mn.rice)}/sheet.pdf")
    read = pypdf.PdfReader(io.BytesIO(response.content))
    text = "\n".join(each.extract_text() for each in read.pages)
    assert "Rice County" in text
    assert said in text
    assert "Policy manual" in text
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [float(side) for side in read.pages[0].mediabox[2:]] == [612, 792]


def test_the_sheet_is_black_on_white(mn):
    mn.fact("detainers", "never")
    with override("en"):
        sheet = sheet_of(shown.page_of(mn.rice, TODAY), TODAY)
    picture = Image.open(io.BytesIO(sheet_preview(sheet)[0])).convert("RGB")
    red, green, blue = picture.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_whatever_a_name_holds_it_is_only_text_on_paper(nasty):
    with override("en"):
        sheet = sheet_of(shown.page_of(nasty.rice, TODAY), TODAY)
    text = pypdf.PdfReader(io.BytesIO(sheet_pdf(sheet))).pages[0].extract_text()
    assert "{{ 7*7 }}" in text


@pytest.mark.parametrize(
    "path",
    ["mn/map.png?by=detainers", "us/map.png?by=287g&level=counties&on=2025-05-01", "rice"],
)
def test_a_shared_link_shows_the_map_or_the_government(client, mn, path):
    mn.fact("detainers", "never")
    mn.fact("287g", "jail", mn.dakota)
    asked = f"mn/{slug_of(mn.rice)}/picture.png" if path == "rice" else path
    response = client.get(f"/es/policies/{asked}")
    picture = Image.open(io.BytesIO(response.content))
    assert (response["Content-Type"], picture.size) == ("image/png", (1200, 630))
    assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 20
    page = client.get(f"/es/policies/{asked}".replace("picture.png", "").replace("map.png", ""))
    assert f"/es/policies/{asked}".partition("?")[0] in page.content.decode()


def test_the_picture_that_is_shared_has_the_colors_of_the_site():
    """They are written down twice, since no other program reads the site's stylesheet."""
    sheet = Path(finders.find("web/site.css")).read_text().lower()
    assert [each for each in re.findall("#[0-9a-f]{6}", COLORS + CLAY) if each not in sheet] == []
