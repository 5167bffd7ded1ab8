"""The real Minnesota provisions of sixteen years through the product; and the demo's two roads."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.bills.texts import tell_everything
from amparo.demo.bills import fill_bills
from amparo.demo.sightings import fill_sightings
from amparo.demo.words import Clock
from amparo.lib.textreuse import read
from amparo.sightings.models import Movement, Sighting, WatchedText
from amparo.sightings.operations.catching_up import search_waiting
from amparo.sightings.operations.watching import watch_pasted
from amparo.sightings.roads import road_of
from tests.bills.making import make_text

SHORTEST = 40  # words: of HF 3459 there is only an opening, which says too little to be watched


@pytest.mark.data
def test_every_member_of_a_group_is_found_and_no_stranger(now: datetime, shared_data: Path) -> None:
    source = shared_data / "bills/mn_immigration/mn_immigration_provisions.jsonl"
    told = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    whole = [row for row in told if len(read(row["text"], legislature="mn")) >= SHORTEST]
    texts = {make_text(now, None, row["text"], label=row["id"]).pk: row for row in told}
    tell_everything(now)
    watches = {_watch(row, now).pk: row for row in whole}
    search_waiting(now)
    seen = {
        (watches[each.watch_id]["id"], texts[each.text_id]["id"]): (
            watches[each.watch_id]["group"] == texts[each.text_id]["group"]
        )
        for each in Sighting.objects.worded()
    }
    assert [pair for pair, is_within in seen.items() if not is_within] == []
    wanted = {(a["id"], b["id"]) for a in whole for b in whole if a["group"] == b["group"]}
    assert wanted - set(seen) == set()


def test_the_demo_tells_the_story_of_2011_with_its_dispute_and_a_wording_of_sixteen_years(
    now: datetime, organizer: Any
) -> None:
    clock = Clock(now)
    fill_bills(clock, alma=organizer)
    fill_sightings(clock, alma=organizer)
    story = WatchedText.objects.get(text__bill__identifier="SF 1143")
    road = road_of(story)
    assert story.word_count == 82
    assert [bill.identifier for bill in road.bills] == ["SF 1143", "SF 958"]
    assert [point.movement for point in road.points].count(Movement.LEFT) == 2
    assert sum(len(point.disputes) for point in road.points) == 1
    wording = road_of(WatchedText.objects.exclude(pk=story.pk).get())
    assert [bill.identifier for bill in wording.bills] == ["SF 144", "SF 2433", "SF 3361", "HF 16"]
    assert wording.years == (2009, 2025)
    (waiting,) = Sighting.objects.waiting().with_all()
    assert waiting.text.bill.identifier == "HF 2432"


def _watch(row: dict[str, Any], now: datetime) -> WatchedText:
    said = {"en": {"title": row["id"]}}
    return watch_pasted(row["text"], said, today=timezone.localdate(now), actor=WORKER)
