"""Mistakes are told beside the field and in a summary, and what was typed stays."""

import pytest
from django.test import Client
from django.utils.translation import override

from tests.web.site import SignForm


def test_each_mistake_stands_in_the_summary_and_beside_its_field(site: Client) -> None:
    markup = site.post("/es/sign/", {"name": "", "email": "rosa@@x"}).content.decode()

    assert "Hay 2 cosas por revisar" in markup
    assert '<a href="#id_email">' in markup
    assert 'id="id_email_error"' in markup
    assert 'aria-describedby="id_email_error"' in markup
    assert 'value="rosa@@x"' in markup
    assert "autofocus" in markup


def test_markup_that_was_typed_comes_back_as_text(site: Client) -> None:
    typed = {"name": "<script>alert(1)</script>", "email": '"><img src=x onerror=alert(1)>'}
    markup = site.post("/en/sign/", typed).content.decode()

    assert "<script>alert" not in markup
    assert "<img src=x" not in markup


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name", "  Rosa \u202eDíaz\r\nX-Evil: 1 ", "Rosa Díaz X-Evil: 1"),
        ("email", " Rosa@Example.ORG ", "Rosa@example.org"),
        ("phone", "12 555-010", None),
        ("phone", "612 332 5550", "+16123325550"),
        ("phone", "", ""),
        ("email", "rosa", None),
        ("email", "rosa@example.org\nBcc: x@example.org", None),
        ("name", "R" * 121, None),
        ("name", "   ", None),
    ],
)
def test_what_a_field_makes_of_what_was_typed(field: str, typed: str, kept: str | None) -> None:
    form = SignForm({"name": "Rosa", "email": "rosa@example.org", field: typed})
    form.is_valid()

    assert form.cleaned_data.get(field) == kept


def test_a_field_speaks_the_readers_language() -> None:
    with override("es"):
        errors = SignForm({"name": "", "email": "x"}).errors

        assert errors["name"] == ["Llene este campo."]
        assert "nombre@example.org" in errors["email"][0]
