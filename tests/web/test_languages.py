"""Where an address carries no language, what is not there is not looked for in one."""

import pytest
from django.test import Client


@pytest.mark.django_db(databases=["default", "keyring"])
@pytest.mark.parametrize(
    "path", ["/accounts/nowhere/", "/media/nothing.jpg", "/documents/9/no.pdf"]
)
def test_what_is_not_there_is_said_at_once(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db(databases=["default", "keyring"])
def test_the_bare_address_leads_to_the_reader_s_language(client: Client) -> None:
    answer = client.get("/", headers={"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})

    assert (answer.status_code, answer["Location"]) == (302, "/es/")
