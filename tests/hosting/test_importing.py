"""Files of districts from the command line: the desk's importers, with progress and a report."""

import io

import pytest

from amparo.hosting.errors import CannotHost
from amparo.hosting.importing import Asked, bring_counties, import_file
from amparo.officials.models import Official
from amparo.places.models import District, Jurisdiction, Unit
from tests.officials.makers import make_rice
from tests.officials.test_importing import ana
from tests.places import tables

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture(autouse=True)
def rice():
    make_rice()


def test_what_a_table_is_is_told_by_its_beginning(tmp_path):
    path, progress = tmp_path / "PrctTbl.txt", io.StringIO()
    path.write_text("66;0077;NEW;1;20A;01;03;;17342;\n")
    report = import_file("districts", path, Asked(), tell=progress)

    assert "PrctTbl.txt (precincts)" in report
    assert "New precincts: 1" in report
    assert "1 / 1" in progress.getvalue()
    assert Unit.objects.filter(code="0077").exists()


def test_boundaries_take_what_was_said_about_them(tmp_path):
    path = tmp_path / "cd.geojson"
    path.write_bytes(tables.collection(tables.area(tables.box(-93.4, -93.2), district="7")))
    asked = Asked(districts="congress", since="2023-01-03", source="An office")
    import_file("districts", path, asked, tell=io.StringIO())

    district = District.objects.get(kind="congress", code="7")
    assert str(district.boundaries.get().since_on) == "2023-01-03"
    assert district.source_title == "An office"


def test_a_folder_of_people_is_one_file(tmp_path):
    (tmp_path / "mn").mkdir()
    (tmp_path / "mn" / "ana.yml").write_text(ana())
    import_file("people", tmp_path, Asked(), tell=io.StringIO())

    assert Official.objects.filter(ocd_id="ocd-person/1").exists()


def test_the_same_file_again_says_that_nothing_changed(tmp_path):
    path = tmp_path / "ids.csv"
    path.write_text("id,name\nocd-division/country:us/state:mn/sldl:20a,A\n")
    import_file("districts", path, Asked(), tell=io.StringIO())

    assert "Nothing changed." in import_file("districts", path, Asked(), tell=io.StringIO())


def test_a_bad_file_is_told_in_a_sentence_with_its_line(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("kind,name\nhamlet,X\n")
    with pytest.raises(CannotHost, match=r"table\.csv: .*line 2: hamlet"):
        import_file("districts", path, Asked(), tell=io.StringIO())
    with pytest.raises(CannotHost, match="No such file"):
        import_file("districts", tmp_path / "nowhere.csv", Asked(), tell=io.StringIO())
    with pytest.raises(CannotHost, match="is not a day"):
        import_file("districts", path, Asked(since="soon"), tell=io.StringIO())


def test_files_of_another_state_are_said_to_be_so(tmp_path):
    path = tmp_path / "wi.csv"
    path.write_text("kind,name,county\ncity,Northfield,Jackson\n")
    import_file("districts", path, Asked(kind="places", state="wi"), tell=io.StringIO())
    assert Jurisdiction.objects.get(kind="city", state="WI").name == "Northfield"
    with pytest.raises(CannotHost, match="No state has the letters XX"):
        import_file("districts", path, Asked(kind="places", state="XX"), tell=io.StringIO())


def test_the_counties_of_a_state_need_no_file():
    assert bring_counties("WI") == "Wisconsin: 74 governments are here."
    assert Jurisdiction.objects.filter(kind="county", state="WI").count() == 72
