"""What somebody wrote of an agreement by hand stays, whatever list comes next."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from amparo.audit.actors import WORKER
from amparo.policies.models import Agreement, Batch, Disagreement, Fact, FactChange, Ruling, What
from amparo.policies.operations import facts as changing
from amparo.policies.operations.agreements import (
    Signed,
    add_agreement,
    change_agreement,
    follow_lists,
)
from amparo.policies.operations.batches import CannotUndo, undo
from amparo.policies.operations.byhand import days_of
from amparo.policies.operations.facts import CannotChange, Said
from amparo.policies.operations.keeping import detach_ruling, save_ruling
from tests.makers import make_source
from tests.policies.conftest import State as Minnesota
from tests.policies.conftest import make_agency
from tests.policies.test_sheets import FIRST, JAIL, SECOND, TASK, THIRD, bring, day_file, facts_of

OFFICE = "Rice County Sheriff's Office"
LATER = day_file("20250801pm", (OFFICE, TASK, "Rice County", "3/25/2025"))


def jail() -> Agreement:
    return Agreement.objects.select_related("fact__value__factor", "agency").get(model="jail")


def write(found: Agreement, mn: Minnesota, **told: object) -> Agreement:
    given = {name: getattr(found, name) for name in ("signed_on", "ended_on", "document_url")}
    by = {"stands_on": None, "why": "The board's minutes.", "actor": WORKER, "now": mn.now}
    return change_agreement(found, **{**given, **by, **told})


def said_otherwise() -> list[list[object]]:
    return Batch.objects.latest("pk").counts.get("otherwise", [])  # type: ignore[no-any-return]


def test_a_day_of_signing_read_in_the_document_outlasts_the_next_list(mn: Minnesota):
    bring(FIRST)
    write(jail(), mn, signed_on=date(2025, 2, 3))
    bring(day_file("20250601pm", (OFFICE, JAIL, "Rice County", "3/2/2025")))
    found = jail()
    assert (found.fact.starts_on, found.fact.is_start_known) == (date(2025, 2, 3), True)
    assert found.signed_on == date(2025, 2, 3)
    assert said_otherwise() == [[found.fact_id, "start", "2025-03-02", "2025-02-03"]]


def test_an_end_that_somebody_noted_outlasts_lists_that_still_name_it(mn: Minnesota):
    bring(FIRST)
    changing.end(jail().fact, on=date(2025, 6, 1), why="A vote.", actor=WORKER, now=mn.now)
    bring(SECOND)
    found = jail()
    assert (found.fact.ends_on, found.fact.gone_on) == (date(2025, 6, 1), None)
    assert said_otherwise() == [[found.fact_id, "end", "2025-07-03", "2025-06-01"]]
    lines = list(found.fact.changes.values_list("what", "why"))
    assert lines[0] == ("ended", "A vote.")
    assert len(lines) == 2


def test_a_corrected_fact_stays_corrected(mn: Minnesota):
    bring(FIRST)
    bring(SECOND)
    bring(THIRD)
    fact = jail().fact
    said = Said(fact.jurisdiction, fact.value, fact.evidence, date(2025, 5, 1), ends_on=None)
    changing.change_fact(fact, said, why="It goes on.", actor=WORKER, now=mn.now)
    bring(LATER)
    fact.refresh_from_db()
    assert (fact.starts_on, fact.ends_on, fact.gone_on) == (date(2025, 5, 1), None, None)
    assert said_otherwise() == [[fact.pk, "end", "2025-07-03", ""]]


def test_an_end_between_the_two_lists_that_saw_it_go_is_no_disagreement(mn: Minnesota):
    bring(FIRST)
    bring(SECOND)
    changing.end(jail().fact, on=date(2025, 7, 10), actor=WORKER, now=mn.now)
    bring(THIRD)
    assert jail().fact.ends_on == date(2025, 7, 10)
    assert said_otherwise() == []


def test_a_signing_later_than_the_lists_saw_it_go_stays_as_it_was_written(mn: Minnesota):
    bring(FIRST)
    bring(SECOND)
    write(jail(), mn, signed_on=date(2025, 7, 14))
    bring(THIRD)
    found = jail()
    assert (found.fact.starts_on, found.fact.ends_on) == (date(2025, 7, 14), None)
    assert said_otherwise() == [[found.fact_id, "start", "2025-05-16", "2025-07-14"]]


def test_whoever_says_that_the_lists_are_right_has_their_days_again(mn: Minnesota):
    bring(FIRST)
    bring(SECOND)
    bring(THIRD)
    before = days_of(jail().fact)
    write(jail(), mn, signed_on=date(2025, 2, 3), ended_on=date(2025, 6, 1))
    follow_lists(jail(), actor=WORKER, now=mn.now)
    assert days_of(jail().fact) == before
    bring(LATER)
    assert days_of(jail().fact) == before
    assert jail().fact.changes.first().what == What.CHANGED  # type: ignore[union-attr]


def test_a_day_that_is_taken_out_again_is_the_lists_own(mn: Minnesota):
    bring(FIRST)
    bring(SECOND)
    bring(THIRD)
    write(jail(), mn, ended_on=date(2025, 6, 1))
    assert jail().fact.gone_on is None
    write(jail(), mn, ended_on=None)
    assert (jail().fact.ends_on, jail().fact.gone_on) == (date(2025, 7, 3), date(2025, 7, 18))
    assert jail().by_hand == []


def test_a_documents_address_is_not_replaced_by_a_lists(mn: Minnesota):
    address = "https://rice.example/agreement.pdf"
    bring(FIRST)
    write(jail(), mn, document_url=address)
    name, content = day_file("20250601pm", (OFFICE, JAIL))
    bring((name, content.replace(b"link pending", b"https://ice.example/moa.pdf")))
    assert jail().document_url == address


def test_what_was_written_by_hand_stays_when_the_lists_are_taken_back(mn: Minnesota):
    office = make_agency(mn.rice)
    signed = Signed(office, "jail", date(2025, 2, 3))
    made = add_agreement(signed, [mn.source()], actor=WORKER, now=mn.now)
    bring(FIRST)
    assert jail().first_sheet is not None
    undo(Batch.objects.get(), actor=WORKER, now=mn.now)
    assert (jail().pk, jail().first_sheet) == (made.pk, None)
    assert Fact.objects.get() == made.fact


def test_an_import_on_whose_rows_somebody_noted_an_end_is_not_taken_back(mn: Minnesota):
    bring(FIRST)
    changing.end(jail().fact, on=date(2025, 6, 1), actor=WORKER, now=mn.now)
    with pytest.raises(CannotUndo):
        undo(Batch.objects.get(), actor=WORKER, now=mn.now)


def test_what_was_never_so_is_not_superseded_by_a_later_signing(mn: Minnesota):
    bring(day_file("20250516am", (OFFICE, JAIL, "Rice County", "1/2/2020")))
    changing.withdraw(jail().fact, why="Another county's.", actor=WORKER, now=mn.now)
    bring(day_file("20250718pm", (OFFICE, JAIL, "Rice County", "7/1/2025")))
    assert [fact.state for fact in facts_of("rice")] == ["withdrawn", "standing"]


def test_an_agreement_does_not_end_before_it_was_signed(mn: Minnesota):
    bring(FIRST)
    bring(SECOND)
    bring(THIRD)
    with pytest.raises(CannotChange):
        write(jail(), mn, signed_on=date(2025, 5, 1), ended_on=date(2025, 4, 1))


def test_a_signing_day_is_a_line_of_the_history_and_seeks_contradictions(mn: Minnesota):
    office = make_agency(mn.rice)
    none = mn.fact("287g", "none", office, evidence="agreement", ends_on=date(2025, 4, 30))
    signed = Signed(office, "jail", date(2025, 5, 16))
    made = add_agreement(signed, [mn.source()], actor=WORKER, now=mn.now)
    assert not Disagreement.objects.exists()
    write(made, mn, signed_on=date(2025, 4, 2))
    assert Disagreement.objects.get(settled_on=None).one_id == none.pk
    line = made.fact.changes.first()
    assert line is not None
    assert (line.what, line.who, line.why) == ("changed", "worker", "The board's minutes.")
    assert "May 16, 2025" in line.said_before


def test_sources_and_rulings_are_lines_of_the_history(mn: Minnesota):
    fact = mn.fact("detainers", "never")
    cited = changing.stand_on(fact, mn.source("Order 7"), actor=WORKER, now=mn.now)
    changing.stand_off(cited, actor=WORKER, now=mn.now)
    ruling = Ruling(kind="lawsuit", title="Doe v. Rice", source=make_source(mn.now, "Docket"))
    save_ruling(ruling, [fact], actor=WORKER, now=mn.now)
    detach_ruling(ruling, fact, actor=WORKER, now=mn.now)
    rows = FactChange.objects.filter(fact=fact).values_list("what", "why", "said_before", "who")
    assert [row[:3] for row in rows] == [
        ("unruled", "", "Doe v. Rice"),
        ("ruled", "Doe v. Rice", ""),
        ("unsourced", "", "Order 7 page 4"),
        ("sourced", "Order 7", ""),
        ("added", "", ""),
    ]
    assert {row[3] for row in rows} == {"worker"}


def test_a_source_found_later_is_no_news_to_the_public(mn: Minnesota):
    fact = mn.fact("detainers", "never")
    changing.stand_on(fact, mn.source("Order 7"), actor=WORKER, now=mn.now)
    assert [each.what for each in FactChange.objects.told()] == ["added"]


def test_what_was_written_before_the_marks_is_known_by_its_history(mn: Minnesota):
    bring(FIRST)
    corrected, ended = (each.fact for each in Agreement.objects.order_by("model"))
    said = Said(corrected.jurisdiction, corrected.value, corrected.evidence, date(2025, 5, 1))
    changing.change_fact(corrected, said, why="Misread.", actor=WORKER, now=mn.now)
    changing.end(ended, on=date(2025, 6, 1), actor=WORKER, now=mn.now)
    signed = Signed(make_agency(mn.dakota), "warrant", date(2025, 2, 3), document_url="https://a.b")
    add_agreement(signed, [mn.source()], actor=WORKER, now=mn.now)
    Agreement.objects.update(by_hand=[])
    bring_back = import_module("amparo.policies.migrations.0003_what_was_written_by_hand")
    bring_back.remember(apps, None)
    marks = dict(Agreement.objects.values_list("model", "by_hand"))
    assert marks == {
        "jail": ["end", "start"],
        "task-force": ["end"],
        "warrant": ["document", "start"],
    }
