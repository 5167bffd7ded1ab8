"""A wording is seen again, wherever it stands; what an organizer decided stays."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.bills.models import LegalText, TextKind
from amparo.bills.operations.texts import store_text
from amparo.bills.texts import tell_everything
from amparo.sightings.models import IndexedText, Shelf, Sighting, Standing, Tier
from amparo.sightings.operations.catching_up import catch_up, search_waiting, weigh_again
from amparo.sightings.operations.deciding import CannotDecide, confirm, mute, take_back
from amparo.sightings.operations.indexing import sweep_index
from amparo.sightings.operations.seeing import hear
from amparo.sightings.operations.watching import CannotWatch, Selection, watch_selection
from tests.bills.making import BODY, PROVISION, make_bill, make_session
from tests.sightings.making import OTHER, SAID, seen, store, watch_provision

FILLING = " ".join(f"{OTHER} It pays {number} dollars for item {number}." for number in range(60))


def test_a_watched_text_is_seen_in_an_omnibus_of_another_year(now: datetime) -> None:
    first = store(now, "SF 144", BODY, on=date(2009, 1, 22))
    watch = watch_provision(now, first)
    host = store(now, "HF 2432", f"{FILLING}\n{PROVISION}\n{FILLING}", on=date(2025, 4, 1))
    sighting = seen(host)
    assert sighting is not None
    assert (sighting.watch, sighting.tier, sighting.percent) == (watch, Tier.REAPPEARS, 100)
    _start, _end, since, until = sighting.passages[0]
    assert host.body[since:until].startswith("The state shall share")
    assert sighting.told_at is None


def test_a_new_watched_text_is_searched_for_in_everything_stored(now: datetime) -> None:
    texts = [store(now, f"HF {year}", BODY, on=date(year, 2, 1)) for year in (2009, 2012, 2020)]
    store(now, "HF 9", OTHER, on=date(2020, 3, 1))
    watch = watch_provision(now)
    assert set(watch.sightings.values_list("text", flat=True)) == {text.pk for text in texts}
    assert watch.searched_at == now
    assert watch.searched_count == watch.to_search_count > 0


def test_what_was_found_by_a_search_is_not_mailed(now: datetime) -> None:
    store(now, "HF 1", BODY, on=date(2020, 2, 1))
    watch_provision(now)
    assert not Sighting.objects.untold().exists()


def test_an_edited_wording_says_what_was_dropped_and_added(now: datetime) -> None:
    watch_provision(now)
    changed = PROVISION.replace("with the federal office", "with a sheriff").replace(
        " on behalf of the state", ""
    )
    text = store(now, "SF 5", changed, on=date(2026, 1, 5))
    sighting = seen(text)
    assert sighting is not None
    dropped = [PROVISION[a:b] for a, b in sighting.dropped]
    assert any("on behalf of the state" in each for each in dropped)
    assert any("a sheriff" in text.body[a:b] for a, b in sighting.added)
    assert 40 < sighting.percent < 95


def test_another_law_altogether_is_no_sighting(now: datetime) -> None:
    watch_provision(now)
    assert seen(store(now, "SF 6", FILLING, on=date(2026, 1, 6))) is None


def test_struck_words_are_not_seen(now: datetime) -> None:
    watch_provision(now)
    marks = [(0, len(PROVISION), "struck")]
    text = store(now, "SF 7", f"{PROVISION} {OTHER}", on=date(2026, 1, 6))
    assert seen(text) is not None
    bill = make_bill(now, "SF 8", session=make_session("2026"))
    row = LegalText(bill=bill, label="Introduced", checked_on=timezone.localdate(now))
    struck = store_text(row, f"{PROVISION} {OTHER}", now=now, marks=marks)
    tell_everything(now)
    sighting = seen(struck)
    assert sighting is None or sighting.tier == Tier.CITED


def test_the_same_section_of_the_statutes_is_a_signal_of_its_own(now: datetime) -> None:
    watch_provision(now)
    body = f"Subdivision 2 of section 13.87 does not apply to libraries. {OTHER}"
    sighting = seen(store(now, "SF 9", body, on=date(2026, 1, 7)))
    assert sighting is not None
    assert (sighting.tier, sighting.sections, sighting.passages) == (Tier.CITED, ["13.87"], [])


def test_a_printing_that_lost_the_wording_says_that_it_left(now: datetime) -> None:
    watch_provision(now)
    on = {"session": "2011"}
    store(now, "SF 958", BODY, on=date(2011, 5, 1), **on)
    after = store(now, "SF 958", OTHER, on=date(2011, 5, 20), label="1st engrossment", **on)
    gone = seen(after)
    assert gone is not None
    assert gone.tier == Tier.GONE


def test_an_amendment_or_an_excerpt_without_the_wording_does_not_say_so(now: datetime) -> None:
    watch_provision(now)
    on = {"session": "2011"}
    store(now, "SF 958", BODY, on=date(2011, 5, 1), **on)
    kind = TextKind.AMENDMENT
    amended = store(now, "SF 958", OTHER, on=date(2011, 5, 3), label="A1", kind=kind, **on)
    part = store(now, "SF 958", OTHER, on=date(2011, 5, 4), label="2nd", is_complete=False, **on)
    assert seen(amended) is None
    assert seen(part) is None


def test_hearing_of_a_text_twice_changes_nothing(now: datetime) -> None:
    watch_provision(now)
    text = store(now, "SF 1", BODY, on=date(2026, 1, 1))
    postings = Shelf.objects.get().posting_count
    hear(text, now)
    assert (Shelf.objects.get().posting_count, IndexedText.objects.count()) == (postings, 1)
    assert Sighting.objects.filter(text=text).count() == 1


def test_what_was_decided_stays_when_everything_is_searched_again(now: datetime) -> None:
    watch = watch_provision(now)
    text = store(now, "SF 1", BODY, on=date(2026, 1, 1))
    sighting = seen(text)
    assert sighting is not None
    confirm(sighting, actor=WORKER, now=now)
    type(watch).objects.update(searched_at=None)
    search_waiting(now)
    weigh_again()
    again = seen(text)
    assert again is not None
    assert again.standing == Standing.CONFIRMED


def test_two_organizers_do_not_decide_one_sighting(now: datetime) -> None:
    watch_provision(now)
    sighting = seen(store(now, "SF 1", BODY, on=date(2026, 1, 1)))
    assert sighting is not None
    today = timezone.localdate(now)
    confirm(sighting, actor=WORKER, now=now)
    with pytest.raises(CannotDecide):
        mute(sighting, is_formula=False, today=today, actor=WORKER)


def test_a_formula_that_was_muted_is_muted_wherever_it_stands_alone(now: datetime) -> None:
    watch = watch_provision(now)
    formula = PROVISION[: PROVISION.index(" binds")]
    first = seen(store(now, "SF 1", f"{OTHER} {formula}", on=date(2026, 1, 1)))
    assert first is not None
    mute(first, is_formula=True, today=timezone.localdate(now), actor=WORKER)
    second = seen(store(now, "SF 2", f"{formula} {OTHER}", on=date(2026, 1, 2)))
    whole = seen(store(now, "SF 3", BODY, on=date(2026, 1, 3)))
    assert second is not None
    assert whole is not None
    assert (second.standing, whole.standing) == (Standing.MUTED, Standing.WAITING)
    assert take_back(first, actor=WORKER)
    assert not watch.muted.exists()


@pytest.mark.parametrize(
    ("start", "end", "reason"), [(5, 5, "place"), (0, 10**6, "place"), (0, 20, "few")]
)
def test_a_selection_that_is_none_is_refused(
    now: datetime, start: int, end: int, reason: str
) -> None:
    text = store(now, "SF 1", BODY, on=date(2026, 1, 1))
    with pytest.raises(CannotWatch) as refusal:
        watch_selection(
            Selection(text, start, end), SAID, today=timezone.localdate(now), actor=WORKER
        )
    assert refusal.value.reason == reason


def test_only_what_a_printing_underlines_is_watched_where_that_is_asked(now: datetime) -> None:
    text = store(now, "SF 1", f"{OTHER}\n{PROVISION}", on=date(2026, 1, 1))
    start = text.body.index(PROVISION)
    text.marks = [[start, len(text.body), "new"]]
    chosen = Selection(text, 0, len(text.body), is_new_only=True)
    watch = watch_selection(chosen, SAID, today=timezone.localdate(now), actor=WORKER)
    assert watch.word_count < len(text.body.split()) - 20


def test_texts_from_before_this_room_are_caught_up_with(now: datetime) -> None:
    text = store(now, "SF 1", BODY, on=date(2026, 1, 1))
    watch_provision(now)
    IndexedText.objects.all().delete()
    sweep_index()
    assert not Shelf.objects.exists()
    assert catch_up(now) == 1
    assert seen(text) is not None
