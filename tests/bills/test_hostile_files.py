"""A file that is cut off, huge, wrong or a trap is refused in a sentence, and nothing is stored."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.utils import timezone

from amparo.bills.importers import reading
from amparo.bills.importers.choosing import parse
from amparo.bills.importers.errors import CannotRead, said_again
from amparo.bills.models import Bill, ImportRun, ImportState, LegalText, Session
from amparo.bills.operations.importing import Into, store
from amparo.bills.operations.running import run_import
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


def test_the_desk_keeps_why_an_import_failed(alma_actor: Callable[[], object]) -> None:
    with pytest.raises(CannotRead):
        run_import(BILL[:100], name="cut.json", actor=alma_actor(), now=NOW)  # type: ignore[arg-type]

    run = ImportRun.objects.get()
    assert (run.state, run.what) == (ImportState.FAILED, "cut.json")
    assert "cut off" in said_again(run.error)


@pytest.fixture
def alma_actor() -> Callable[[], object]:
    from amparo.audit.actors import Actor

    return lambda: Actor.person(1, "Alma")


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


@pytest.mark.proof
def test_a_bill_of_400_000_words_comes_in_whole() -> None:
    bill = make_bill(NOW, session=make_session())
    assert len(longbill.body().split()) > 400_000

    store(parse(longbill.body().encode(), "omnibus.txt"), NOW, into=Into(bill=bill))

    assert LegalText.objects.get().provisions.count() == longbill.SECTIONS
