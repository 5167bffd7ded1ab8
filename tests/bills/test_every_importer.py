"""Each importer against each trap: cut off, a bomb, entities, other letters, ids twice, no end.

A file that is wrong is refused by a sentence, and nothing of it is stored; where one cannot know
that a page was cut off, what is there is read.
"""

import base64
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from amparo.audit.actors import WORKER
from amparo.bills.importers.errors import said_again
from amparo.bills.models import Bill, ImportRun, ImportState, LegalText, Legislator, Session
from amparo.bills.operations import waiting
from amparo.lib.portions import Portion
from bench import longbill
from tests.bills.making import make_session
from tests.bills.test_congress_members import CSV, PERSON, YAML, as_json
from tests.bills.test_formats import AMENDMENT, PRINTING, XML, congress_lines, csv_zip
from tests.bills.test_hostile_files import SHAPES
from tests.bills.test_importing import legiscan_bill

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def told(found: Any) -> bytes:
    return json.dumps(found, indent=1).encode()


def lines(*found: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(each) for each in found).encode()


LINE = {"id": "MN-94-HF16-intro", "text": "The state shall share. Ñandú.", "date": "2025-01-30"}
OPEN_STATES = SHAPES["Open States bill"]
GOOD: dict[str, bytes] = {
    "LegiScan, one JSON": told({"bill": legiscan_bill()}),
    "LegiScan, a dataset": packed({"MN/bill/SF1143.json": told({"bill": legiscan_bill()})}),
    "Open States, one JSON": told(OPEN_STATES),
    "Open States, a session's JSON": packed({"MN_2025_bills.json": told([OPEN_STATES])}),
    "Open States, a session's CSV": csv_zip(),
    "Revisor, XML": XML.encode(),
    "Revisor, a printing": PRINTING.encode(),
    "Revisor, a House amendment": AMENDMENT.encode(),
    "a whole Minnesota bill": told(SHAPES["a whole Minnesota bill"]),
    "a line a text": lines(LINE, {**LINE, "id": "MN-94-HF17-intro"}),
    "Congress": congress_lines(),
    "members, YAML": YAML.encode(),
    "members, JSON": as_json(),
    "members, CSV": CSV.encode(),
    "members, Open States": packed({"us/1.yml": PERSON.encode()}),
}
NO_END = {"Revisor, a printing", "Revisor, a House amendment", "members, CSV", "members, YAML"}
ZIPS = [name for name in GOOD if GOOD[name][:2] == b"PK"]


def bring(content: bytes, name: str = "") -> ImportRun:
    held = waiting.hold([content], name=name, into=make_session(), actor=WORKER, now=NOW)
    assert held.go_on(Portion())
    return held.run


def assert_refused(content: bytes, folder: Path, *sentences: str) -> None:
    run = bring(content)

    assert run.state == ImportState.FAILED
    assert said_again(run.error).startswith(sentences)
    assert not Bill.objects.exists()
    assert not LegalText.objects.exists()
    assert not Legislator.objects.exists()
    assert Session.objects.count() == 1  # the one that was there
    assert not list(folder.iterdir())


@pytest.mark.parametrize("name", GOOD)
def test_whole_it_comes_in(name: str) -> None:
    run = bring(GOOD[name])

    assert (run.state, run.error) == (ImportState.DONE, "")
    assert Bill.objects.exists() or Legislator.objects.exists()


@pytest.mark.parametrize("name", [name for name in GOOD if name not in NO_END])
def test_cut_off_it_is_refused(name: str, folder: Path) -> None:
    content = GOOD[name]

    assert_refused(content[: len(content) * 2 // 3], folder, "This is no whole", "This ZIP file is")


@pytest.mark.parametrize("name", ["Revisor, a printing", "members, CSV", "members, YAML"])
def test_what_tells_no_end_is_read_as_far_as_it_goes_or_refused(name: str) -> None:
    run = bring(GOOD[name][: len(GOOD[name]) * 2 // 3])

    assert run.state in (ImportState.DONE, ImportState.FAILED)
    assert bool(run.error) == (run.state == ImportState.FAILED)
    assert run.state == ImportState.DONE or not Legislator.objects.exists()


@pytest.mark.parametrize("name", ZIPS)
def test_a_bomb_beside_it_is_not_unpacked(name: str, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD[name])) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    (first, *_rest) = files
    bomb = first.replace(Path(first).stem, f"aa_{Path(first).stem}")

    assert_refused(packed({bomb: b" " * 40_000_000, **files}), folder, "This ZIP file unpacks")


@pytest.mark.parametrize(
    "head", ['<!DOCTYPE a [<!ENTITY b "bb">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">']
)
def test_an_xml_with_entities_is_not_read(head: str, folder: Path) -> None:
    content = XML.replace("?>\n", f"?>\n{head}\n", 1).encode()

    assert_refused(content, folder, "This XML file declares")


@pytest.mark.parametrize("name", [name for name in GOOD if name not in ZIPS])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-16-le"])
def test_in_other_letters_it_is_refused(name: str, encoding: str, folder: Path) -> None:
    if name == "Revisor, XML" and encoding == "latin-1":
        pytest.skip("it says in which letters it is written; utf-8 is what it says")
    said = GOOD[name].decode()
    middle = said.index("e", len(said) // 2)
    odd = f"{said[:middle]}Ñ{said[middle + 1 :]}"

    assert_refused(
        odd.encode(encoding), folder, "We cannot read these", "This is no whole", "We do not know"
    )


ONE = legiscan_bill()
TWO_OF_ONE: dict[str, bytes] = {
    "LegiScan, a dataset": packed(
        {
            "MN/bill/1.json": told({"bill": ONE}),
            "MN/bill/2.json": told({"bill": {**ONE, "bill_number": "SF9"}}),
        }
    ),
    "Open States, one JSON": told([OPEN_STATES, {**OPEN_STATES, "identifier": "SF 9"}]),
    "Open States, a session's CSV": csv_zip(
        {
            "bills": "id,identifier,title,session_identifier,jurisdiction\n"
            "ocd-bill/1,SF 7,Lists,2025-2026,Minnesota\n"
            "ocd-bill/1,SF 8,Lists,2025-2026,Minnesota\n"
        }
    ),
    "members, YAML": YAML.replace("E000002", "E000001").encode(),
    "members, CSV": CSV.replace("E000002", "E000001").encode(),
}


@pytest.mark.parametrize("name", TWO_OF_ONE)
def test_two_different_things_of_one_id_are_refused(name: str, folder: Path) -> None:
    assert_refused(TWO_OF_ONE[name], folder, "Two different things in this file have one id")


@pytest.mark.parametrize("name", ["LegiScan, one JSON", "Congress", "a line a text"])
def test_the_same_thing_twice_is_once(name: str) -> None:
    twice = {
        "LegiScan, one JSON": packed(
            {f"MN/bill/{at}.json": told({"bill": ONE}) for at in range(2)}
        ),
        "Congress": congress_lines() + b"\n" + congress_lines(),
        "a line a text": lines(LINE, LINE),
    }[name]

    run = bring(twice)

    assert run.state == ImportState.DONE
    assert Bill.objects.count() == (2 if name == "Congress" else 1)
    assert LegalText.objects.stored().count() == (0 if "LegiScan" in name else len(bodies()))


def bodies() -> set[str]:
    return set(LegalText.objects.stored().values_list("sha256", flat=True))


def endless(name: str, body: str) -> bytes:
    """The file of an importer, with these words in it."""
    page = f"<p>{body}</p></div></body></html>".replace("\n\n", "</p><p>")
    return {
        "LegiScan, a dataset": lambda: packed({
            "MN/bill/1.json": told({"bill": ONE}),
            "MN/text/1.json": told({"text": {
                "doc_id": 9, "bill_id": 77, "mime": "text/html",
                "doc": base64.b64encode(f"<html><body><div>{page}".encode()).decode(),
            }}),
        }),
        "Revisor, a printing": lambda: PRINTING.replace("</div></body></html>", page).encode(),
        "a whole Minnesota bill": lambda: told({
            **SHAPES["a whole Minnesota bill"],
            "bill_text": {"sections": [
                {"heading": f"Section {at}. Lists", "text": each, "section_id": f"bill.{at}"}
                for at, each in enumerate(body.split("\n\n"), start=1)
            ]},
        }),
        "a line a text": lambda: lines({**LINE, "text": body}),
        "Congress": lambda: lines(
            {"bill": "117hr1", "versions": [{"v": "ih", "date": "2021-01-04", "text": body}]}
        ),
    }[name]()  # fmt: skip


WORDED = ("LegiScan, a dataset", "Revisor, a printing", "a whole Minnesota bill", "a line a text",
          "Congress")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sections"),
    [(name, 20) for name in WORDED]
    + [pytest.param(name, longbill.SECTIONS, marks=pytest.mark.proof) for name in WORDED],
)
def test_a_bill_of_very_many_words_comes_in_whole(name: str, sections: int) -> None:
    body = "\n\n".join(longbill.body().split("\n\n")[:sections])

    run = bring(endless(name, body))

    assert (run.state, run.error) == (ImportState.DONE, "")
    text = LegalText.objects.stored().get()
    assert text.word_count >= len(body.split()) * 0.99
    assert text.provisions.count() >= sections


@pytest.mark.parametrize("name", ["a line a text", "Congress"])
def test_more_words_than_any_bill_has_are_refused(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amparo.bills.operations.judging.MOST_CHARACTERS", 1_000)

    assert_refused(endless(name, "word " * 300), folder, "This text is longer than any bill")
