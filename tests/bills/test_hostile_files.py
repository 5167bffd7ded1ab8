"""A file that is cut off, huge, wrong or a trap is refused in a sentence, and nothing is stored."""

import copy
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from amparo.audit.actors import WORKER
from amparo.bills.importers import reading
from amparo.bills.importers.choosing import parse
from amparo.bills.importers.errors import CannotRead, said_again
from amparo.bills.models import Bill, ImportRun, ImportState, LegalText, Session
from amparo.bills.operations import waiting
from amparo.bills.operations.importing import Into, store
from amparo.lib.portions import Portion
from bench import longbill
from tests.bills.making import make_bill, make_session
from tests.bills.test_importing import legiscan_bill

NOW = timezone.now()
pytestmark = pytest.mark.django_db

BILL = json.dumps({"bill": legiscan_bill()}).encode()
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]>
<BILL><FILE_TYPE>&c;</FILE_TYPE></BILL>"""


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".json", content)
    return packed.getvalue()


TRAPS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "nothing in this file"),
    "blanks": (b" \n\t ", "nothing in this file"),
    "cut JSON": (BILL[:200], "cut off"),
    "cut XML": (b"<?xml version='1.0'?><BILL><FILE_TYPE>SF", "cut off"),
    "cut ZIP": (zipped(bill__1=BILL)[:-30], "damaged"),
    "bomb": (zipped(bill__1=b" " * 30_000_000 + BILL), "far more"),
    "entities": (ENTITIES, "entities of its own"),
    "deep": (b"[" * 100_000 + b"]" * 100_000, "cut off"),
    "no PDF": (b"%PDF-1.7\nthis is none", "cannot be read"),
    "Latin-1 JSON": (BILL.replace(b"Omnibus", b"\xf3mnibus"), "Save the file as UTF-8"),
    "another JSON": (b'{"hello": "world"}', "do not know this kind"),
    "a number": (b"[1]", "do not know this kind"),
    "no number": (json.dumps({"bill": legiscan_bill(bill_number="")}).encode(), "missing"),
    "no state": (json.dumps({"bill": legiscan_bill(state="")}).encode(), "which state"),
    "a wild date": (
        json.dumps(
            {"bill": legiscan_bill(history=[{"date": "2011-99-99", "action": "x"}])}
        ).encode(),
        "date makes no sense",
    ),
    "ten thousand layers": (b"<html><body>" + b"<b>" * 10_000 + b"x </b>", "more layers"),
    "an empty ZIP": (zipped(), "do not know"),
}


@pytest.mark.parametrize(("content", "sentence"), TRAPS.values(), ids=TRAPS.keys())
def test_a_bad_file_is_refused_in_a_sentence_and_leaves_nothing(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(CannotRead, match=sentence):
        store(parse(content), NOW)

    assert not Bill.objects.exists()
    assert not Session.objects.exists()


def test_what_came_before_the_break_is_undone_too() -> None:
    both = zipped(bill__1=BILL, bill__2=BILL[:300])

    with pytest.raises(CannotRead):
        store(parse(both), NOW)

    assert not Bill.objects.exists()


@pytest.mark.parametrize("content", [TRAPS[name][0] for name in TRAPS], ids=TRAPS.keys())
def test_the_desk_keeps_why_an_import_failed_and_no_file(content: bytes, folder: Path) -> None:
    held = waiting.hold([content], name="trap", into=None, actor=WORKER, now=NOW)

    assert held.go_on(Portion())

    run = ImportRun.objects.get()
    assert (run.state, run.what) == (ImportState.FAILED, "trap")
    assert said_again(run.error) != run.error
    assert not Session.objects.exists()
    assert not list(folder.iterdir())


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


def test_more_files_than_any_session_has_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FILES", 3)

    with pytest.raises(CannotRead, match="far more"):
        store(parse(zipped(a=BILL, b=BILL, c=BILL, d=BILL)), NOW)


def test_a_page_of_a_thousand_layers_is_read() -> None:
    page = b"<html><body>" + b"<b>" * 1_000 + b"words" + b"</b>" * 1_000 + b"</body></html>"
    bill = make_bill(NOW, session=make_session())

    store(parse(page), NOW, into=Into(bill=bill))

    assert "words" in LegalText.objects.get().body


def test_letters_that_no_database_keeps_do_not_stop_a_bill() -> None:
    read = json.dumps({"bill": legiscan_bill(description="A bill\u0000 with a hole")}).encode()

    store(parse(read), NOW)

    assert Bill.objects.get().title == "A bill with a hole"


SHAPES: dict[str, Any] = {
    "LegiScan bill": {"bill": legiscan_bill(
        subjects=[{"subject_name": "Data"}],
        calendar=[{"date": "2011-04-05", "time": "14:30", "description": "Judiciary"}],
    )},
    "LegiScan text": {"text": {"doc_id": 9, "bill_id": 77, "date": "2011-03-31",
                               "mime": "text/html", "doc": "PHA+TmV3IHdvcmRzPC9wPg=="}},
    "LegiScan roll call": {"roll_call": {
        "roll_call_id": 5, "bill_id": 77, "desc": "Passage", "date": "2011-04-28", "chamber": "S",
        "yea": 2, "nay": 0, "nv": 0, "absent": 0, "passed": 1,
        "votes": [{"people_id": 1, "vote_text": "Yea"}],
    }},
    "LegiScan person": {"person": {"people_id": 1, "name": "One", "role_id": 1}},
    "Open States bill": {
        "id": "ocd-bill/1", "identifier": "SF 1", "title": "Lists", "session": "2025-2026",
        "jurisdiction": {"id": "ocd-jurisdiction/country:us/state:mn/government"},
        "subject": ["Data"], "updated_at": "2025-01-01", "sources": [{"url": "https://x.gov/1"}],
        "actions": [{"description": "Introduced", "date": "2025-01-30", "organization": "upper",
                     "classification": ["introduction"], "related_entities": [
                         {"name": "Judiciary", "entity_type": "committee"}]}],
        "sponsorships": [{"name": "One", "primary": True, "entity_type": "person",
                          "person": {"party": "X", "current_role": {"district": "1"}}}],
        "versions": [{"note": "Introduced", "date": "2025-01-30",
                      "links": [{"url": "https://x.gov/1", "media_type": "text/html"}]}],
        "votes": [{"motion_text": "Passage", "start_date": "2025-03-01", "result": "pass",
                   "organization": {"classification": "upper"},
                   "counts": [{"option": "yes", "value": 1}],
                   "votes": [{"voter_name": "One", "option": "yes"}]}],
        "related_bills": [{"identifier": "HF 1", "legislative_session": "2025-2026",
                           "relation_type": "companion"}],
    },
    "a whole Minnesota bill": {
        "canonical_bill": {
            "file_type": "SF", "file_number": "5", "session_number": "94", "session_year": "2025",
            "session_type": "0", "description": "Lists", "companion_number": "6",
            "actions": {"senate": [{"action_text": "Passed", "action_date": "2025-03-01",
                                    "roll_call": "34-33", "committee_name": "Judiciary"}]},
            "authors": {"senate": [{"member_name": "One"}]},
            "text_versions": [{"document_engrossment": "0", "document_type": "official",
                               "date_insert": "2025-01-30"}],
        },
        "page_title": "SF 5 Introduction - 94th Legislature (2025 - 2026)",
        "bill_text": {"sections": [{"heading": "Section 1. Lists", "text": "The state.",
                                    "section_id": "bill.1", "statute_heading": "[13.99]"}]},
    },
    "a line": {"id": "MN-94-HF16-intro", "text": "The state shall share.", "date": "2025-01-30",
               "kind": "amendment", "url": "https://x.gov/1", "label": "A1"},
}  # fmt: skip
WRONG: tuple[Any, ...] = (None, 7, -1, 10**30, "\ud800", "x" * 5_000, [7], {"a": 1})


def places_in(found: Any, so_far: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each thing in a JSON, itself too."""
    yield so_far
    if isinstance(found, dict | list):
        for key, each in found.items() if isinstance(found, dict) else enumerate(found):
            yield from places_in(each, (*so_far, key))


def put(found: Any, place: tuple[Any, ...], wrong: Any) -> Any:
    if not place:
        return wrong
    made = copy.copy(found)
    made[place[0]] = put(found[place[0]], place[1:], wrong)
    return made


def is_read(content: bytes) -> bool:
    """False where it was refused in a sentence."""
    try:
        return bool(list(parse(content)))
    except CannotRead as error:
        return not str(error)


def is_stored(content: bytes) -> bool:
    """The same, stored and put back."""
    try:
        with transaction.atomic():
            store(parse(content), NOW)
            transaction.set_rollback(True)
    except CannotRead as error:
        return not str(error)
    return True


@pytest.mark.parametrize("name", SHAPES)
def test_anything_may_stand_anywhere_in_a_json_and_is_taken_or_refused_in_a_sentence(
    name: str,
) -> None:
    make_session("2025-2026")
    whole = SHAPES[name]
    assert is_stored(json.dumps(whole).encode())
    places = list(places_in(whole))

    read = [
        is_read(json.dumps(put(whole, place, wrong)).encode())
        for place in places
        for wrong in WRONG
    ]
    stored = [
        is_stored(json.dumps(put(whole, place, WRONG[at % len(WRONG)])).encode())
        for at, place in enumerate(places)
    ]

    assert not all(read)
    assert not all(stored)


def test_a_record_of_a_wrong_shape_is_named() -> None:
    odd = legiscan_bill(history=[7])

    with pytest.raises(CannotRead, match=r"otherwise than its source.*SF1143"):
        store(parse(json.dumps({"bill": odd}).encode()), NOW)


@pytest.mark.proof
def test_a_bill_of_400_000_words_comes_in_whole() -> None:
    bill = make_bill(NOW, session=make_session())
    assert len(longbill.body().split()) > 400_000

    store(parse(longbill.body().encode(), "omnibus.txt"), NOW, into=Into(bill=bill))

    assert LegalText.objects.get().provisions.count() == longbill.SECTIONS
