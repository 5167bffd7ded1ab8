"""A platform's text is its own words and all of its planks."""

from datetime import timedelta

import pytest

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.asks import open_ask
from amparo.campaigns.promises import CannotOpen
from amparo.pledges.operations.planks import (
    IsPledged,
    Said,
    add_plank,
    change_plank,
    move_plank,
    remove_plank,
)
from tests.pledges.makers import (
    make_open_platform,
    make_platform,
    make_pledge,
    plank_facts,
    read,
)

pytestmark = pytest.mark.django_db


def numbers(platform):
    return [(plank.number, plank.any_text("en").title) for plank in read(platform).planks.all()]


def test_planks_are_numbered_in_their_order(now):
    platform = make_platform(now)
    assert [number for number, _ in numbers(platform)] == [1, 2, 3]


def test_a_plank_that_moves_up_pushes_the_others_down(now):
    platform = make_platform(now)
    move_plank(platform.planks.get(number=3), to=1, actor=WORKER, now=now)
    assert numbers(platform) == [
        (1, "Refuse federal money for surveillance"),
        (2, "End the agreement"),
        (3, "Pay for lawyers"),
    ]


def test_when_a_plank_goes_the_numbers_close_up(now):
    platform = make_platform(now)
    remove_plank(platform.planks.get(number=1), actor=WORKER, now=now)
    assert numbers(platform) == [
        (1, "Pay for lawyers"),
        (2, "Refuse federal money for surveillance"),
    ]


def test_a_change_in_one_plank_is_another_wording_and_the_old_one_stays(now):
    platform = make_open_platform(now)
    before = platform.text("en").text_hash
    said = Said("End the agreement now", "Because.", "The county board")
    plank = platform.planks.get(number=1)

    change_plank(plank, plank_facts(1, words={"en": said}), actor=WORKER, now=now)

    after = read(platform).text("en").text_hash
    assert after != before
    kept = {wording.text_hash: wording.words for wording in platform.wordings}
    assert "End the agreement now" in kept[after]["plank-1"]
    assert kept[before]["plank-1"].startswith("End the agreement\n")


def test_a_draft_keeps_no_wordings(now):
    platform = make_platform(now)
    assert not platform.wordings.exists()


def test_a_platform_is_not_complete_in_a_language_that_lacks_a_plank(now):
    platform = make_platform(now)
    said = {"en": Said("Something new", "", "The county board")}
    add_plank(platform, plank_facts(1, words=said), actor=WORKER, now=now)
    platform = read(platform)
    assert platform.missing_languages() == ["es"]
    with pytest.raises(CannotOpen) as refused:
        open_ask(platform, actor=WORKER, now=now)
    assert refused.value.reason == "languages"


def test_the_plank_that_was_promised_keeps_the_promise(now):
    platform = make_platform(now)
    english = {"en": Said("Something new", "", "The county board")}
    plank = add_plank(platform, plank_facts(1, words=english), actor=WORKER, now=now)
    open_ask(read(platform), actor=WORKER, now=now, promise_by=now + timedelta(hours=5))

    both = english | {"es": Said("Algo nuevo", "", "La junta del condado")}
    change_plank(plank, plank_facts(1, words=both), actor=WORKER, now=now)

    assert not read(platform).has_open_promise


def test_a_plank_that_somebody_pledged_to_stays(now):
    platform = make_open_platform(now)
    plank = platform.planks.get(number=2)
    make_pledge(now, platform, scope="planks", planks=[plank])
    with pytest.raises(IsPledged):
        remove_plank(plank, actor=WORKER, now=now)
