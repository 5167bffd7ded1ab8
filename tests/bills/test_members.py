"""A printed name means an official of ours only where that is certain."""

from datetime import date

import pytest
from django.utils import timezone

from amparo.bills.importers.records import MemberRecord
from amparo.bills.models import MemberVote, Vote
from amparo.bills.operations import relinking
from amparo.bills.operations.parts import write_members
from amparo.bills.people import Members, folded
from amparo.officials.models import Office, Official
from amparo.officials.seats import Seat
from amparo.places.models import District
from tests.bills.making import make_bill, make_session
from tests.makers import make_office, make_official

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture
def senator() -> Official:
    make_session()
    office = make_office(NOW, "Senate, district 62")
    district = District.objects.create(
        jurisdiction=office.jurisdiction, kind="senate", code="62", checked_on=NOW.date()
    )
    Office.objects.filter(pk=office.pk).update(seat=Seat.STATE_SENATOR, district=district)
    official = make_official(NOW, office, "María Núñez Example")
    Official.objects.filter(pk=official.pk).update(since_on=date(2023, 1, 3))
    official.refresh_from_db()
    return official


@pytest.mark.parametrize(
    ("printed", "on", "chamber", "is_she"),
    [
        ("Maria Nuñez Example", date(2025, 3, 1), "upper", True),
        ("Example, María Núñez", date(2025, 3, 1), "upper", True),
        ("Sen. María Núñez Example", date(2025, 3, 1), "", True),
        ("Example", date(2025, 3, 1), "upper", True),
        ("Example", date(2011, 5, 18), "upper", False),
        ("Example", date(2025, 3, 1), "lower", False),
        ("Example", None, "upper", False),
        ("Somebody Else", date(2025, 3, 1), "upper", False),
    ],
)
def test_a_name_is_hers_while_she_serves_in_that_chamber(
    senator: Official, printed: str, on: date | None, chamber: str, is_she: bool
) -> None:
    found = Members("MN").find(printed, on, chamber)

    assert (found == senator) is is_she


def test_two_of_one_name_are_nobody(senator: Official) -> None:
    make_official(NOW, senator.office, "María Núñez Example")

    assert Members("MN").find("María Núñez Example", date(2025, 3, 1), "upper") is None


def test_her_vote_says_her_district(senator: Official) -> None:
    vote = Vote.objects.create(
        bill=make_bill(NOW),
        motion="Passage",
        chamber="upper",
        held_on=date(2025, 3, 1),
        checked_on=NOW.date(),
    )

    write_members(vote, (MemberRecord("Example", "no"), MemberRecord("Other", "yes")))

    assert sorted(vote.members.values_list("name", "district")) == [
        ("Example", "62"),
        ("Other", ""),
    ]


@pytest.mark.parametrize("is_before", [True, False])
def test_whoever_is_imported_after_her_vote_is_found_in_it(
    senator: Official, is_before: bool
) -> None:
    bill = make_bill(NOW)
    facts = {"starts_on": date(2025, 2, 1), "ends_on": date(2025, 2, 1), "checked_on": NOW.date()}
    bill.steps.create(kind="introduced", **facts)
    sponsor = bill.sponsors.create(name="Sen. María Núñez Example", chamber="upper")
    vote = bill.votes.create(
        motion="Passage", chamber="upper", held_on=date(2025, 3, 1), checked_on=NOW.date()
    )
    seat = Office.objects.get()
    Official.objects.all().delete()
    write_members(vote, (MemberRecord("Example", "no"), MemberRecord("Other", "yes", "7")))
    relinking.relink_changed(NOW)
    assert not MemberVote.objects.exclude(official=None).exists()

    since = date(2023, 1, 3) if is_before else date(2026, 1, 5)
    late = Official.objects.create(
        office=seat, name="María Núñez Example", since_on=since, checked_on=NOW.date()
    )
    assert relinking.relink_changed(NOW) == (2 if is_before else 0)

    sponsor.refresh_from_db()
    assert (sponsor.official == late) is is_before
    assert list(MemberVote.objects.values_list("name", "district")) == [
        ("Example", "62" if is_before else ""),
        ("Other", "7"),
    ]
    assert relinking.relink_changed(NOW) == 0


def test_titles_initials_and_accents_do_not_part_a_name() -> None:
    assert folded("Sen. José R. Pérez, Jr.") == folded("jose perez")
