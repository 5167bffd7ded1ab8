"""One mailbox has one canonical form, however its owner writes it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib import emails
from amparo.lib.emails import NotAnEmail, canonical_email, clean_email

local_parts = st.from_regex(r"[a-z][a-z0-9]{0,8}(\.[a-z0-9]{1,5})?", fullmatch=True)


@pytest.mark.parametrize(
    "typed",
    [
        "rosa.ejemplo@correo.example",
        "  Rosa.Ejemplo@Correo.Example\n",
        "rosa.ejemplo+firma@correo.example",
        "ｒｏｓａ.ejemplo@correo.example",
    ],
)
def test_spellings_of_one_mailbox_are_one(typed: str) -> None:
    assert canonical_email(typed) == "rosa.ejemplo@correo.example"


@pytest.mark.parametrize(
    "typed", ["rosaejemplo@gmail.com", "Rosa.Ejemplo+x@googlemail.com", "r.o.s.a.ejemplo@GMAIL.com"]
)
def test_dots_do_not_count_at_gmail(typed: str) -> None:
    assert canonical_email(typed) == "rosaejemplo@gmail.com"


def test_dots_count_elsewhere() -> None:
    assert canonical_email("r.osa@correo.example") != canonical_email("rosa@correo.example")


def test_both_forms_of_an_international_domain_are_one() -> None:
    unicode, ascii_form = "rosa@correo-añejo.example", "rosa@xn--correo-aejo-8db.example"
    assert canonical_email(unicode) == canonical_email(ascii_form) == ascii_form


def test_an_address_that_is_only_a_tag_keeps_it() -> None:
    assert canonical_email("+x@correo.example") == "+x@correo.example"


def test_letters_are_sent_to_the_address_as_its_owner_wrote_it() -> None:
    assert clean_email(" Rosa.Ejemplo+firma@CORREO.example ") == "Rosa.Ejemplo+firma@correo.example"
    assert clean_email("josé@correo.example") == "josé@correo.example"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "rosa",
        "rosa@",
        "@correo.example",
        "rosa@correo",
        "rosa correo@correo.example",
        "rosa@correo.example\nBcc: otra@correo.example",
        "rosa@correo.example, otra@correo.example",
        "rosa@[127.0.0.1]",
        "a" * 65 + "@correo.example",
        "rosa@localhost",
        "Rosa <rosa@correo.example>",
    ],
)
def test_what_is_not_an_address_is_refused_without_being_repeated(typed: str) -> None:
    for read in (clean_email, canonical_email):
        with pytest.raises(NotAnEmail) as refusal:
            read(typed)
        assert str(refusal.value) == ""
        assert refusal.value.__cause__ is None


@given(local_parts, st.booleans())
def test_case_and_tag_never_matter(local: str, is_loud: bool) -> None:
    plain = f"{local}@correo.example"
    tagged = f"{local}+campo@correo.example"
    assert canonical_email(tagged.upper() if is_loud else tagged) == canonical_email(plain)


@given(local_parts)
def test_the_canonical_form_is_its_own(local: str) -> None:
    once = canonical_email(f"{local}@correo.example")
    assert canonical_email(once) == once


@pytest.mark.parametrize(
    "typed",
    [
        "rosa@example.org", "Rosa.Nunez+x@EXAMPLE.org", " rosa@example.org ", "a_b-c@m.example.com",
        "rosa@localhost", "rosa@example", "rosa@example.test", "rosa@1.2.3.4", "rosa@ex_ample.org",
        "rosa@-example.org", "rosa@example..org", ".rosa@example.org", "rosa.@example.org",
        "ro..sa@example.org", "rosa@@example.org", "rosa@a@example.org", "@example.org", "rosa@",
        "rosa@xn--mnchen-3ya.de", "rosa@münchen.de", "ñ@example.org", "r" * 65 + "@example.org",
        "rosa@" + "a" * 64 + ".org", "rosa@" + "a." * 130 + "org", "rosa@example.org.", "rosa",
        "rosa@[1.2.3.4]", "rosa\n@example.org", "rosa@example.org\r\nBcc: x@example.org", "",
        "rosa@ab--cd.org", "rosa@example.onion", "rosa@exa mple.org", "-rosa@example.org",
    ],
)  # fmt: skip
def test_the_short_way_reads_an_address_as_the_library_does(typed: str) -> None:
    def read(how: Callable[[str], str]) -> str:
        try:
            return how(typed)
        except NotAnEmail:
            return "refused"

    assert read(clean_email) == read(lambda text: emails._validated(text).normalized)
