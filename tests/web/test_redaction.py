"""A log line names no person, whatever was said or quoted."""

import io
import logging

import pytest

from amparo.web.redaction import Redact, redact

TELLING = [
    "rosa@example.org", "192.0.2.17", "2001:db8::17", "+1 612 555 0100", "(612) 555-0100",
    "612.555.0100", "8fJ2kQm3vXz81LpQw0aYtB",
]  # fmt: skip
HARMLESS = ["petition.open", "12 rows", "2026-12-03", "10:15", "status 503", "amparo.web.pagecache"]


@pytest.mark.parametrize("telling", TELLING)
def test_what_tells_a_person_is_hidden(telling: str) -> None:
    assert telling not in redact(f"could not write to {telling} today")


@pytest.mark.parametrize("harmless", HARMLESS)
def test_what_helps_an_organizer_stays(harmless: str) -> None:
    assert harmless in redact(f"said {harmless} twice")


def logged(name: str, message: str, **given: object) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redact())
    logger = logging.Logger(name)
    logger.addHandler(handler)
    try:
        raise ValueError("Rosa Díaz lives on Lake Street")
    except ValueError:
        logger.exception(message, **given)  # type: ignore[arg-type]
    return stream.getvalue()


def test_an_exception_is_told_by_its_class_and_place_only() -> None:
    said = logged("amparo.web", "failed")

    assert "builtins.ValueError" in said
    assert "test_redaction.py" in said
    assert "Rosa" not in said


def test_a_failed_request_is_told_without_its_path() -> None:
    said = logged("django.request", "Error: /es/confirm/s3cret/", extra={"status_code": 500})

    assert "request failed with status 500" in said
    assert "s3cret" not in said
