"""What an importer read is stored whole or not at all, twice as once, and a person's hand stays."""

import json
from typing import Any

import pytest
from django.utils import timezone

from amparo.bills.importers.choosing import parse
from amparo.bills.importers.errors import CannotRead
from amparo.bills.models import Bill, Hand, LegalText, Session, Stage, Step
from amparo.bills.operations.importing import Into, Report, store
from tests.bills.making import make_session

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def legiscan_bill(**more: Any) -> dict[str, Any]:
    return {
        "bill_id": 77,
        "change_hash": "a1",
        "state": "MN",
        "session": {"year_start": 2011, "year_end": 2012, "special": 0, "session_name": "87th"},
        "bill_number": "SF1143",
        "description": "Omnibus data practices",
        "history": [
            {"date": "2011-03-31", "action": "Introduction and first reading", "chamber": "S"},
            {"date": "2011-05-16", "action": "Bill was passed as amended 57-0", "chamber": "S"},
        ],
        "sponsors": [{"people_id": 5, "name": "Kim Example", "role_id": 2, "district": "SD-047"}],
        "texts": [{"doc_id": 9, "date": "2011-03-31", "type": "Introduced", "mime": "text/html"}],
        "sasts": [{"type": "Same As", "sast_bill_number": "HF1404"}],
        "amendments": [
            {"amendment_id": 3, "date": "2011-05-16", "title": "Floor amendment", "chamber": "S"}
        ],
        "calendar": [{"date": "2011-04-05", "time": "14:30", "description": "Judiciary"}],
        **more,
    }  # fmt: skip


def read(found: object, **more: Any) -> Report:
    return store(parse(json.dumps(found).encode()), NOW, **more)


def test_a_bill_comes_in_with_all_that_its_feed_knows() -> None:
    report = read({"bill": legiscan_bill()})

    bill = Bill.objects.get()
    assert (bill.identifier, bill.session.key, bill.chamber) == ("SF 1143", "2011-2012", "upper")
    assert bill.stage == Stage.DEAD  # its session ended years ago
    assert bill.sponsors.get().district == "47"
    assert bill.relations.get().other_identifier == "HF 1404"
    assert sorted(bill.legal_texts.values_list("kind", flat=True)) == ["amendment", "version"]
    assert str(bill.hearings.get().hour) == "14:30:00"
    assert report.counts["bills_added"] == 1


def test_the_same_file_twice_changes_nothing() -> None:
    read({"bill": legiscan_bill()})

    again = read({"bill": legiscan_bill()})

    assert not again.has_changes
    assert again.counts == {"same": 1, "read": 1}
    assert (Bill.objects.count(), Step.objects.count(), LegalText.objects.count()) == (1, 2, 2)


def test_what_a_person_corrected_survives_the_next_import() -> None:
    read({"bill": legiscan_bill()})
    bill = Bill.objects.get()
    bill.title, bill.by_hand = "What it really is", ["title"]
    bill.save()
    first, second = bill.steps.by_date()
    Step.objects.filter(pk=first.pk).update(words="Introduced, in truth", hand=Hand.CHANGED)
    Step.objects.filter(pk=second.pk).update(hand=Hand.REMOVED)

    read({"bill": legiscan_bill(description="Another title", change_hash="b2")})

    bill.refresh_from_db()
    assert bill.title == "What it really is"
    assert [step.words for step in bill.steps.kept()] == ["Introduced, in truth"]


def test_what_a_newer_file_lacks_goes_and_what_it_adds_comes() -> None:
    read({"bill": legiscan_bill()})
    newer = legiscan_bill(change_hash="b2")
    newer["history"] = [newer["history"][0], {"date": "2011-05-24", "action": "Vetoed by governor"}]

    report = read({"bill": newer})

    assert Bill.objects.get().stage == Stage.VETOED
    assert (report.counts["steps_added"], report.counts["steps_gone"]) == (1, 1)


def test_a_text_that_comes_alone_fills_the_printing_that_was_a_link() -> None:
    read({"bill": legiscan_bill()})
    packed = "PGh0bWw+PHA+TmV3IHdvcmRzPC9wPjwvaHRtbD4="  # <html><p>New words</p></html>

    read({"text": {"doc_id": 9, "bill_id": 77, "mime": "text/html", "doc": packed}})

    assert LegalText.objects.stored().get().body.strip() == "New words"
    assert LegalText.objects.count() == 2


def test_a_text_whose_bill_is_not_here_waits_and_is_named() -> None:
    packed = "PGh0bWw+PHA+TmV3IHdvcmRzPC9wPjwvaHRtbD4="

    report = read({"text": {"doc_id": 9, "bill_id": 1, "mime": "text/html", "doc": packed}})

    assert report.counts["waiting"] == 1
    assert not LegalText.objects.exists()


def test_companions_find_each_other_whichever_comes_first() -> None:
    read({"bill": legiscan_bill()})
    assert Bill.objects.get().relations.get().other is None

    read({"bill": legiscan_bill(bill_id=78, bill_number="HF1404", sasts=[])})

    senate = Bill.objects.get(key="sf1143")
    assert senate.relations.get().other == Bill.objects.get(key="hf1404")


def test_two_feeds_tell_of_one_bill_and_the_first_leads() -> None:
    read({"bill": legiscan_bill()})

    read(
        {
            "identifier": "SF 1143",
            "title": "Omnibus data practices",
            "legislative_session": "2011-2012",
            "jurisdiction": "ocd-jurisdiction/country:us/state:mn/government",
            "actions": [
                {"date": "2011-03-31", "description": "Introduced", "organization": "upper"}
            ],
            "votes": [
                {
                    "identifier": "",
                    "motion_text": "Third reading",
                    "start_date": "2011-05-16",
                    "result": "pass",
                    "organization": "upper",
                    "counts": [{"option": "yes", "value": 57}, {"option": "no", "value": 0}],
                    "votes": [{"option": "yes", "voter_name": "Example, Kim"}],
                }
            ],
        }
    )

    bill = Bill.objects.get()
    assert bill.steps.count() == 2
    assert bill.votes.get().yes_count == 57
    assert bill.votes.get().members.get().option == "yes"
    assert bill.sources.count() == 2


def test_two_bills_of_one_id_are_refused_and_nothing_is_stored() -> None:
    one = {
        "id": "ocd-bill/1",
        "identifier": "SF 1",
        "title": "Lists",
        "legislative_session": "2025-2026",
        "jurisdiction": "Minnesota",
    }

    with pytest.raises(CannotRead, match="one id"):
        read([one, {**one, "identifier": "SF 2"}])

    assert not Bill.objects.exists()
    assert not Session.objects.exists()


def test_a_text_of_nothing_but_words_goes_where_the_organizer_says() -> None:
    bill_session = make_session("2025-2026")
    record = b"The first moves to amend H.F. No. 2432, the second engrossment, as follows:\n\nNew."
    page = b"<html><body>" + record + b"</body></html>"

    store(parse(page), NOW, into=Into(session=bill_session))

    text = LegalText.objects.get()
    assert (text.kind, text.bill and text.bill.identifier) == ("amendment", "HF 2432")
