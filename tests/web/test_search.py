"""The search: the same stems when a text is kept and when somebody asks, and nothing gone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from amparo.lib.stems import asked_as, kept_as, telling
from amparo.web import searching
from amparo.web.models import SearchRow
from amparo.web.searchindex import _WhenChanged, find, forget_about, keep_in_step
from amparo.web.searching import Document, Source

NOW = datetime(2026, 11, 29, 18, tzinfo=UTC)


class Shelf:
    """A source of invented pages."""

    def __init__(self) -> None:
        self.rows: list[Document] = []
        self.read: list[str] = []

    def put(self, key: str, title: str, body: str = "", language: str = "es", **more: str) -> None:
        self.rows = [each for each in self.rows if (each.key, each.language) != (key, language)]

        def read() -> str:
            self.read.append(key)
            return body

        path = f"/{language}/{key}/"
        made = Document(key, language, title, path, "Page", body=read, dated_on=date(2011, 6, 3))
        self.rows.append(Document(**{**vars(made), **more}))

    def documents(self, language: str, now: datetime) -> Iterator[Document]:
        yield from (each for each in self.rows if each.language == language)


@pytest.fixture
def shelf(db: None) -> Iterator[Shelf]:
    before = dict(searching._sources)
    searching._sources.clear()
    made = Shelf()
    searching.register(Source("shelf", made.documents))
    yield made
    searching._sources.clear()
    searching._sources.update(before)


def titles(words: str, language: str = "es") -> list[str]:
    return [each.title for each in find(words, language, NOW)]


@pytest.mark.parametrize(
    ("asked", "kept", "language"),
    [
        ("deportacion", "Deportaciones", "es"),
        ("reunión", "las REUNIONES", "es"),
        ("policia", "la policía", "es"),
        ("policía", "la policia", "es"),
        ("deported", "deporting families", "en"),
        ("SF 1143", "SF1143", "en"),
        ("651 389", "651-389-9174", "en"),
        ("niño", "los ninos", "es"),
        ("women", "Women’s group", "en"),
    ],
)
def test_a_word_is_found_in_its_other_forms(asked: str, kept: str, language: str) -> None:
    index = set(kept_as(kept, language).split())
    assert all(index & set(forms) for forms in asked_as(asked, language))


def test_an_address_tells_what_it_was_about() -> None:
    said = telling("/2011/08/09/27-de-agosto-clinica-legal.html")
    assert {"clinica", "legal", "2011"} <= set(said.split())
    assert "html" not in said


def test_all_words_count_and_a_title_before_a_text(shelf: Shelf) -> None:
    shelf.put("one", "Vigilia", "Traiga una vela a la clínica.")
    shelf.put("two", "Clínica legal gratis", "Con abogadas.")
    keep_in_step(NOW)

    assert titles("clinicas") == ["Clínica legal gratis", "Vigilia"]
    assert titles("clínica vela") == ["Vigilia"]
    assert titles("abogada inexistente") == ["Clínica legal gratis"], "some words, where not all"
    assert titles("clínica", "en") == []


@pytest.mark.parametrize(
    "words", ["", "  ", '"', "a* OR b", "(", "NEAR(", "título:x", "' & !", "😀"]
)
def test_no_words_are_an_order_to_the_database(shelf: Shelf, words: str) -> None:
    shelf.put("one", "Vigilia")
    keep_in_step(NOW)
    assert titles(words) == []


def test_what_changes_is_found_by_its_new_words_and_read_once(shelf: Shelf) -> None:
    shelf.put("one", "Vigilia", stamp="1")
    keep_in_step(NOW)
    keep_in_step(NOW)
    assert shelf.read == ["one"]

    shelf.put("one", "Marcha", stamp="2")
    keep_in_step(NOW)
    assert (titles("vigilia"), titles("marcha")) == ([], ["Marcha"])


def test_what_is_public_no_more_is_not_found_even_before_the_index_knows(shelf: Shelf) -> None:
    shelf.put("one", "Vigilia")
    keep_in_step(NOW)
    shelf.rows.clear()

    assert titles("vigilia") == []
    assert SearchRow.objects.exists()
    keep_in_step(NOW)
    assert not SearchRow.objects.exists()


def test_a_takedown_leaves_no_word_in_the_index(shelf: Shelf) -> None:
    shelf.put("one", "Caso de Xiomara", about="c1")
    keep_in_step(NOW)
    forget_about("c1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM web_searchwords")
        assert cursor.fetchone()[0] == 0
    assert not SearchRow.objects.exists()


def test_the_round_looks_when_something_changed_and_now_and_then(shelf: Shelf) -> None:
    run = _WhenChanged()
    run(NOW)
    shelf.put("one", "Vigilia")
    run(NOW + timedelta(seconds=30))
    assert titles("vigilia") == []
    run(NOW + timedelta(minutes=11))
    assert titles("vigilia") == ["Vigilia"]


def test_a_page_that_is_not_there_suggests_what_its_address_tells_of(
    site: Client, shelf: Shelf
) -> None:
    shelf.put("clinic", "Clínica legal gratis")
    keep_in_step(NOW)

    missing = site.get("/es/2011/08/clinica-legal/")
    assert missing.status_code == 404
    assert "¿Buscaba esto?" in missing.content.decode()
    assert 'href="/es/clinic/"' in missing.content.decode()
    for door in ("/es/wp-login.php", "/es/clinica.env", "/es/wp-admin/clinica/"):
        assert "¿Buscaba esto?" not in site.get(door).content.decode()
