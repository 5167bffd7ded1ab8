"""Names under a letter: added, approved, corrected, merged, withdrawn."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.models import Entry
from amparo.signons.listing import count_of, groups_of, matching
from amparo.signons.models import Arrangement, Endorsement, Letter, Scope, SignerKind
from amparo.signons.operations import endorsing
from amparo.signons.operations.endorsing import CannotApprove, CannotMerge, Given
from tests.makers import make_organization
from tests.signons.conftest import make_letter

RIVER = Given("River Workers Center", acronym="RWC", city="Northfield", state="MN")


def received(letter: Letter, given: Given, now: datetime) -> Endorsement:
    card = uuid4()
    endorsing.receive_endorsement(
        letter, given, card_id=card, language="en", text_hash="x", today=timezone.localdate(now)
    )
    return Endorsement.objects.get(card_id=card)


def listed(letter: Letter) -> list[str]:
    return [each.name for each in letter.endorsements.listed()]


def test_what_comes_by_the_form_is_confirmed_and_then_approved(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    came = received(letter, RIVER, now)
    with pytest.raises(CannotApprove, match="unconfirmed"):
        endorsing.approve(letter, [came], actor=actor, now=now)
    assert listed(letter) == []

    endorsing.confirm_endorsements(came.card_id, shown_name="", today=timezone.localdate(now))
    assert [each.pk for each in letter.endorsements.waiting()] == [came.pk]

    assert endorsing.approve(letter, [came], actor=actor, now=now) == 1
    assert listed(letter) == ["River Workers Center"]
    with pytest.raises(CannotApprove, match="gone"):
        endorsing.approve(letter, [came], actor=actor, now=now)


def test_the_same_name_from_the_same_person_is_written_once(letter: Letter, now: datetime) -> None:
    came = received(letter, RIVER, now)
    for name in ("River Workers Center", "Hill Workers Center"):
        endorsing.receive_endorsement(
            letter,
            Given(name),
            card_id=came.card_id,
            language="en",
            text_hash="x",
            today=timezone.localdate(now),
        )

    assert sorted(each.name for each in letter.endorsements.all()) == [
        "Hill Workers Center",
        "River Workers Center",
    ]


def test_an_officials_name_is_written_when_she_has_confirmed_it(
    letter: Letter, now: datetime
) -> None:
    given = Given("", kind=SignerKind.OFFICE, office="River City Council", state="MN")
    came = received(letter, given, now)
    assert came.name == ""

    endorsing.confirm_endorsements(
        came.card_id, shown_name="Council Member Ana Ejemplo", today=timezone.localdate(now)
    )
    came.refresh_from_db()
    assert came.name == "Council Member Ana Ejemplo"


def test_an_organization_that_withdraws_leaves_the_list_and_an_official_leaves_no_trace(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    today = timezone.localdate(now)
    group = received(letter, RIVER, now)
    person = received(letter, Given("", kind=SignerKind.OFFICE, office="A Church"), now)
    for each, name in ((group, ""), (person, "Rev. Ana Ejemplo")):
        endorsing.confirm_endorsements(each.card_id, shown_name=name, today=today)
    endorsing.approve(letter, [group, person], actor=actor, now=now)

    endorsing.withdraw_cards([group.card_id, person.card_id], today=today)

    (left,) = letter.endorsements.all()
    assert (left.pk, left.withdrawn_on, left.card_id) == (group.pk, today, None)
    assert listed(letter) == []


def test_shredded_cards_leave_organizations_on_the_list(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    came = received(letter, RIVER, now)
    endorsing.confirm_endorsements(came.card_id, shown_name="", today=timezone.localdate(now))
    endorsing.approve(letter, [came], actor=actor, now=now)

    endorsing.forget_cards([came.card_id])

    assert listed(letter) == ["River Workers Center"]
    assert not Endorsement.objects.filter(card_id__isnull=False).exists()


def test_two_rows_of_one_organization_become_one_and_can_be_parted_again(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    kept = endorsing.add_by_hand(letter, RIVER, language="en", actor=actor, now=now)
    other = received(letter, Given("River Worker Center", website="https://river.example"), now)

    both = Given("River Workers Center", state="MN", website="https://river.example")
    endorsing.merge(kept, other, both, actor=actor)
    assert listed(letter) == ["River Workers Center"]
    assert letter.endorsements.get(pk=kept.pk).website == "https://river.example"
    with pytest.raises(CannotMerge):
        endorsing.merge(kept, other, both, actor=actor)

    assert endorsing.bring_back(other, actor=actor)
    assert {each.pk for each in letter.endorsements.standing()} == {kept.pk, other.pk}


def test_a_merged_name_stays_while_somebody_else_signed_for_it(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    today = timezone.localdate(now)
    kept, other = received(letter, RIVER, now), received(letter, Given("River Center"), now)
    endorsing.confirm_endorsements(kept.card_id, shown_name="", today=today)
    endorsing.approve(letter, [kept], actor=actor, now=now)
    endorsing.merge(kept, other, RIVER, actor=actor)

    endorsing.withdraw_cards([other.card_id], today=today)
    assert listed(letter) == ["River Workers Center"]
    endorsing.withdraw_cards([kept.card_id], today=today)
    assert listed(letter) == []


def test_a_merge_across_letters_is_refused(letter: Letter, actor: Actor, now: datetime) -> None:
    second = make_letter(now, slug="second", campaign=letter.campaign)
    one = endorsing.add_by_hand(letter, RIVER, language="en", actor=actor, now=now)
    other = endorsing.add_by_hand(second, RIVER, language="en", actor=actor, now=now)

    with pytest.raises(CannotMerge):
        endorsing.merge(one, other, RIVER, actor=actor)


def test_a_name_in_two_languages_is_shown_in_the_readers(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    given = Given("River Workers Center", names={"es": "Centro de Trabajadores del Río"})
    endorsing.add_by_hand(letter, given, language="en", actor=actor, now=now)
    both = make_organization("Hill House", spanish="Casa de la Colina")
    endorsing.add_by_hand(
        letter, Given("Hill House", organization=both), language="en", actor=actor, now=now
    )
    rows = list(letter.endorsements.listed().with_names())

    assert sorted(each.name_in("es") for each in rows) == [
        "Casa de la Colina",
        "Centro de Trabajadores del Río",
    ]
    assert sorted(each.name_in("en") for each in rows) == ["Hill House", "River Workers Center"]


def test_the_log_tells_how_many_and_never_who_signed_for_them(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    came = received(letter, RIVER, now)
    endorsing.confirm_endorsements(came.card_id, shown_name="", today=timezone.localdate(now))
    endorsing.approve(letter, [came], actor=actor, now=now)
    endorsing.withdraw(came, actor=actor, now=now, reason="asked by telephone")

    said = Entry.objects.filter(verb__startswith="signons.").order_by("number")
    assert [each.verb for each in said][-2:] == ["signons.approve", "signons.withdraw"]
    assert not any("River" in str(each.detail) for each in said)


def test_an_organization_enters_the_directory_with_its_names(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    given = Given("River Center", state="MN", names={"es": "Centro del Río"})
    endorsement = endorsing.add_by_hand(letter, given, language="en", actor=actor, now=now)

    made = endorsing.add_to_directory(endorsement, kind="labor", actor=actor)

    assert (made.name_in("en"), made.name_in("es"), made.state) == (
        "River Center", "Centro del Río", "MN",
    )  # fmt: skip
    assert not made.is_listed  # among partners an organizer lists it herself


# the list


def fill(letter: Letter, actor: Actor, now: datetime) -> None:
    for given in (
        Given("Valley Center", state="NY"),
        Given("The Arbor House", city="Reno", state="NV"),
        Given("National Network", scope=Scope.NATIONAL),
        Given("Rev. Ana Ejemplo", kind=SignerKind.OFFICE, office="River Church", state="MN"),
        Given("Nowhere Group", note="for identification purposes only"),
        Given("Bay House", acronym="BH", state="NV"),
    ):
        endorsing.add_by_hand(letter, given, language="en", actor=actor, now=now)


def test_the_list_begins_with_national_and_goes_by_state_in_the_readers_alphabet(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    fill(letter, actor, now)
    rows = list(letter.endorsements.listed().with_names())

    english = groups_of(letter, rows, "en")
    assert [group.title for group in english] == [
        "National", "Nevada", "New York", "Elsewhere", "By their office",
    ]  # fmt: skip
    assert [each.line for each in english[1].signers] == ["The Arbor House, Reno", "Bay House (BH)"]
    assert english[3].signers[0].line == "Nowhere Group (for identification purposes only)"
    assert english[4].signers[0].line == "Rev. Ana Ejemplo, River Church, Minnesota"
    spanish = groups_of(letter, rows, "es")
    assert [group.title for group in spanish][1:3] == ["Nevada", "Nueva York"]


def test_one_list_goes_by_name_or_as_it_was_entered(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    fill(letter, actor, now)
    rows = list(letter.endorsements.listed().with_names())
    letter.arrangement = Arrangement.ALPHABET
    (group,) = groups_of(letter, rows, "en")
    assert [each.name for each in group.signers][:3] == [
        "The Arbor House", "Bay House", "National Network",
    ]  # fmt: skip

    letter.arrangement = Arrangement.STATES_ENTERED
    nevada = groups_of(letter, rows, "en")[1]
    assert [each.name for each in nevada.signers] == ["The Arbor House", "Bay House"]

    letter.arrangement = Arrangement.ENTERED
    (group,) = groups_of(letter, rows, "en")
    assert [each.name for each in group.signers][:2] == ["Valley Center", "The Arbor House"]


@pytest.mark.parametrize(
    ("asked", "count"), [("nevada", 2), ("arbor RENO", 1), ("bh", 1), ("iglesia", 0), ("", 6)]
)
def test_the_list_is_searched_by_name_town_and_state(
    letter: Letter, actor: Actor, now: datetime, asked: str, count: int
) -> None:
    fill(letter, actor, now)
    rows = list(letter.endorsements.listed().with_names())

    assert count_of(matching(groups_of(letter, rows, "en"), asked)) == count
