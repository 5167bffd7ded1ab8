"""oEmbed, the script for other sites, and what is offered to paste."""

import json
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils.safestring import SafeData

from amparo.audit.actors import WORKER
from amparo.campaigns.embedding import snippets_of
from amparo.campaigns.operations.asks import close_ask
from amparo.campaigns.standing import forget_all
from tests.makers import make_campaign, make_open_petition, make_petition

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]
PAGE = "http://localhost/es/petitions/end-the-agreement/"


def told(**query: str) -> dict[str, object]:
    answer = Client().get("/embed/oembed/", query)
    assert answer.status_code == 200
    found: dict[str, object] = json.loads(answer.content)
    return found


def test_an_asks_page_says_where_its_oembed_is(now: datetime) -> None:
    make_open_petition(now)

    page = Client().get("/es/petitions/end-the-agreement/").content.decode()
    _, _, link = page.partition('type="application/json+oembed" href="')
    address = link.partition('"')[0]

    assert parse_qs(urlsplit(address).query)["url"] == [PAGE]
    assert Client().get(urlsplit(address).path, {"url": PAGE}).status_code == 200


def test_it_tells_title_frame_and_size(now: datetime) -> None:
    make_open_petition(now)

    found = told(url=PAGE, maxwidth="480", source="the-paper")

    assert (found["version"], found["type"], found["width"]) == ("1.0", "rich", 480)
    assert found["title"] == "Terminen el acuerdo"
    assert "/embed/es/petitions/end-the-agreement/?source=the-paper" in str(found["html"])
    assert 'title="Terminen el acuerdo"' in str(found["html"])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://evil.example/es/petitions/end-the-agreement/",
        "https://localhost.evil.example/es/petitions/end-the-agreement/",
        "http://localhost/es/petitions/a-draft/",
        "http://localhost/es/petitions/end-the-agreement/names/",
        "http://localhost/desk/",
        "javascript:alert(1)",
        "http://[",
        "http://localhost/es/petitions/\x00/",
    ],
)
def test_what_is_no_public_ask_of_ours_has_none(now: datetime, address: str) -> None:
    make_open_petition(now)
    make_petition(now, slug="a-draft", campaign=make_campaign(now, slug="other"))

    assert Client().get("/embed/oembed/", {"url": address}).status_code == 404


def test_another_form_than_json_is_not_spoken(now: datetime) -> None:
    make_open_petition(now)

    assert Client().get("/embed/oembed/", {"url": PAGE, "format": "xml"}).status_code == 501


@pytest.mark.parametrize("size", ["0", "-5", "ten", "99999999999999999999", "١٢"])
def test_a_size_that_is_none_is_left_aside(now: datetime, size: str) -> None:
    make_open_petition(now)

    assert told(url=PAGE, maxwidth=size, maxheight=size)["width"] == 720


def test_the_script_may_be_loaded_by_any_site_and_asks_for_nothing_else() -> None:
    answer = Client().get("/embed/v1.js")
    script = answer.content.decode()

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    for word in ("http:", "https:", "cookie", "localStorage", "fetch(", "XMLHttpRequest"):
        assert word not in script


def test_a_title_cannot_break_out_of_what_is_pasted() -> None:
    snippets = snippets_of("/en/petitions/x/", '"><script>alert(1)</script>')

    assert "<script>alert" not in snippets.link
    assert "<script>alert" not in snippets.frame


def test_what_is_to_be_copied_is_shown_letter_by_letter() -> None:
    """Shown as markup, a field would turn an escaped title back into what it was."""
    snippets = snippets_of("/en/petitions/x/", "A & B </textarea>")

    for snippet in (snippets.link, snippets.frame):
        assert not isinstance(snippet, SafeData)
        assert "A &amp; B &lt;/textarea&gt;" in snippet


def test_what_to_paste_stands_beside_sharing_while_it_is_open(now: datetime) -> None:
    petition = make_open_petition(now)
    path = f"/es/petitions/{petition.slug}/"

    asked, thanked = Client().get(path), Client().get(f"{path}thanks/")
    framed = Client().get(f"/embed{path}")
    close_ask(petition, actor=WORKER, now=now)
    forget_all()
    closed = Client().get(path)

    for page in (asked, thanked):
        assert f"href=&quot;http://localhost{path}&quot; data-source=" in page.content.decode()
    assert "amparo-ask" not in framed.content.decode()
    assert "amparo-ask" not in closed.content.decode()
