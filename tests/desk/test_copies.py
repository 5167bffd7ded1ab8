"""A copy of a source is kept on the very page on which a fact is written."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amparo.evidence.models import Source
from amparo.policies.models import Fact
from tests.desk.test_policies import alma, at, fact_form, mn

__all__ = ["alma", "mn"]  # fixtures

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

PAPER = b"%PDF-1.7 Order 7"


def paper(content: bytes = PAPER, name: str = "order.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_copy_of_a_source_comes_with_the_fact(alma: Client):
    alma.post(at("fact-new"), fact_form(**{"source-copy": paper()}))
    source = Fact.objects.get().cited_sources.get().source
    assert source.archived.read() == PAPER
    assert source.archived_sha256 == hashlib.sha256(PAPER).hexdigest()


def test_a_mistake_elsewhere_keeps_what_was_typed_and_names_the_file_to_choose_again(alma: Client):
    typed = fact_form(**{"source-copy": paper(), "starts_on": "someday"})
    refused = alma.post(at("fact-new"), typed).content.decode()
    assert "Order 7" in refused
    assert "Please choose the file once more: order.pdf" in refused
    assert not Source.objects.exists()
    assert "Please choose the file once more" not in alma.post(at("fact-new")).content.decode()


@pytest.mark.parametrize("wrong", [paper(b"no PDF"), paper(b"MZ", "order.exe")])
def test_what_is_no_document_is_refused_and_nothing_is_kept(alma: Client, wrong):
    refused = alma.post(at("fact-new"), fact_form(**{"source-copy": wrong}))
    assert refused.status_code == 422
    assert not Fact.objects.exists()
    assert not Source.objects.exists()


def test_a_copy_without_a_source_asks_which(alma: Client):
    typed = fact_form(**{"source-copy": paper(), "source-title": "", "source-where": "",
                         "source-quote": ""})  # fmt: skip
    refused = alma.post(at("fact-new"), typed).content.decode()
    assert "Please choose a source or write the title of a new one." in refused


def test_a_source_that_has_its_copy_keeps_it(alma: Client):
    alma.post(at("fact-new"), fact_form(**{"source-copy": paper()}))
    known = {"source-known": Source.objects.get().pk, "source-title": ""}
    again = fact_form(**known, **{"source-copy": paper(b"%PDF-1.7 another")})
    refused = alma.post(at("fact-new"), again).content.decode()
    assert "We keep a copy of this source already." in refused
    assert Source.objects.get().archived.read() == PAPER
