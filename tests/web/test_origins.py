"""Another site cannot make its readers sign here."""

import pytest
from django.test import Client, RequestFactory

from amparo.web.origins import is_from_here


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"origin": "http://testserver"}, True),
        ({"referer": "http://testserver/en/petitions/x/"}, True),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://testserver.evil.example"}, False),
        ({"referer": "https://evil.example/testserver"}, False),
        ({}, False),
    ],
)
def test_where_a_post_comes_from(headers: dict[str, str], is_ours: bool) -> None:
    assert is_from_here(RequestFactory().post("/", headers=headers)) is is_ours


def test_a_post_from_elsewhere_is_refused_in_the_pages_language(site: Client) -> None:
    response = site.post("/es/sign/", {"name": "R"}, headers={"sec-fetch-site": "cross-site"})

    assert response.status_code == 403
    assert "No se hizo nada en su nombre" in response.content.decode()


def test_a_post_from_here_needs_no_cookie(site: Client) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})

    assert strict.post("/en/sign/", {"name": ""}).status_code == 200
