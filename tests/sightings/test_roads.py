"""A road: what was confirmed, what came by hand, in the order of time; disputes stand."""

import io
import re
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from amparo.audit.actors import WORKER
from amparo.bills.models import Bill, Mention, Step, StepKind, TextKind
from amparo.bills.operations.bills import save_part
from amparo.bills.shown import address
from amparo.evidence.operations.claims import disagree
from amparo.sightings.models import Movement, Sighting, Stop, WatchedText
from amparo.sightings.moving import bills_before
from amparo.sightings.operations.deciding import confirm, take_back
from amparo.sightings.operations.stops import remove_stop, save_stop
from amparo.sightings.operations.watching import tell
from amparo.sightings.roads import road_of
from tests.bills.making import BODY, PROVISION, make_bill
from tests.evidence.makers import make_a_claim
from tests.makers import make_source
from tests.sightings.making import OTHER, SAID, store, watch_provision


@pytest.fixture
def watch(now: datetime) -> WatchedText:
    return watch_provision(now)


def confirm_all(now: datetime) -> None:
    for each in Sighting.objects.waiting().with_all():
        confirm(each, actor=WORKER, now=now)


def travel(now: datetime) -> None:
    """In 2011 into one bill, changed there, out of it; in 2025 as an amendment to another."""
    store(now, "SF 1143", BODY, on=date(2011, 5, 16), session="2011")
    less = BODY.replace(" and the agreement binds the state", " ")
    store(now, "SF 1143", less, on=date(2011, 5, 18), label="2nd", session="2011")
    store(now, "SF 1143", OTHER, on=date(2011, 5, 20), label="3rd", session="2011")
    amendment = {"kind": TextKind.AMENDMENT, "label": "A15", "session": "2025"}
    store(now, "HF 2432", f"{OTHER} {PROVISION}", on=date(2025, 4, 1), **amendment)


def test_a_road_tells_what_happened_from_printing_to_printing(now, watch):
    travel(now)
    confirm_all(now)
    road = road_of(watch)
    told = [(point.bill.identifier, point.movement) for point in road.points]
    assert told == [
        ("SF 1143", Movement.ENTERED),
        ("SF 1143", Movement.CHANGED),
        ("SF 1143", Movement.LEFT),
        ("HF 2432", Movement.ENTERED),
    ]
    assert road.years == (2011, 2025)
    assert [bill.identifier for bill in road.bills] == ["SF 1143", "HF 2432"]


def sheet_of_road(language: str, watch: WatchedText) -> str:
    with override(language):
        return reverse("sightings:sheet", args=[watch.key])


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Stop by stop"), ("es", "Parada por parada")]
)
def test_the_road_is_printed_whole_in_its_language(now, watch, language, said):
    travel(now)
    confirm_all(now)
    assert Client().get(sheet_of_road(language, watch)).status_code == 404
    tell(watch, SAID, is_public=True, actor=WORKER)
    made = Client().get(sheet_of_road(language, watch)).content
    pages = [each.extract_text() for each in PdfReader(io.BytesIO(made)).pages]
    printed = " ".join(" ".join(pages).split())
    assert said in printed
    assert SAID[language]["title"] in printed
    assert "SF 1143" in printed
    assert "A15" in printed
    assert "The state shall share every list" in printed


def test_the_words_of_a_public_stop_stand_side_by_side_in_both_languages(now, watch):
    travel(now)
    changed = Sighting.objects.get(text__label="2nd")
    with override("es"):
        path = reverse("sightings:words", args=[watch.key, changed.pk])
    confirm_all(now)
    assert Client().get(path).status_code == 404
    tell(watch, SAID, is_public=True, actor=WORKER)
    page = Client().get(path).content.decode()
    assert "quitado:" in page
    _legend, dropped = re.findall("⟦(.*?)⟧", page)
    assert "agreement binds" in dropped
    assert '<mark class="shared"><sup>1</sup>The state shall share' in page
    with override("es"):
        road = Client().get(reverse("sightings:road", args=[watch.key])).content.decode()
    assert path in road
    take_back(changed, actor=WORKER)
    assert Client().get(path).status_code == 404


def test_what_nobody_confirmed_stands_on_no_road(now, watch):
    travel(now)
    assert road_of(watch).points == []


def test_where_it_was_before_is_told_of_a_sighting(now, watch):
    travel(now)
    confirm_all(now)
    last = Sighting.objects.get(text__label="A15")
    assert [bill.identifier for bill in bills_before(last)] == ["SF 1143"]


def test_a_law_is_the_end_of_a_road(now, watch):
    store(now, "SF 2", BODY, on=date(2026, 5, 1), session="2026", kind=TextKind.LAW)
    confirm_all(now)
    assert [point.movement for point in road_of(watch).points] == [Movement.ENACTED]


def test_wording_in_a_bill_that_became_law_became_law_though_no_text_of_the_law_is_here(now, watch):
    text = store(now, "SF 2", BODY, on=date(2026, 5, 1), session="2026")
    confirm_all(now)
    assert [point.movement for point in road_of(watch).points] == [Movement.ENTERED]
    step = Step(bill=text.bill, kind=StepKind.SIGNED, checked_on=now.date())
    step.starts_on = step.ends_on = date(2026, 5, 20)

    save_part(step, actor=WORKER)

    last = road_of(watch).points[-1]
    assert (last.movement, last.when.starts_on) == (Movement.ENACTED, date(2026, 5, 20))
    assert len(road_of(watch).points) == 2
    store(now, "SF 2", BODY, on=date(2026, 5, 21), session="2026", kind=TextKind.LAW)
    confirm_all(now)
    assert [each.movement for each in road_of(watch).points].count(Movement.ENACTED) == 1


def test_wording_that_left_a_bill_before_it_became_law_did_not(now, watch):
    text = store(now, "SF 2", BODY, on=date(2026, 5, 1), session="2026")
    store(now, "SF 2", OTHER, on=date(2026, 5, 2), session="2026", label="2nd")
    confirm_all(now)
    save_part(Step(bill=text.bill, kind=StepKind.SIGNED, checked_on=now.date()), actor=WORKER)

    assert [each.movement for each in road_of(watch).points] == [Movement.ENTERED, Movement.LEFT]


def test_a_stop_by_hand_that_puts_the_wording_into_another_bill_flags_what_names_the_old_one(
    now, watch
):
    old = store(now, "SF 1143", BODY, on=date(2011, 5, 16), session="2011").bill
    confirm_all(now)
    new = make_bill(now, "SF 958", session=old.session)
    Mention.objects.create(bill=old, place_kind="test", place_id="7", is_linked=True)
    stop = Stop(watch=watch, bill=new, movement=Movement.ENTERED, starts_on=date(2011, 5, 20))

    assert save_stop(stop, {"en": {"label": "An offer"}}, actor=WORKER, now=now) == 1

    waiting = Mention.objects.to_look_at().get()
    assert (waiting.bill, waiting.moved_to) == (old, new)
    assert save_stop(stop, {"en": {"label": "The offer"}}, actor=WORKER, now=now) == 0
    left = Stop(watch=watch, bill=old, movement=Movement.LEFT, starts_on=date(2011, 5, 21))
    assert save_stop(left, {"en": {"label": "Gone"}}, actor=WORKER, now=now) == 0


def test_where_sources_differ_the_road_shows_both_and_why(now, watch):
    floor = make_a_claim(now, "put-in-on-the-floor")
    conference = make_a_claim(now, "put-in-in-conference")
    why = {"en": "Two papers of that week differ.", "es": "Dos diarios difieren."}
    disagree(floor, conference, why=why, actor=WORKER, now=now)
    stop = Stop(watch=watch, movement=Movement.ENTERED, starts_on=date(2011, 5, 16))
    stop.source = make_source(now, "The paper of that week")
    said = {"en": {"label": "SF 1143, data practices"}, "es": {"label": "SF 1143, datos"}}
    save_stop(stop, said, [floor, conference], actor=WORKER, now=now)
    (point,) = road_of(watch).points
    assert {claim.pk for each in point.disputes for claim in each.claims} == {
        floor.pk,
        conference.pk,
    }
    assert point.claims == []
    tell(watch, SAID, is_public=True, actor=WORKER)
    page = Client().get(reverse("sightings:road", args=[watch.key])).content.decode()
    assert "Sources disagree" in page
    assert "Two papers of that week differ." in page
    on_paper = PdfReader(io.BytesIO(Client().get(sheet_of_road("en", watch)).content))
    printed = " ".join(" ".join(each.extract_text() for each in on_paper.pages).split())
    assert "Sources disagree" in printed
    assert "Two papers of that week differ." in printed
    remove_stop(stop, actor=WORKER)
    assert road_of(watch).points == []


def test_a_public_road_is_there_in_both_languages_as_picture_list_and_table(now, watch):
    travel(now)
    confirm_all(now)
    path = reverse("sightings:road", args=[watch.key])
    assert Client().get(path).status_code == 404
    tell(watch, SAID, is_public=True, actor=WORKER)
    english = Client().get(path).content.decode()
    assert "<svg" in english
    assert "Stop by stop" in english
    with override("es"):
        path = reverse("sightings:road", args=[watch.key])
        listed = reverse("sightings:roads")
        table = reverse("sightings:table", args=[watch.key])
    spanish = Client().get(path).content.decode()
    assert "Entregar cada lista" in spanish
    assert "Parada por parada" in spanish
    assert "Entregar cada lista" in Client().get(listed).content.decode()
    rows = Client().get(table).content.decode().splitlines()
    assert len(rows) == 5
    assert "SF 1143" in rows[1]


def test_confirming_that_a_wording_moved_flags_what_names_the_old_bill(now, watch):
    store(now, "SF 1143", BODY, on=date(2011, 5, 16), session="2011")
    store(now, "SF 144", BODY, on=date(2009, 1, 16), session="2009")
    confirm_all(now)
    for number in ("SF 1143", "SF 144"):
        bill = Bill.objects.get(identifier=number)
        Mention.objects.create(bill=bill, place_kind="test", place_id="7", is_linked=True)
    store(now, "SF 958", BODY, on=date(2011, 5, 23), session="2011")
    last = Sighting.objects.waiting().with_all().get()
    assert confirm(last, actor=WORKER, now=now) == 1
    (waiting,) = Mention.objects.to_look_at()
    assert waiting.bill.identifier == "SF 1143"
    assert waiting.moved_to.identifier == "SF 958"


def test_a_bills_page_leads_to_the_public_roads_on_which_it_is_a_stop(now, watch):
    text = store(now, "SF 958", BODY, on=date(2011, 5, 23), session="2011")
    confirm_all(now)
    page = Client().get(address(text.bill)).content.decode()
    assert "Wording in this bill that we follow" not in page
    tell(watch, SAID, is_public=True, actor=WORKER)
    page = Client().get(address(text.bill)).content.decode()
    assert reverse("sightings:road", args=[watch.key]) in page
    road = Client().get(reverse("sightings:road", args=[watch.key])).content.decode()
    assert address(text.bill) in road
