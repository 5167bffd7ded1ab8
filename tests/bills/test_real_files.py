"""The files of LegiScan, of a Minnesota researcher and of sixteen years of provisions come in."""

from itertools import islice

import pytest
from django.utils import timezone

from amparo.bills.importers.choosing import parse
from amparo.bills.importers.records import BillRecord
from amparo.bills.models import Bill, LegalText, Legislator, Provision, Session, Sponsor
from amparo.bills.operations.importing import Report, store
from tests.conftest import SHARED_DATA

NOW = timezone.now()
BILLS = SHARED_DATA / "bills"
pytestmark = [pytest.mark.django_db, pytest.mark.data]


def bring(pattern: str) -> list[Report]:
    found = sorted(BILLS.glob(pattern))
    assert found, pattern
    return [store(parse(path.read_bytes(), path.name), NOW) for path in found]


def test_every_file_of_legiscan_is_read_twice_as_once() -> None:
    folders = ("bill", "people", "vote", "text")
    for folder in folders:
        bring(f"legiscan_format_sample/inst/extdata/{folder}/*.json")
    counts = (Bill.objects.count(), LegalText.objects.count())

    again = [each for name in folders for each in bring(f"legiscan_*/inst/extdata/{name}/*.json")]

    assert Bill.objects.count() == 6
    assert Bill.objects.get(key="hb3").steps.count() == 36
    assert counts == (Bill.objects.count(), LegalText.objects.count())
    assert not any(report.has_changes for report in again)


def test_two_omnibus_bills_come_with_their_numbered_parts() -> None:
    bring("mn_alethical_fixtures/bill-*.json")

    jobs = Bill.objects.get(key="sf1832")
    assert jobs.relations.get().other_identifier == "HF 2440"
    assert {"115-19"} <= {step.words.split()[-1] for step in jobs.steps.all()}
    assert sorted(LegalText.objects.stored().values_list("word_count", flat=True))[0] > 20_000
    assert Provision.objects.filter(text__bill=jobs).count() == 53
    part = Provision.objects.filter(text__bill=jobs).first()
    assert part is not None
    assert "APPROPRIATIONS" in part.text.body[part.start : part.end]

    again = bring("mn_alethical_fixtures/rag-*.json")
    assert all(report.counts["read"] == 1 for report in again)


def test_sixteen_years_of_provisions_stand_in_their_sessions() -> None:
    (report,) = bring("mn_immigration/*.jsonl")

    assert report.counts["texts_added"] == 15
    keys = set(Session.objects.values_list("key", flat=True))
    assert {"2009-2010", "2011-2012", "2019-2020", "2020s1", "2025-2026"} <= keys
    assert LegalText.objects.get(bill=None).kind == "model"
    amendment = LegalText.objects.get(label="A15")
    assert amendment.bill is not None
    assert amendment.bill.identifier == "HF 2432"
    special = Session.objects.get(key="2020s1")
    assert special.part_of is not None
    assert special.part_of.key == "2019-2020"


def test_bills_of_two_congresses_are_read_line_by_line() -> None:
    for number, key in ((116, "2019-2020"), (117, "2021-2022")):
        path = BILLS / f"federal/congress{number}.jsonl.zst"

        store(islice(parse(path.read_bytes(), path.name), 40), NOW)

        assert Session.objects.of_state("US").get(key=key).bills.count() == 40
    assert not LegalText.objects.without_words().filter(sha256="").exists()


def test_minnesotas_members_of_congress_are_named_on_its_bills() -> None:
    folder = SHARED_DATA / "districts/openstates_people_mn/data/us"
    for path in sorted(folder.glob("*.yml")):
        store(parse(path.read_bytes(), path.name), NOW)
    assert Legislator.objects.count() == 10
    path = BILLS / "federal/congress117.jsonl.zst"
    ours = {f"bioguide-{each.number}" for each in Legislator.objects.all()}
    first = islice(parse(path.read_bytes(), path.name), 1_500)
    theirs = [
        each
        for each in first
        if isinstance(each, BillRecord) and any(who.number in ours for who in each.sponsors or ())
    ]

    store(theirs, NOW)

    assert len(theirs) > 5
    named = Sponsor.objects.exclude(name__startswith="Bioguide")
    assert named.count() == len(theirs)
    assert all(each.district.startswith("MN-") for each in named)
