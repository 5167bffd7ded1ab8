"""Lists of 287(g) agreements, and the history that they tell together."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import Workbook

from amparo.audit.actors import WORKER
from amparo.evidence.models import Source
from amparo.places.models import Jurisdiction
from amparo.policies.importers.reading import CannotRead, read_tables
from amparo.policies.importers.sheets import Day, day_in_name, read_days
from amparo.policies.models import Agreement, Batch, Disagreement, Fact, FactChange, Sheet, State
from amparo.policies.operations.batches import CannotBringIn, CannotUndo, begin_batch, undo
from amparo.policies.operations.facts import verify
from amparo.policies.operations.sheets import Brought, bring_in, look_ahead, only_of
from tests.conftest import SHARED_DATA
from tests.makers import make_source
from tests.policies.conftest import State as Minnesota

ICE = SHARED_DATA / "jurisdictions" / "ice287g"
JAIL, WARRANT, TASK = "Jail Enforcement Model", "Warrant Service Officer", "Task Force Model"


def day_file(day: str, *rows: tuple[str, ...]) -> tuple[str, bytes]:
    """A list as a file: (agency, model), county and the day of signing where given."""
    lines = ["STATE,LAW ENFORCEMENT AGENCY,TYPE,COUNTY,SUPPORT TYPE,SIGNED,MOA"]
    for agency, model, *rest in rows:
        county, signed = [*rest, "", ""][:2]
        lines.append(f"MINNESOTA,{agency},County,{county},{model},{signed},link pending")
    return f"participatingAgencies{day}.csv", "\n".join(lines).encode()


def days_of(*files: tuple[str, bytes]) -> list[Day]:
    return read_days(table for name, content in files for table in read_tables(name, content))


def bring(*files: tuple[str, bytes], state: str = "", source: Source | None = None) -> Brought:
    now = timezone.now()
    days = days_of(*files)
    batch = begin_batch("sheets", files[0][0], files[0][1], actor=WORKER, now=now)
    return bring_in(
        only_of(days, state) if state else days,
        batch=batch,
        source=source or make_source(now, f"List {files[0][0]}"),
        state=state,
        actor=WORKER,
        now=now,
    )


def facts_of(name: str) -> list[Fact]:
    return list(
        Fact.objects.filter(jurisdiction__name__icontains=name).order_by(
            "value__order", "starts_on"
        )
    )


FIRST = day_file(
    "20250516am", ("Rice County Sheriff's Office", JAIL), ("rice county sheriff", TASK)
)
SECOND = day_file(
    "20250703pm", ("Rice County Sheriff's Office ", JAIL), ("Rice County Sheriff", TASK)
)
THIRD = day_file("20250718pm", ("Rice County Sheriff’s Office", TASK, "Rice County", "3/25/2025"))


def test_an_agreement_ends_between_the_last_list_that_has_it_and_the_first_that_lacks_it(
    mn: Minnesota,
):
    bring(FIRST)
    bring(SECOND)
    bring(THIRD)
    jail, task = facts_of("rice")
    assert (jail.starts_on, jail.is_start_known, jail.not_yet_on) == (
        date(2025, 5, 16),
        False,
        None,
    )
    assert (jail.ends_on, jail.gone_on) == (date(2025, 7, 3), date(2025, 7, 18))
    assert (task.starts_on, task.is_start_known) == (date(2025, 3, 25), True)
    assert (task.ends_on, task.gone_on) == (None, None)
    assert jail.government == mn.rice
    assert [each.what for each in FactChange.objects.filter(fact=jail)] == ["ended", "added"]


def test_lists_in_any_order_tell_the_same_history(mn: Minnesota):
    for file in (THIRD, FIRST, SECOND):
        bring(file)
    jail, task = facts_of("rice")
    assert (jail.ends_on, jail.gone_on) == (date(2025, 7, 3), date(2025, 7, 18))
    assert (task.starts_on, task.ends_on) == (date(2025, 3, 25), None)
    assert Agreement.objects.count() == 2


def test_a_list_that_is_here_already_changes_nothing(mn: Minnesota):
    bring(FIRST)
    again = bring(FIRST)
    assert (len(again.days), len(again.known_days)) == (0, 1)
    assert Agreement.objects.count() == 2
    assert Sheet.objects.count() == 1


def test_what_comes_back_after_a_gap_is_another_agreement(mn: Minnesota):
    gap = day_file("20250601am", ("Rice County Sheriff's Office", TASK))
    bring(FIRST)
    bring(gap)
    bring(SECOND)
    first, second = (fact for fact in facts_of("rice") if fact.value.key == "jail")
    assert (first.ends_on, first.gone_on) == (date(2025, 5, 16), date(2025, 6, 1))
    assert (second.not_yet_on, second.starts_on) == (date(2025, 6, 1), date(2025, 7, 3))
    assert not Disagreement.objects.exists()


def test_a_later_signing_supersedes_the_older_agreement(mn: Minnesota):
    agency = "Rice County Sheriff's Office"
    bring(day_file("20250516am", (agency, JAIL, "Rice County", "1/2/2020")))
    bring(day_file("20250718pm", (agency, JAIL, "Rice County", "7/1/2025")))
    old, new = facts_of("rice")
    assert (old.starts_on, old.ends_on) == (date(2020, 1, 2), date(2025, 6, 30))
    assert (old.state, old.superseded_by) == (State.SUPERSEDED, new)
    assert (new.starts_on, new.ends_on) == (date(2025, 7, 1), None)


def test_a_list_of_one_state_ends_nothing_in_another(mn: Minnesota):
    other = (
        b"\nWISCONSIN,Waupaca County Sheriff's Office,County,Waupaca County,%s,," % TASK.encode()
    )
    bring((FIRST[0], FIRST[1] + other))
    bring(SECOND, state="MN")
    assert [fact.ends_on for fact in facts_of("waupaca")] == [None]


def test_a_file_is_brought_in_once_however_often_the_button_is_pressed(mn: Minnesota):
    bring(FIRST)
    again = {"source": make_source(mn.now, "Again"), "state": "", "actor": WORKER, "now": mn.now}
    with pytest.raises(CannotBringIn):
        bring_in(days_of(SECOND), batch=Batch.objects.get(), **again)
    assert Sheet.objects.count() == 1


def test_an_import_is_taken_back_whole_and_history_is_as_it_was(mn: Minnesota):
    bring(FIRST)
    columns = ("pk", "starts_on", "ends_on", "gone_on")
    before = list(Fact.objects.order_by("pk").values(*columns))
    places = Jurisdiction.objects.count()
    later = day_file("20250718pm", ("Cass County Sheriff's Office", TASK))
    bring(later)
    assert all(fact.ends_on for fact in facts_of("rice"))
    batch = Batch.objects.latest("pk")
    undo(batch, actor=WORKER, now=mn.now)
    assert (
        list(Fact.objects.order_by("pk").values("pk", "starts_on", "ends_on", "gone_on")) == before
    )
    assert (Sheet.objects.count(), Jurisdiction.objects.count()) == (1, places)


def test_an_import_on_whose_rows_somebody_worked_is_not_taken_back(mn: Minnesota):
    bring(FIRST)
    verify(facts_of("rice")[0], actor=WORKER, now=mn.now)
    with pytest.raises(CannotUndo) as refusal:
        undo(Batch.objects.get(), actor=WORKER, now=mn.now)
    assert refusal.value.count == 1
    assert Agreement.objects.count() == 2


def test_a_preview_says_what_comes_and_goes_and_writes_nothing(mn: Minnesota):
    found = look_ahead(days_of(FIRST, SECOND, THIRD))
    assert found.rows == 5
    assert [(model, day.listed_on) for day, _agency, model in found.vanished] == [
        ("jail", date(2025, 7, 18))
    ]
    assert [each.named for each in found.new_agencies] == ["Rice County Sheriff's Office"]
    assert not Sheet.objects.exists()


def test_rows_that_cannot_be_read_are_told_with_their_line(mn: Minnesota):
    name, content = FIRST
    [day] = days_of(
        (
            name,
            content
            + b"\nMINESOTA,Cass,,,Task Force Model,,\nMINNESOTA,Cass,,,Both,,"
            + b"\nMINNESOTA,"
            + b"Cass " * 30
            + b",,,Task Force Model,,",
        )
    )
    assert day.troubles == [(4, "state"), (5, "model"), (6, "long")]
    assert len(day.entries) == 2


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("participatingAgencies07182025pm.xlsx", (date(2025, 7, 18), "pm")),
        ("agreements_20250519_151802.csv", (date(2025, 5, 19), "")),
        ("2025-07-03 am.csv", (date(2025, 7, 3), "am")),
        ("agreements.csv", None),
        ("99999999.csv", None),
    ],
)
def test_the_day_of_a_list_stands_in_its_name(name: str, day: object):
    assert day_in_name(name) == day


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"STATE,COUNTY\nMINNESOTA,Rice", "columns"),
        (FIRST[1].replace(b"County,,Jail", b"County,=1+1,Jail"), "formula"),
        (FIRST[1].replace(b"Rice", "Peñón".encode("cp1252")), "encoding"),
        ("STATE,AGENCY".encode("utf-16"), "encoding"),
        (b"", "empty"),
        (b"STATE,LAW ENFORCEMENT AGENCY,SUPPORT TYPE\n", "empty"),
        (b'STATE,LAW ENFORCEMENT AGENCY,SUPPORT TYPE\n"MINNESOTA', "broken"),
        (b"x" * 20_000_001, "too-large"),
    ],
)
def test_a_bad_file_is_refused_whole_with_its_reason(content: bytes, reason: str):
    with pytest.raises(CannotRead) as refusal:
        days_of(("participatingAgencies07182025pm.csv", content))
    assert refusal.value.reason == reason


def test_a_file_without_a_day_is_asked_for_it():
    with pytest.raises(CannotRead) as refusal:
        days_of(("agencies.csv", FIRST[1]))
    assert refusal.value.reason == "no-day"
    [day] = read_days(read_tables("agencies.csv", FIRST[1]), asked=date(2025, 5, 16))
    assert day.listed_on == date(2025, 5, 16)


def linked_sheet() -> tuple[str, bytes]:
    """As ICE sends it: the words "link", the address behind them, and a row that is empty."""
    book, out = Workbook(), io.BytesIO()
    page = book.active
    assert page is not None
    page.append(["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "MOA"])
    page.append([])
    page.append(["MINNESOTA", "Rice County Sheriff's Office", JAIL, "link"])
    page.append(["MINNESOTA", "Cass County Sheriff's Office", TASK, "link pending"])
    page["D3"].hyperlink = "https://www.ice.gov/doclib/287gMOA/rice.pdf"
    page["B4"].hyperlink = "https://cass.example/"
    book.save(out)
    return "participatingAgencies07182025pm.xlsx", out.getvalue()


def test_the_address_behind_the_word_link_is_the_documents(mn: Minnesota):
    bring(linked_sheet())
    found = dict(Agreement.objects.values_list("agency__name", "document_url"))
    assert found == {
        "Rice County Sheriff's Office": "https://www.ice.gov/doclib/287gMOA/rice.pdf",
        "Cass County Sheriff's Office": "",
    }


@pytest.fixture(scope="module")
def snapshots() -> tuple[str, bytes]:
    path = ICE / "agreements_2025-05_to_2025-07.csv"
    return path.name, path.read_bytes()


def sheet() -> tuple[str, bytes]:
    path: Path = ICE / "participatingAgencies07182025pm.xlsx"
    return path.name, path.read_bytes()


@pytest.mark.data
def test_ices_own_lists_tell_minnesotas_history(mn: Minnesota, snapshots: tuple[str, bytes]):
    bring(snapshots, state="MN")
    bring(sheet(), state="MN")
    found = {
        (each.agency.name, each.model): (each.fact.ends_on, each.fact.gone_on)
        for each in Agreement.objects.select_related("agency", "fact")
    }
    gone = (date(2025, 7, 3), date(2025, 7, 18))
    office = "County Sheriff's Office"
    assert found == {
        (f"Cass {office}", "task-force"): (None, None),
        (f"Crow Wing {office}", "task-force"): (None, None),
        (f"Crow Wing {office}", "warrant"): (None, None),
        (f"Freeborn {office}", "warrant"): (None, None),
        (f"Itasca {office}", "task-force"): (None, None),
        (f"Jackson {office}", "jail"): gone,
        (f"Jackson {office}", "warrant"): (None, None),
        (f"Kandiyohi {office}", "warrant"): (None, None),
        (f"Mille Lacs {office}", "task-force"): (None, None),
    }
    crow_wing = Agreement.objects.filter(agency__name__startswith="Crow Wing").order_by("model")
    assert [each.signed_on for each in crow_wing] == [date(2025, 3, 25), date(2025, 3, 27)]
    assert not Fact.objects.contradicted().exists()


@pytest.mark.data
def test_ices_own_sheet_leads_to_the_documents():
    [day] = days_of(sheet())
    addresses = {each.agency.named: each.url for each in day.entries if each.url}
    assert len([each for each in day.entries if each.url]) > 400
    jackson = addresses["Jackson County Sheriff's Office"]
    assert jackson.startswith("https://www.ice.gov/doclib/287gMOA/")


@pytest.mark.proof
@pytest.mark.data
def test_no_agreement_of_the_country_is_lost_or_doubled(
    mn: Minnesota, snapshots: tuple[str, bytes]
):
    days = days_of(snapshots)
    bring(snapshots)
    for day in days:
        listed = {(each.agency.key, each.model) for each in day.entries}
        standing = Fact.objects.on(day.listed_on).filter(not_yet_on__isnull=True) | Fact.objects.on(
            day.listed_on
        ).filter(not_yet_on__lt=day.listed_on)
        same_day = [other for other in days if other.listed_on == day.listed_on]
        if len(same_day) == 1:
            assert standing.distinct().count() == len(listed), day.listed_on
    bring(sheet())
    [last] = days_of(sheet())
    assert Fact.objects.on(last.listed_on).count() == len(last.entries) == 832
    live = Fact.objects.on(last.listed_on).values_list("jurisdiction", "value")
    assert len(set(live)) == 832
