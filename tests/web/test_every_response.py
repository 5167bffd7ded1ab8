"""What every answer carries, and what no public page ever asks of a visitor."""

import pytest
from django.http import HttpResponse
from django.test import Client

from amparo.web.headers import ALWAYS, headers_for, hide_from_archives
from amparo.web.pagecache import MARKER

PATHS = [
    ("/en/", 200),
    ("/es/sign/", 200),
    ("/robots.txt", 200),
    ("/en/nothing-here/", 404),
    ("/en/broken/", 500),
    ("/en/keyless/", 503),
    ("/media/original_images/photo.jpg", 404),
    ("/challenge/petition/00000000-0000-0000-0000-000000000007/", 200),
]


@pytest.mark.parametrize(("path", "status"), PATHS)
def test_every_response_carries_the_safe_headers(site: Client, path: str, status: int) -> None:
    response = site.get(path)

    assert response.status_code == status
    assert set(ALWAYS) <= set(response.headers)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", [path for path, _ in PATHS])
def test_visitors_get_no_cookies(site: Client, path: str) -> None:
    assert not site.get(path).cookies


def test_a_refused_host_gets_them_too(site: Client) -> None:
    response = site.get("/en/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert set(ALWAYS) <= set(response.headers)


def test_a_page_with_a_form_is_kept_by_no_browser(site: Client) -> None:
    assert site.get("/en/sign/")["Cache-Control"] == "no-store"
    assert site.get("/en/broken/")["Cache-Control"] == "no-store"
    assert site.get("/en/")["Cache-Control"] == "public, max-age=1"


def test_a_page_that_reads_the_session_varies_by_cookie(site: Client) -> None:
    assert "Cookie" in site.get("/en/personal/")["Vary"]


def test_the_desk_may_frame_itself_and_embeds_may_be_framed() -> None:
    assert headers_for("/desk/pages/3/edit/")["X-Frame-Options"] == "SAMEORIGIN"
    assert "X-Frame-Options" not in headers_for("/embed/en/petition/")
    assert headers_for("/embed/en/x/")["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_case_pages_ask_archives_to_keep_no_copy() -> None:
    assert hide_from_archives(HttpResponse())["X-Robots-Tag"] == "noarchive"


def test_pages_load_nothing_from_elsewhere(site: Client) -> None:
    markup = site.get("/es/sign/").content.decode()

    for attribute in ('src="http', "@import", 'style="', "<style"):
        assert attribute not in markup


def test_a_draft_is_framed_by_the_desk_and_kept_by_nobody(site: Client) -> None:
    response = site.get("/en/draft/")

    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"
    assert MARKER not in response.headers
