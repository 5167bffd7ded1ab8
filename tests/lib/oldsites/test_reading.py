"""Exports and saved pages: everything that a blog holds is read, and what attacks is refused."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from amparo.lib.oldsites import CannotParse, Limits, OldSite, read_loose, read_wxr
from tests.archive.exports import HOST, Post, wxr
from tests.lib.oldsites.test_uploads import half_empty, repeated

SMALL = Limits(file_bytes=400_000, item_bytes=100_000, items=5)


def read(content: bytes, limits: Limits | None = None) -> OldSite:
    return read_wxr(io.BytesIO(content), limits)


def refused(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(CannotParse) as caught:
        read(content, limits)
    return caught.value.reason


def test_a_post_comes_with_its_day_address_labels_and_name() -> None:
    post = Post("Vigil & march", "<p>Come.</p>", date(2012, 3, 28), "vigil", 42, labels=["Vigils"])
    site = read(wxr(post))
    found = site.records[0]
    assert (site.title, site.address) == ("No Fear Committee", HOST)
    assert (found.title, found.body) == ("Vigil & march", "<p>Come.</p>")
    assert (found.posted_on, found.number, found.slug) == (date(2012, 3, 28), "42", "vigil")
    assert (found.link, found.labels) == (f"{HOST}/2012/03/28/vigil/", ["Vigils"])
    assert found.author == "Alma P."


def test_of_people_only_the_name_that_readers_saw_is_kept() -> None:
    site = read(wxr(Post("One", "<p>Come.</p>", comments=3)))
    assert "secret" not in repr(site)
    assert "where he lives" not in repr(site)
    assert site.left_out["comments"] == 3


def test_what_was_not_public_there_is_counted_and_not_read() -> None:
    site = read(
        wxr(
            Post("Draft", "x", status="draft"),
            Post("Private", "x", status="private"),
            Post("Locked", "x", password="1234"),
            Post("Menu", "x", kind="nav_menu_item"),
            Post("Product", "x", kind="product"),
        )
    )
    assert site.records == []
    assert {key for key, count in site.left_out.items() if count} == {
        "drafts", "private", "locked", "menus", "kinds",
    }  # fmt: skip


def test_control_characters_of_an_old_database_do_not_stop_the_reading() -> None:
    content = wxr(Post("One", "be\x0bfore\x08")).replace(b"One", b"O\x00ne")
    assert read(content).records[0].title == "One"


def test_the_picture_at_the_head_of_a_post_is_known_by_its_address() -> None:
    attached = Post("p", "", number=7, kind="attachment", attachment=f"{HOST}/a.jpg")
    site = read(wxr(Post("One", "x", number=3, thumbnail=7), attached))
    assert site.records[0].picture == f"{HOST}/a.jpg"


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (wxr(Post("One", "x"))[:-300], "cut-off"),
        (wxr(Post("One", "x"), head=BOMB), "entities"),
        (wxr(Post("One", "x"), head=OUTSIDE), "entities"),
        (wxr(Post("Se\xf1or", "x")).decode().encode("latin-1"), "encoding"),
        (wxr(Post("One", "x"), head='<?xml version="1.0" encoding="klingon"?>'), "encoding"),
        (b"<html><body>no export", "cut-off"),
        (b"<html><body>no export</body></html>", "no-export"),
        (b"PK\x03\x04 something else", "not-xml"),
        (b"<rss><channel></wrong></rss>", "not-xml"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_or_broken_file_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    assert refused(content) == reason


class Endless(io.RawIOBase):
    """A file that says it goes on for a gigabyte."""

    def __init__(self, head: bytes, filler: bytes) -> None:
        self.head, self.filler, self.sent = head, filler, 0

    def read(self, size: int = -1) -> bytes:
        chunk, self.head = self.head, b""
        self.sent += len(chunk or self.filler)
        return chunk or self.filler


@pytest.mark.parametrize(
    ("filler", "reason"),
    [(b" " * 60_000, "item-too-large"), (b"<item><b/></item>" * 3_000, "too-many")],
)
def test_a_gigabyte_is_refused_long_before_it_is_read(filler: bytes, reason: str) -> None:
    endless = Endless(b'<?xml version="1.0"?><rss><channel>', filler)
    with pytest.raises(CannotParse) as caught:
        read_wxr(endless, SMALL)  # type: ignore[arg-type]
    assert caught.value.reason == reason
    assert endless.sent < 1_000_000


def test_more_posts_than_any_blog_has_are_refused() -> None:
    assert refused(wxr(*(Post(f"No. {n}", "x") for n in range(6))), SMALL) == "too-many"


def test_pages_and_texts_are_read_from_files() -> None:
    page = b"""<html><head><title>T</title></head><body><nav>Menu</nav><article><h1>Vigil</h1>
    <time datetime="2014-01-30">x</time><p>Come at noon.</p></article><footer>f</footer></body>"""
    found = read_loose("2014/vigil.html", io.BytesIO(page)).records[0]
    assert (found.title, found.posted_on, found.slug) == ("Vigil", date(2014, 1, 30), "vigil")
    assert "Come at noon." in found.body
    assert "Menu" not in found.body

    text = "Reunión\n2011-12-17\n\nVenga a la reunión.".encode("cp1252")
    found = read_loose("reunion.txt", io.BytesIO(text)).records[0]
    assert (found.title, found.posted_on) == ("Reunión", date(2011, 12, 17))
    assert found.is_plain


def zipped(fill: Callable[[zipfile.ZipFile], None]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    out.seek(0)
    return out


def test_pages_in_a_zip_are_read_and_other_files_are_not() -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("a/one.html", "<h1>One</h1><p>First.</p>")
        archive.writestr("a/two.txt", "Two\n\nSecond.")
        archive.writestr("__MACOSX/a/one.html", "x")
        archive.writestr("run.exe", "x")

    assert [each.title for each in read_loose("site.zip", zipped(fill)).records] == ["One", "Two"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("big.html", b"\0" * 3_000_000, "unpacks-too-far"),
        ("inner.zip", b"PK", "nested"),
        ("../../etc/cron.d/x.html", b"x", "no-zip"),
        ("/etc/x.html", b"x", "no-zip"),
    ],
)
def test_a_hostile_zip_is_refused(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(CannotParse) as caught:
        read_loose("site.zip", zipped(lambda archive: archive.writestr(name, content)))
    assert caught.value.reason == reason


def test_two_thousand_small_pages_are_refused_before_one_is_unpacked() -> None:
    with pytest.raises(CannotParse, match="too-much"):
        read_loose("site.zip", repeated("a.html", half_empty(999_000), 2_000))


def test_pages_that_are_too_long_together_are_refused() -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        for at in range(4):
            archive.writestr(f"{at}.html", b"<p>" + b"Come. " * 1_000)

    read_loose("site.zip", zipped(fill), Limits(kept_letters=25_000))
    for limits in (Limits(kept_letters=20_000), Limits(file_bytes=20_000)):
        with pytest.raises(CannotParse, match="too-much"):
            read_loose("site.zip", zipped(fill), limits)


def test_posts_that_are_too_long_together_are_refused() -> None:
    posts = wxr(*(Post(f"{at}", "Come. " * 1_000, number=at) for at in range(4)))
    assert len(read(posts, Limits(kept_letters=25_000)).records) == 4
    assert refused(posts, Limits(kept_letters=20_000)) == "too-much"


def test_what_is_no_zip_says_so() -> None:
    with pytest.raises(CannotParse, match="no-zip"):
        read_loose("site.zip", io.BytesIO(b"not at all"))
