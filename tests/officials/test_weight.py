"""The whole of Minnesota in one page: what a phone loads before it asks nobody again."""

import io
import zipfile
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from amparo.places.models import District
from tests.officials.makers import make_rice, store

MOST_BYTES = 250_000


def people(folder: Path) -> bytes:
    """Everybody whom Open States knows, in one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in folder.rglob("*.yml"):
            archive.write(path, path.relative_to(folder).as_posix())
    return out.getvalue()


def commissioners() -> str:
    """One for every district, told as long as real ones are."""
    lines = ["office,county,district,name,phone,email,website"]
    for number, each in enumerate(District.objects.filter(kind="commissioner")):
        phone = f"507-555-01{number % 100:02}"
        name = f"Commissioner Number {number}"
        mail, site = f"commissioner{number}@example.org", f"https://example.org/board/{number}"
        line = ("commissioner", each.jurisdiction.fips, each.code, name, phone, mail, site)
        lines.append(",".join(line))
    return "\n".join(lines)


@pytest.fixture
def minnesota(db, shared_data: Path):
    make_rice()
    folder = shared_data / "districts"
    store("places", (folder / "mn_sos_2024/Municipalities_2024").read_bytes())
    store("precincts", (folder / "mn_sos_2024/Precincts_2024").read_bytes())
    store("boundaries", (folder / "mn_legislative_districts_2022.geojson.gz").read_bytes())
    congress = (folder / "mn_congressional_districts_2022.geojson").read_bytes()
    store("boundaries", congress, kind="congress")
    for path in (folder / "mn_sos_2024").glob("*.kml"):
        store("boundaries", path.read_bytes())
    store("people", people(folder / "openstates_people_mn"))
    store("people", commissioners())


def weight(path: str) -> int:
    answer = Client().get(path)
    assert answer.status_code == 200
    return len(brotli.compress(answer.content, quality=5))


@pytest.mark.data
@pytest.mark.proof
@pytest.mark.django_db(databases=["default", "keyring"])
def test_the_page_with_its_boundaries_is_light_enough_for_a_phone(minnesota):
    pages = ["/es/represent/", "/es/represent/answers.json", "/es/represent/map.json"]
    files = ["officials/represent.js", "web/site.css", "web/site.js"]
    loaded = [weight(path) for path in pages]
    loaded += [len(brotli.compress(Path(finders.find(each)).read_bytes())) for each in files]

    assert sum(loaded) <= MOST_BYTES, loaded
