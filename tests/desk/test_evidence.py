"""Claims and sources at the desk: written once, cited by a mark, looked at when they move."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Entry
from amparo.evidence import citing
from amparo.evidence.models import Citation, Claim, Disagreement, Source, Status
from amparo.evidence.operations.citations import note_citations
from tests.evidence.makers import make_a_claim
from tests.makers import make_alma, make_picture, make_source

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

CLAIM = {
    "en-sentence": "In 2010 more than 70% of the deported had no conviction.",
    "en-unit": "of the deported", "en-note": "",
    "es-sentence": "En 2010 más del 70% de los deportados no tenía condena.",
    "es-unit": "de los deportados", "es-note": "",
    "value": "70 %", "unit": "percent", "bound": "over", "year": "2010", "topic": "deportation",
    "title": "Report of the county", "publisher": "County", "url": "https://example.org/r.pdf",
    "language": "en", "where": "page 4", "quote": "over 70%", "read_on": "2026-11-20",
}  # fmt: skip


@pytest.fixture
def alma() -> Client:
    client = Client()
    client.force_login(make_alma(timezone.now()))
    return client


@pytest.fixture
def letter(monkeypatch: pytest.MonkeyPatch) -> str:
    """A place that exists, of a kind of its own."""
    known = {"7": citing.Place("The letter", "/en/letter/")}

    def find(ids):
        return {each: known[each] for each in ids if each in known}

    monkeypatch.setitem(citing._kinds, "test", citing.PlaceKind("test", "Test", find))
    return "7"


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def test_a_claim_is_written_on_one_page_with_its_source(alma):
    response = alma.post(at("claim-new"), CLAIM)
    claim = Claim.objects.get()
    assert response.url == at("claim", claim.pk)
    page = alma.get(response.url).content.decode()
    for told in ("more than 70% of the deported", "Report of the county", "page 4", claim.mark):
        assert told in page
    assert str(claim.window.starts_on) == "2010-01-01"
    assert "más del 70%" in Client().get("/es/evidence/").content.decode()


def test_the_list_filters_searches_and_exports(alma):
    now = timezone.now()
    make_a_claim(now, "one")
    make_a_claim(now, "other", topic="economy")
    assert alma.get(at("claims")).content.decode().count("more than 70%") == 2
    assert "[claim:one]" not in alma.get(at("claims") + "?topic=economy").content.decode()
    assert "[claim:other]" not in alma.get(at("claims") + "?q=one").content.decode()
    assert "[claim:one]" in alma.get(at("claims") + "?export=csv").content.decode()
    assert "County" in alma.get(at("sources")).content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"), [("400,000", "400000.0000"), ("18.8", "18.8000"), ("18,8 %", "18.8000")]
)
def test_figures_are_read_as_people_write_them(alma, typed, kept):
    alma.post(at("claim-new"), CLAIM | {"value": typed})
    assert str(Claim.objects.get().value) == kept


def test_what_is_missing_is_said_and_what_was_typed_stays(alma):
    wrong = CLAIM | {"en-sentence": "", "es-sentence": "", "value": "many", "title": ""}
    response = alma.post(at("claim-new"), wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Please write a number alone" in page
    assert "Please choose a source" in page
    assert "over 70%" in page
    assert not Claim.objects.exists()
    assert not Source.objects.exists()


def test_one_address_is_one_source(alma):
    source = make_source(timezone.now())
    source.url = CLAIM["url"]
    source.save()
    alma.post(at("claim-new"), CLAIM)
    assert Claim.objects.get().sources.get() == source


def test_a_change_is_kept_in_its_history_and_waits_at_each_place(alma, letter):
    claim = make_a_claim(timezone.now())
    note_citations("test", letter, {"en": claim.mark})
    alma.post(at("claim-edit", claim.pk), CLAIM | {"value": "79", "why": "misread"})
    start = alma.get("/desk/").content.decode()
    assert "A claim moved beneath “The letter”" in start
    page = alma.get(at("claim", claim.pk)).content.decode()
    assert "misread" in page
    assert "more than 70% of the deported" in page, "the history says what was said before"
    assert "nobody has looked yet" in page


def test_to_have_looked_is_logged_and_takes_the_line_away(alma, letter):
    claim = make_a_claim(timezone.now())
    note_citations("test", letter, {"en": claim.mark})
    alma.post(at("claim-challenge", claim.pk), {"why": "another count"})
    look = at("place", "test", letter)
    assert "The claim was challenged" in alma.get(look).content.decode()
    alma.post(look)
    assert not Citation.objects.to_look_at().exists()
    assert "The letter" not in alma.get("/desk/").content.decode()
    assert Entry.objects.filter(verb="evidence.look_at").exists()


def test_a_newer_claim_replaces_an_older_one(alma):
    now = timezone.now()
    old, new = make_a_claim(now, "old"), make_a_claim(now, "new")
    alma.post(at("claim-supersede", old.pk), {"newer": str(new.pk), "why": "a year later"})
    old.refresh_from_db()
    assert (old.status, old.superseded_by) == (Status.SUPERSEDED, new)
    refused = alma.post(at("claim-supersede", new.pk), {"newer": str(old.pk), "why": "?"})
    assert refused.status_code == 422


def test_a_disagreement_is_shown_on_both_and_can_end(alma):
    now = timezone.now()
    one, other = make_a_claim(now, "one"), make_a_claim(now, "other")
    alma.post(at("claim-disagree", one.pk), {"other": str(other.pk), "en-why": "Charges."})
    found = Disagreement.objects.get()
    for claim in (one, other):
        assert "Charges." in alma.get(at("claim", claim.pk)).content.decode()
    stranger = make_a_claim(now, "stranger")
    assert alma.post(at("claim-agree", stranger.pk, found.pk)).status_code == 404
    alma.post(at("claim-agree", other.pk, found.pk))
    assert not Disagreement.objects.exists()


def test_twins_that_say_other_figures_are_flagged(alma):
    alma.post(at("claim-new"), CLAIM | {"es-sentence": "En 2011 más del 70% no tenía condena."})
    page = alma.get(at("claim", Claim.objects.get().pk)).content.decode()
    assert "2010" in page
    assert "2011" in page
    assert "desk-twin-report" in page


def test_a_copy_of_a_source_is_the_desks_alone(alma):
    source = make_source(timezone.now())
    facts = {"title": source.title, "language": "en", "read_on": "2026-11-20"}
    paper = SimpleUploadedFile("report.pdf", b"%PDF-1.7 and so on", "application/pdf")
    alma.post(at("source", source.pk), {**facts, "copy": paper})
    source.refresh_from_db()
    assert len(source.archived_sha256) == 64
    answer = alma.get(at("source-copy", source.pk))
    assert answer.content == b"%PDF-1.7 and so on"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Client().get(f"/media/{source.archived.name}").status_code == 404


def test_a_file_that_only_says_it_is_a_pdf_is_refused(alma):
    source = make_source(timezone.now())
    facts = {"title": source.title, "language": "en", "read_on": "2026-11-20"}
    for name, content in (("x.pdf", b"<script>"), ("x.html", b"<p>"), ("x.png", b"no")):
        sent = SimpleUploadedFile(name, content)
        assert alma.post(at("source", source.pk), {**facts, "copy": sent}).status_code == 422
    picture = SimpleUploadedFile("x.png", make_picture().data, "image/png")
    assert alma.post(at("source", source.pk), {**facts, "copy": picture}).status_code == 302


def test_marks_are_offered_beside_a_text(alma):
    claim = make_a_claim(timezone.now())
    assert claim.mark in alma.get(at("post")).content.decode()
    assert claim.mark not in alma.get(at("settings")).content.decode()


def test_a_claim_that_no_text_cites_can_go(alma, letter):
    claim = make_a_claim(timezone.now())
    note_citations("test", letter, {"en": claim.mark})
    alma.post(at("claim-remove", claim.pk))
    assert Claim.objects.exists()
    note_citations("test", letter, {"en": ""})
    alma.post(at("claim-remove", claim.pk))
    assert not Claim.objects.exists()
    assert Entry.objects.filter(verb="evidence.remove_claim").count() == 1
