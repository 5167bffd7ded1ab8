"""What the public reads of bills: those that we follow, where each stands, what changed in it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.bills.comparing import compare
from amparo.bills.drawing import draw
from amparo.bills.models import (
    Bill,
    Hand,
    Hearing,
    Position,
    RelationKind,
    Stage,
    Step,
    StepKind,
)
from amparo.bills.operations.bills import follow, relate, remove_part, save_part
from amparo.bills.roads import road_of, stage_of
from tests.bills.making import make_bill, make_session, make_text

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
YEAR = TODAY.year


def step(kind: str, chamber: str = "upper") -> Step:
    return Step(kind=kind, chamber=chamber)


PATHS = [
    ([], Stage.INTRODUCED),
    (["introduced", "referred"], Stage.COMMITTEE),
    (["introduced", "reported", "reading"], Stage.FLOOR),
    (["introduced", "passed"], Stage.OTHER_CHAMBER),
    (["introduced", "passed", "conference"], Stage.CONFERENCE),
    (["passed", "conference", "repassed", "presented"], Stage.GOVERNOR),
    (["passed", "presented", "signed"], Stage.LAW),
    (["passed", "presented", "vetoed"], Stage.VETOED),
    (["passed", "vetoed", "overridden"], Stage.LAW),
    (["passed", "signed", "other"], Stage.LAW),
]


@pytest.mark.parametrize(("kinds", "stage"), PATHS)
def test_the_stage_is_read_off_the_steps(kinds: list[str], stage: Stage) -> None:
    assert stage_of([step(kind) for kind in kinds]) == stage


def test_a_committee_of_the_other_chamber_does_not_send_a_bill_back() -> None:
    steps = [step("passed"), step("referred", "lower"), step("reading", "lower")]

    assert stage_of(steps) == Stage.OTHER_CHAMBER


def test_what_has_not_passed_when_its_session_ends_did_not_pass() -> None:
    assert stage_of([step("referred")], is_over=True) == Stage.DEAD
    assert stage_of([step("signed")], is_over=True) == Stage.LAW


def test_the_road_says_each_station_in_words() -> None:
    stations = road_of([step("passed"), step("presented"), step("vetoed")])

    assert [each.state for each in stations] == ["done", "done", "done", "done", "ended", "ahead"]
    drawn = draw(stations, title="The road of SF <1>")
    assert "With the governor: it ended here" in drawn
    assert "SF &lt;1&gt;" in drawn


def test_only_what_changed_stands_beside_what_it_was() -> None:
    before = "One stays.\n\nThe state may act.\n\nFour.\n\nFive.\n\nSix.\n\nSeven."
    after = "One stays.\n\nThe state must act.\n\nFour.\n\nFive.\n\nSix.\n\nSeven."

    rows = compare(before, after)

    changed = next(row for row in rows if not row.is_same)
    assert [piece.text.strip() for piece in changed.left if piece.kind == "gone"] == ["may"]
    assert [piece.text.strip() for piece in changed.right if piece.kind == "new"] == ["must"]
    assert compare(before, before) == []


@pytest.fixture
def bill(db: None) -> Bill:
    session = make_session(f"{YEAR}-{YEAR + 1}", last_year=YEAR + 1)
    return make_bill(NOW, "HF 16", session=session, position=Position.OPPOSE)


def page_of(bill: Bill, language: str = "en", more: str = "") -> str:
    return f"/{language}/bills/mn/{bill.session.key}/{bill.key}/{more}"


def test_a_bill_that_nobody_follows_has_no_page(client: Client, bill: Bill) -> None:
    assert client.get(page_of(bill)).status_code == 200

    follow(bill, is_followed=False, actor=WORKER)

    assert client.get(page_of(bill)).status_code == 404
    assert "HF 16" not in client.get("/en/bills/").content.decode()


def test_a_window_is_said_as_one(client: Client, bill: Bill) -> None:
    part = Step(bill=bill, kind=StepKind.OTHER, ends_on=date(YEAR + 1, 7, 1), checked_on=TODAY)
    save_part(part, actor=WORKER)

    assert "sometime before July 1" in client.get(page_of(bill)).content.decode()
    assert "antes del 1 de julio" in client.get(page_of(bill, "es")).content.decode()


def test_what_a_feed_gave_and_a_person_took_away_stays_away(bill: Bill) -> None:
    given = Step.objects.create(bill=bill, kind="other", import_key="legiscan:1", checked_on=TODAY)
    own = Step.objects.create(bill=bill, kind="other", checked_on=TODAY)

    remove_part(given, actor=WORKER)
    remove_part(own, actor=WORKER)

    assert Step.objects.get().hand == Hand.REMOVED
    assert not bill.steps.kept().exists()


def test_a_companion_is_one_from_both_sides(client: Client, bill: Bill) -> None:
    other = make_bill(NOW, "SF 643", session=bill.session)
    relate(bill, RelationKind.COMPANION, other, actor=WORKER, now=NOW)

    assert "SF 643" in client.get(page_of(bill)).content.decode()
    assert "HF 16" in client.get(page_of(other)).content.decode()


def test_a_hearing_stands_in_the_calendar_and_a_cancelled_one_says_so(
    client: Client, bill: Bill
) -> None:
    day = TODAY + timedelta(days=3)
    hearing = Hearing(
        bill=bill,
        title="Judiciary",
        starts_on=day,
        ends_on=day,
        is_cancelled=True,
        checked_on=TODAY,
    )
    save_part(hearing, actor=WORKER)

    told = client.get(page_of(bill, more="hearings.ics")).content.decode()

    assert "STATUS:CANCELLED" in told
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in told
    assert "Cancelled hearing" in client.get(page_of(bill)).content.decode()


def test_what_was_not_looked_at_for_long_says_how_old_it_is(client: Client, bill: Bill) -> None:
    Bill.objects.update(checked_on=TODAY - timedelta(days=40))

    assert "It may have moved since" in client.get(page_of(bill)).content.decode()


def test_the_feed_of_a_bill_tells_its_steps_in_each_language(client: Client, bill: Bill) -> None:
    part = Step(bill=bill, kind=StepKind.VETOED, starts_on=TODAY, ends_on=TODAY, checked_on=TODAY)
    save_part(part, actor=WORKER)

    spanish = client.get(page_of(bill, "es", "feed.atom"))

    assert spanish["Content-Type"].startswith("application/atom+xml")
    assert "HF 16: Vetado" in spanish.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sheet_is_a_tagged_pdf_of_its_language(
    client: Client, bill: Bill, language: str
) -> None:
    made = client.get(page_of(bill, language, "sheet.pdf")).content

    assert made.startswith(b"%PDF")
    assert f"({language}".encode() in made or b"/Lang" in made


@pytest.mark.parametrize(
    ("query", "is_there"),
    [("", True), ("?position=oppose", True), ("?position=support", False), ("?q=hf16", True),
     ("?q=nothing", False), ("?stage=nonsense", True), ("?session=1900", False)],
)  # fmt: skip
def test_the_list_is_filtered(client: Client, bill: Bill, query: str, is_there: bool) -> None:
    said = client.get(f"/en/bills/{query}").content.decode()

    assert ("HF 16" in said) is is_there


@pytest.mark.parametrize("naughty", ["<script>alert(1)</script>", "'; DROP TABLE--", "\u202eevil"])
def test_naughty_words_of_a_feed_are_only_text(client: Client, bill: Bill, naughty: str) -> None:
    Bill.objects.update(title=naughty)
    text = make_text(NOW, bill, f"Section 1. {naughty}", label=naughty[:40])

    for more in ("", f"text/{text.pk}/"):
        assert "<script>alert" not in client.get(page_of(bill, more=more)).content.decode()
