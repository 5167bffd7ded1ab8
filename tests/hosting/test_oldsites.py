"""`amparo import wordpress` says what came of it, in sentences, and publishes nothing."""

from pathlib import Path

import pytest

from amparo.archive.models import Item
from amparo.hosting.errors import CannotHost
from amparo.hosting.oldsites import bring
from amparo.pages.models import NewsPage
from tests.archive.exports import HOST, Post, picture, wxr

pytestmark = pytest.mark.django_db


def test_a_file_and_its_uploads_are_read_and_wait_for_a_look(tmp_path: Path) -> None:
    file, uploads = tmp_path / "old.xml", tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "a.jpg").write_bytes(picture())
    body = f'Come to the vigil. <img src="{HOST}/a.jpg"> <img src="{HOST}/b.jpg">'
    file.write_bytes(wxr(Post("Vigil", body, comments=1)))

    said = "\n".join(bring(file, uploads=uploads))

    assert "No Fear Committee: 1 new, 0 known" in said
    assert f"missing: {HOST}/b.jpg" in said
    assert "1 comment was not brought" in said
    assert Item.objects.get().title == "Vigil"
    assert not NewsPage.objects.exists()


@pytest.mark.parametrize("content", [b"", b"<rss><channel>", None])
def test_what_cannot_be_read_is_a_sentence_and_no_traceback(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "old.xml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CannotHost, match=r"old\.xml"):
        bring(file, uploads=None)
    assert not Item.objects.exists()
