"""An old site at the desk: refused with reasons, looked at part by part, published after naming."""

import io
import tempfile
import zipfile
from typing import IO, Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.archive.bringing import bring
from amparo.archive.models import Import, Item, OldAuthor, OldPicture, State
from amparo.audit.actors import Actor
from amparo.desk.archive.uploads import LARGEST
from amparo.lib.oldsites import CannotParse, Limits
from amparo.lib.spool import Spool
from amparo.pages.models import NewsPage
from tests.archive.exports import HOST, Post, picture, wxr
from tests.lib.oldsites.test_uploads import half_empty, repeated, zipped
from tests.makers import make_alma, make_site
from tests.proofs.naughty import OURS

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

ENGLISH = "Come to the meeting with your friends. We will talk about the county and the sheriff."
SPANISH = "Venga a la reunión con sus amistades. Vamos a hablar del condado y de la sheriff."
BOTH = f"{ENGLISH}\n\n{SPANISH}\n\nPosted from my phone."


@pytest.fixture
def alma() -> Client:
    make_site("Coalition")
    client = Client()
    client.force_login(make_alma(timezone.now()))
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def send(client: Client, content: bytes, name: str = "old.xml", **more: object) -> HttpResponse:
    return client.post(at("archive-new"), {"file": SimpleUploadedFile(name, content), **more})


def form_of(item: Item, **changes: str) -> dict[str, str]:
    """What the page of an item sends back as it stands, with some changes."""
    titles = {f"title-{piece.language}": piece.title for piece in item.pieces.all()}
    places = {f"block-{at}": block["language"] or "all" for at, block in enumerate(item.blocks)}
    return {**titles, **places, "posted_on": str(item.posted_on), "labels": "", **changes}


def test_a_file_is_read_looked_at_and_published(alma: Client) -> None:
    answer = send(alma, wxr(Post("A meeting", ENGLISH, labels=["Vigils"], comments=2)))
    item = Item.objects.get()
    listed = alma.get(answer["Location"]).content.decode()
    assert "A meeting" in listed
    assert "2 comments were not brought" in listed
    assert "No Fear Committee" in alma.get(at("archive")).content.decode()

    changed = form_of(item, labels="Vigils, County")
    alma.post(at("archive-item", item.pk), changed)
    assert Item.objects.get().state == State.LOOKED

    publish = at("archive-publish", item.origin_id)
    assert "A meeting" in alma.get(publish).content.decode(), "named before it is done"
    assert not NewsPage.objects.exists()
    alma.post(publish)
    assert {tag.name for tag in NewsPage.objects.get().tags.all()} == {"Vigils", "County"}
    assert "Public page" in alma.get(at("archive-item", item.pk)).content.decode()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (wxr(Post("One", ENGLISH))[:-200], "a.xml", "ends in the middle"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "a.xml", "gives orders"),
        (b"<rss/>", "a.xml", "no export of WordPress"),
        (b"MZ", "a.exe", "An .xml, .zip"),
        (b"no zip", "a.zip", "cannot be opened"),
    ],
)
def test_a_broken_file_is_refused_beside_the_field(
    alma: Client, content: bytes, name: str, said: str
) -> None:
    answer = send(alma, content, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Item.objects.exists()


def test_a_zip_of_exports_is_read_as_one_site(alma: Client) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.xml", wxr(Post("One", ENGLISH, number=1)))
        archive.writestr("2.xml", wxr(Post("Two", ENGLISH, number=2)))
    send(alma, out.getvalue(), "export.zip")
    assert {item.title for item in Item.objects.all()} == {"One", "Two"}
    assert Item.objects.values("origin").distinct().count() == 1


def test_many_small_exports_in_a_zip_are_refused_together(alma: Client) -> None:
    bomb = repeated("a.xml", half_empty(999_000), 2_000).getvalue()
    answer = send(alma, bomb, "export.zip")
    assert answer.status_code == 422
    assert "longer than we can read at once" in answer.content.decode()
    assert not Import.objects.exists()


def test_exports_that_together_are_too_long_keep_nothing(alma: Client) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in (1, 2):
            archive.writestr(f"{number}.xml", wxr(Post("One", ENGLISH * 10, number=number)))
    with pytest.raises(CannotParse, match="too-much"):
        bring("export.zip", out, None, actor=Actor.command("test"), now=timezone.now(),
              limits=Limits(kept_letters=1_200))  # fmt: skip
    assert not Import.objects.exists()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> list[IO[bytes]]:
    """Every temporary file that is made; one with a name is refused."""
    made: list[IO[bytes]] = []
    make = tempfile.TemporaryFile

    def noted(*args: Any, **more: Any) -> IO[bytes]:
        made.append(make(*args, **more))
        return made[-1]

    def named(*args: Any, **more: Any) -> None:
        raise AssertionError("a file of the upload was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", noted)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", named)
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", named)
    monkeypatch.setattr(settings, "FILE_UPLOAD_MAX_MEMORY_SIZE", 10)
    return made


def test_of_an_old_site_only_noise_is_ever_on_the_disk(
    alma: Client, disk: list[IO[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bytes] = []

    def look_and_close(spool: Spool) -> None:
        disk[0].seek(0)
        held.append(disk[0].read())

    monkeypatch.setattr(Spool, "close", look_and_close)
    body = f'{ENGLISH} <img src="{HOST}/a.jpg">'
    zip_of_them = zipped(**{"a.jpg": picture()}).getvalue()
    send(alma, wxr(Post("Vigil", body)), uploads=SimpleUploadedFile("a.zip", zip_of_them))
    assert OldPicture.objects.count() == 1
    assert len(disk) == 1, "the pictures alone"
    assert [len(each) for each in held[:1]] == [len(zip_of_them)]
    assert not any(b"a.jpg" in each or b"PK" in each[:2] for each in held)


@pytest.mark.parametrize(
    ("field", "said"), [("file", "more than 12 MB"), ("uploads", "more than 300 MB")]
)
def test_what_is_too_large_runs_by_and_the_form_says_so(
    alma: Client, monkeypatch: pytest.MonkeyPatch, field: str, said: str
) -> None:
    monkeypatch.setitem(LARGEST, field, 70_000)  # of a piece and a bit
    large = SimpleUploadedFile("a.xml", wxr(Post("One", ENGLISH * 2_000)))
    answer = send(alma, wxr(Post("One", ENGLISH)), **{field: large})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Import.objects.exists()


def test_of_a_field_one_file_is_kept(alma: Client, disk: list[IO[bytes]]) -> None:
    zips = [
        SimpleUploadedFile(f"{at}.zip", zipped(**{"a.jpg": picture()}).getvalue())
        for at in range(3)
    ]
    others = [SimpleUploadedFile("x.xml", b"x")] * 3
    assert send(alma, wxr(Post("One", ENGLISH)), uploads=zips, elsewhere=others).status_code == 302
    assert len(disk) == 1


def test_a_form_of_another_site_is_refused_with_its_file() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_alma(timezone.now()))
    assert send(client, wxr(Post("One", ENGLISH))).status_code == 403
    assert not Import.objects.exists()


def test_what_is_wrong_with_a_split_is_said_and_nothing_is_lost(alma: Client) -> None:
    send(alma, wxr(Post("Meeting", BOTH)))
    item = Item.objects.get()
    wrong = {"title-en": "Meeting", "title-es": "", "block-0": "en", "block-1": "es"}
    answer = alma.post(at("archive-item", item.pk), form_of(item, **wrong, labels="X"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Some of it is in Spanish" in page
    assert 'value="X"' in page
    assert Item.objects.get().state == State.NEW

    right = {"title-es": "Reunión", "block-0": "en", "block-1": "es", "block-2": "mark"}
    alma.post(at("archive-item", item.pk), form_of(item, **right))
    alma.post(at("archive-publish", item.origin_id))
    assert {page.title for page in NewsPage.objects.all()} == {"Meeting", "Reunión"}


def test_left_out_can_be_taken_up_again(alma: Client) -> None:
    send(alma, wxr(Post("Meeting", ENGLISH)))
    item = Item.objects.get()
    alma.post(at("archive-item", item.pk), {"do": "leave"})
    assert Item.objects.get().state == State.LEFT
    assert "Look at it again" in alma.get(at("archive-item", item.pk)).content.decode()
    alma.post(at("archive-again", item.pk))
    assert Item.objects.get().state == State.NEW


def test_two_posts_are_paired_and_parted(alma: Client) -> None:
    send(alma, wxr(Post("Meeting", ENGLISH), Post("Reunión", SPANISH), Post("Rally", ENGLISH)))
    left, right = Item.objects.get(title="Meeting"), Item.objects.get(title="Reunión")
    assert "Reunión" in alma.get(at("archive-item", left.pk)).content.decode()
    alma.post(at("archive-twin", left.pk), {"other": str(right.pk)})
    assert Item.objects.values("group").distinct().count() == 2
    assert "They are not the same post" in alma.get(at("archive-item", left.pk)).content.decode()
    rally = Item.objects.get(title="Rally")
    for wrong in (str(rally.pk), "", "x"):
        alma.post(at("archive-twin", left.pk), {"other": wrong})
    assert Item.objects.values("group").distinct().count() == 2
    alma.post(at("archive-twin", right.pk), {"do": "part"})
    assert Item.objects.values("group").distinct().count() == 3


def test_nobody_signs_unless_a_pen_name_is_written(alma: Client) -> None:
    send(alma, wxr(Post("Meeting", ENGLISH)))
    author = OldAuthor.objects.get()
    assert "Alma P." in alma.get(at("archive-authors", author.origin_id)).content.decode()
    alma.post(at("archive-authors", author.origin_id), {f"author-{author.pk}": "The team"})
    author.refresh_from_db()
    assert author.pen_name == "The team"


def test_removing_an_import_names_what_goes(alma: Client) -> None:
    send(alma, wxr(Post("Meeting", ENGLISH)))
    origin = Item.objects.get().origin
    assert (
        "1 post that is not on the site"
        in alma.get(at("archive-forget", origin.pk)).content.decode()
    )
    alma.post(at("archive-forget", origin.pk))
    assert not Item.objects.exists()


def test_the_start_page_says_what_waits(alma: Client) -> None:
    send(alma, wxr(Post("Meeting", ENGLISH)))
    assert "1 post of No Fear Committee waits" in alma.get("/desk/").content.decode()


def test_naughty_words_of_an_old_post_stay_words(alma: Client) -> None:
    words = [each for each in OURS if "\0" not in each and "]]>" not in each]
    posts = [Post(each[:80] or "x", f"<p>{each}</p>") for each in words if each.isprintable()]
    send(alma, wxr(*posts))
    for item in Item.objects.all():
        page = alma.get(at("archive-item", item.pk)).content.decode()
        assert "<script>window.ran" not in page
        assert "onerror=window" not in page.replace("&lt;img src=x onerror=window", "")
        alma.post(at("archive-item", item.pk), form_of(item))
    alma.post(at("archive-publish", Item.objects.first().origin_id))
    for page in NewsPage.objects.all():
        shown = Client().get(page.url).content.decode()
        assert "<script>window.ran" not in shown
        assert "<svg onload" not in shown
