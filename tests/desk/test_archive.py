"""An old site at the desk: refused with reasons, looked at part by part, published after naming."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.archive.models import Item, OldAuthor, State
from amparo.pages.models import NewsPage
from tests.archive.exports import Post, wxr
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
