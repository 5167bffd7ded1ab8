"""Each source as it is written: the Revisor's pages and XML, Open States' CSV, pasted words."""

import io
import json
import sys
import zipfile
from datetime import date

import pytest
import zstandard
from django.test import Client as Browser
from django.utils import timezone

from amparo.bills.importers.choosing import parse
from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.markup import read_page, read_words
from amparo.bills.importers.records import BillRecord, LooseText, Record
from amparo.bills.models import Bill, LegalText
from amparo.bills.naming import key_of, pattern_of, said_of
from amparo.bills.operations.importing import store
from amparo.bills.shown import address

NOW = timezone.now()

PRINTING = """<html><head>
<title>HF 16 1st Engrossment - 94th Legislature (2025 - 2026)</title></head>
<body><nav>Menu of the site</nav><div id="document">
<p><a class="pn">1.1</a> A bill for an act</p>
<p><a class="pn">1.5</a> Section 1. <span class="sr-only">new text begin</span><u>[13.021]
IMMIGRATION DATA.</u><span class="sr-only">new text end</span></p>
<p>The state <span>deleted text begin</span><strike>may</strike><span>deleted text end</span>
<ins>must</ins> keep data.</p></div></body></html>"""

AMENDMENT = """<html><head><title>H2432A15</title></head><body>
<p>1.1 .................... moves to amend H.F. No. 2432, the second engrossment, as follows:</p>
<p>Page 37, after line 2, insert:</p>
<p>"Sec. 2. <u>[13.021] IMMIGRATION DATA; PREEMPTION.</u></p></body></html>"""

XML = """<?xml version="1.0" encoding="UTF-8"?>
<BILL><SESSION_NUMBER>87</SESSION_NUMBER><SESSION_YEAR>2011</SESSION_YEAR>
<SESSION_TYPE>1</SESSION_TYPE><FILE_TYPE>SF</FILE_TYPE><FILE_NUMBER>0005</FILE_NUMBER>
<DESCRIPTION>Public safety budget</DESCRIPTION>
<COMPANION_TYPE>HF</COMPANION_TYPE><COMPANION_NUMBER>0001</COMPANION_NUMBER>
<AUTHORS><senate><AUTHOR><LEGISLATOR_KEY>1</LEGISLATOR_KEY><MEMBER_NAME>Example</MEMBER_NAME></AUTHOR>
<AUTHOR><MEMBER_NAME>Second</MEMBER_NAME></AUTHOR></senate></AUTHORS>
<ACTIONS><senate><ACTION><ACTION_NUMBER>1</ACTION_NUMBER>
<ACTION_TEXT>Third reading Passed</ACTION_TEXT><ACTION_DATE>2011-07-19 00:00:00</ACTION_DATE>
<ROLL_CALL>36-28</ROLL_CALL></ACTION></senate></ACTIONS>
<TEXT_VERSION_LIST><DOCUMENT><HTML_URI>https://www.revisor.mn.gov/bills/87/2011/1/SF/5/versions/0/</HTML_URI>
<DATE_INSERT>2011-07-19</DATE_INSERT><DOCUMENT_TYPE>official</DOCUMENT_TYPE>
<DOCUMENT_ENGROSSMENT>0</DOCUMENT_ENGROSSMENT></DOCUMENT>
<DOCUMENT><HTML_URI>https://www.revisor.mn.gov/bills/87/2011/1/SF/5/versions/ccr/</HTML_URI>
<DOCUMENT_TYPE>ccr</DOCUMENT_TYPE></DOCUMENT></TEXT_VERSION_LIST></BILL>"""


def only(content: str | bytes, name: str = "") -> Record:
    (record,) = parse(content.encode() if isinstance(content, str) else content, name)
    return record


def test_a_printing_keeps_its_marks_and_loses_its_line_numbers() -> None:
    record = only(PRINTING)

    assert isinstance(record, LooseText)
    assert record.session is not None
    assert (record.session.key, record.identifier) == ("2025-2026", "HF 16")
    body = record.text.body
    assert "1.5" not in body
    assert "text begin" not in body
    assert "Menu" not in body
    said = {kind: body[start:end].strip() for start, end, kind in record.text.marks}
    assert said == {"new": "must", "struck": "may"}
    assert "[13.021] IMMIGRATION DATA." in [body[s:e].strip() for s, e, _kind in record.text.marks]


def test_a_house_amendment_names_its_bill_and_waits_for_a_session() -> None:
    record = only(AMENDMENT)

    assert isinstance(record, LooseText)
    assert (record.identifier, record.text.kind, record.text.label) == (
        "HF 2432",
        "amendment",
        "H2432A15",
    )
    assert record.session is None


def test_the_revisors_xml_tells_of_a_special_session_with_its_vote() -> None:
    record = only(XML)

    assert isinstance(record, BillRecord)
    assert (record.session.key, record.identifier) == ("2011s1", "SF 5")
    assert [each.role for each in record.sponsors or ()] == ["chief", "author"]
    assert [(each.yes, each.no, each.has_passed) for each in record.votes or ()] == [(36, 28, True)]
    assert [each.kind for each in record.texts] == ["version", "conference_report"]
    assert [each.identifier for each in record.relations or ()] == ["HF 1"]


@pytest.mark.django_db
def test_a_printing_fills_the_link_that_the_xml_gave() -> None:
    page = PRINTING.replace(
        "HF 16 1st Engrossment - 94th Legislature (2025 - 2026)",
        "SF 5 as introduced - 87th Legislature (2011 - 2012) 1st Special Session",
    )
    store(parse(XML.encode()), NOW)

    store(parse(page.encode()), NOW)

    assert Bill.objects.count() == 1
    assert LegalText.objects.stored().get().label == "Introduced"
    assert LegalText.objects.count() == 2


def csv_zip(tables: dict[str, str] | None = None) -> bytes:
    tables = tables or {
        "bills": "id,identifier,title,session_identifier,jurisdiction\n"
        "ocd-bill/1,SF 7,Lists,2025-2026,Minnesota\n",
        "bill_actions": "id,bill_id,description,date,classification,organization\n"
        'a,ocd-bill/1,Introduction,2025-01-30,"{introduction}",upper\n',
        "bill_sponsorships": "id,name,entity_type,primary,classification,bill_id\n"
        "s,Example,person,True,primary,ocd-bill/1\n",
        "votes": "id,identifier,motion_text,start_date,result,bill_id,organization\n"
        "v,,Passage,2025-03-01,pass,ocd-bill/1,upper\n",
        "vote_counts": "id,option,value,vote_event_id\nc,yes,34,v\nd,no,33,v\n",
        "vote_people": "id,option,voter_name,vote_event_id\np,yes,Example,v\n",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, rows in tables.items():
            archive.writestr(f"MN/2025-2026/MN_2025-2026_{name}.csv", rows)
    return packed.getvalue()


REAL_TABLES = {
    "bills": "id,identifier,title,classification,subject,session_identifier,jurisdiction,"
    "organization_classification\n"
    "ocd-bill/1,SF 7,Lists,['bill'],\"['Taxes, property', 'Data']\",2025-2026,Minnesota,upper\n",
    "organizations": "id,name,parent_id,classification\n"
    "ocd-organization/s,Senate,,upper\nocd-organization/h,House,,lower\n"
    "ocd-organization/j,Judiciary,ocd-organization/s,committee\n",
    "bill_actions": "id,organization_id,bill_id,description,date,classification,order\n"
    "a,ocd-organization/s,ocd-bill/1,Introduction,2025-01-30,['introduction'],0\n"
    "b,ocd-organization/j,ocd-bill/1,Hearing held,2025-02-03,[],1\n"
    "c,ocd-organization/h,ocd-bill/1,Received from Senate,2025-03-02,{},2\n",
    "bill_related_bills": "id,bill_id,related_bill_id,identifier,legislative_session,"
    "relation_type\nr,ocd-bill/1,,HF 9,2025-2026,companion\n"
    "q,ocd-bill/1,,SF 70,2023-2024,prior-session\n",
    "votes": "id,identifier,motion_text,motion_classification,start_date,result,organization_id,"
    "bill_id\nv,,Passage,[],2025-03-01,pass,ocd-organization/s,ocd-bill/1\n",
    "vote_counts": "id,vote_event_id,option,value\nc,v,yes,34\nd,v,no,33\n",
    "vote_people": "id,vote_event_id,option,voter_name,voter_id,note\np,v,yes,Example,,\n",
}


def test_chambers_committees_companions_and_subjects_stand_in_tables_of_their_own() -> None:
    record = only(csv_zip(REAL_TABLES))

    assert isinstance(record, BillRecord)
    assert [(step.chamber, step.body) for step in record.steps or ()] == [
        ("upper", ""),
        ("upper", "Judiciary"),
        ("lower", ""),
    ]
    assert [vote.chamber for vote in record.votes or ()] == ["upper"]
    assert record.subjects == ("Taxes, property", "Data")
    assert [(each.kind, each.identifier, each.session) for each in record.relations or ()] == [
        ("companion", "HF 9", ""),
        ("carried_over", "SF 70", "2023-2024"),
    ]


def test_the_tables_of_open_states_are_joined() -> None:
    record = only(csv_zip())

    assert isinstance(record, BillRecord)
    assert [(step.kind, step.on) for step in record.steps or ()] == [
        ("introduced", date(2025, 1, 30))
    ]
    (vote,) = record.votes or ()
    assert (vote.yes, vote.no, vote.members[0].name) == (34, 33, "Example")
    assert vote.key  # it came without one


@pytest.mark.django_db
def test_the_tables_of_open_states_twice_are_once() -> None:
    store(parse(csv_zip()), NOW)

    assert not store(parse(csv_zip()), NOW).has_changes


def test_worded_marks_in_plain_words_become_offsets() -> None:
    read = read_words("The state new text begin must new text end act.\n\n\nSoon.")

    assert read.body == "The state must act.\n\nSoon."
    assert [read.body[start:end].strip() for start, end, _kind in read.marks] == ["must"]


def test_scripts_and_styles_are_no_words() -> None:
    read = read_page("<html><style>p{}</style><script>x()</script><p>Words</p></html>")

    assert read.body.strip() == "Words"


@pytest.mark.parametrize("said", ["SF 958", "sf958", "S.F. 958", "S.F. No. 958", "S. F. 0958"])
def test_a_bill_is_found_however_it_is_written(said: str) -> None:
    assert pattern_of("SF 958").search(f"Call about {said} today.")
    assert key_of(said.replace("S. F.", "SF")) == "sf958"


@pytest.mark.parametrize("other", ["SF 9580", "HF 958", "SF 95", "ISSF 958"])
def test_another_number_is_another_bill(other: str) -> None:
    assert not pattern_of("SF 958").search(f"Call about {other} today.")


def test_a_number_is_said_as_people_say_it() -> None:
    assert [said_of(each) for each in ("HF0016", "H.R. 5", "hb3")] == ["HF 16", "HR 5", "HB 3"]


CONGRESS = [
    {"bill": "116hr1158", "versions": [
        {"v": "ih", "date": "2019-02-13", "same_as_prev": False,
         "text": "H. R. 1158\nTo keep lists.\nThe Secretary shall keep every list."},
        {"v": "eh", "date": "2019-06-10", "text": "", "same_as_prev": True},
        {"v": "eas", "date": "2019-12-16", "same_as_prev": False,
         "text": "H. R. 1158\nTo keep lists.\nThe Secretary shall share every list."},
    ]},
    {"bill": "116sjres-7", "versions": []},
]  # fmt: skip


def congress_lines() -> bytes:
    return "\n".join(json.dumps(each) for each in CONGRESS).encode()


@pytest.mark.django_db
@pytest.mark.parametrize("is_packed", [True, False])
def test_bills_of_congress_stand_in_a_session_of_the_united_states(is_packed: bool) -> None:
    content = congress_lines()
    packed = zstandard.ZstdCompressor().compress(content) if is_packed else content

    store(parse(packed, "congress116.jsonl.zst"), NOW)

    bill = Bill.objects.of_state("us").get(key="hr1158")
    assert (bill.session.key, bill.session.name) == ("2019-2020", "116th Congress")
    assert (bill.identifier, bill.chamber, bill.title) == ("HR 1158", "lower", "To keep lists.")
    assert [(each.label, each.chamber) for each in bill.legal_texts.order_by("starts_on")] == [
        ("Introduced in House", "lower"),
        ("Engrossed Amendment Senate", "upper"),
    ]
    assert [each.kind for each in bill.steps.all()] == ["introduced", "passed"]
    assert Bill.objects.get(key="sjres7").title == "SJRES 7"
    assert not store(parse(packed, "again.jsonl"), NOW).has_changes
    assert address(bill).endswith("/us/2019-2020/hr1158/")
    Bill.objects.update(is_followed=True)
    assert Browser().get(address(bill)).status_code == 200


def test_without_what_unpacks_it_a_packed_file_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = zstandard.ZstdCompressor().compress(congress_lines())
    more = zstandard.ZstdCompressor().compress(b"\n" + congress_lines())
    assert len(list(parse(packed + more))) == 4
    bomb = zstandard.ZstdCompressor().compress(b" " * 30_000_000)
    with pytest.raises(CannotRead, match="far more"):
        list(parse(bomb))
    with pytest.raises(CannotRead, match="cut off"):
        list(parse(packed[:-8]))
    monkeypatch.setitem(sys.modules, "zstandard", None)

    with pytest.raises(CannotRead, match="Unpack the file"):
        list(parse(packed))


@pytest.mark.parametrize(
    "line", ['{"bill": 7, "versions": 8}', '{"bill": "116hr1", "versions": [7]}', "[1]", "{"]
)
def test_a_line_that_is_no_bill_of_congress_is_refused(line: str) -> None:
    with pytest.raises(CannotRead):
        list(parse(congress_lines() + b"\n" + line.encode()))
