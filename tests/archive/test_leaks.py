"""What an old site knew of people stays there: no store of ours holds a commenter, a login or an
address of whoever wrote it, and no camera's place."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from amparo.archive.models import Item
from amparo.archive.operations import look_at, take_over
from tests.archive.exports import HOST, Post, picture, wxr
from tests.leakscan import Person, Scanner
from tests.lib.oldsites.test_uploads import zipped
from tests.makers import make_alma, make_site

COMMENTER = "reader.secret@example.org"
WRITER = "alma.secret@example.org"
COMMENT = "I know where he lives"
CAMERA = "Telephone of Rosa"
NAME = "Xiomara Villanueva-Prueba"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a rendition
@pytest.mark.django_db(databases=["default", "keyring"])
def test_no_store_holds_whom_an_export_names_beside_its_posts(
    tmp_path: Path, renditions: None
) -> None:
    make_site("Coalition")
    alma, desk = make_alma(timezone.now()), Client()
    desk.force_login(alma)
    body = f'Come to the vigil. <img src="{HOST}/a.jpg">'
    private = Post("Private", f"{NAME} called us.", status="private", comments=2)
    files = {
        "file": SimpleUploadedFile("old.xml", wxr(Post("Vigil", body, comments=2), private)),
        "uploads": SimpleUploadedFile("a.zip", zipped(**{"a.jpg": picture()}).getvalue()),
    }
    desk.post("/desk/archive/new/", files)
    items = list(Item.objects.all())
    for item in items:
        look_at(item, actor=alma.actor)
    take_over(items, by=alma, now=timezone.now())

    rows = tmp_path / "rows.json"
    rows.write_text(connection.creation.serialize_db_to_string(), encoding="utf-8")
    media = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    sought = [
        Person(email=COMMENTER), Person(email=WRITER), Person(name=NAME), Person(name=CAMERA),
        Person(name=COMMENT),
    ]  # fmt: skip

    assert "Come to the vigil" in rows.read_text(encoding="utf-8"), "the scan reads what is there"
    assert list(Scanner(sought).scan_paths([rows, *media])) == []
