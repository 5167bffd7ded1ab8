"""What governments do, at the desk: facts and what becomes of them, files, requests, tasks."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from amparo.accounts.models import User
from amparo.desk.policies import facts, figures, work
from amparo.places.models import Jurisdiction
from amparo.policies.models import (
    Agreement,
    Batch,
    ComputedClaim,
    Custody,
    Fact,
    Factor,
    Part,
    Program,
    RecordsRequest,
    Rubric,
    State,
    Task,
)
from amparo.web.models import Coalition
from tests.makers import make_alma, make_beto
from tests.policies.conftest import State as Minnesota
from tests.policies.conftest import make_agency, mn, value  # noqa: F401 - a fixture
from tests.policies.test_sheets import FIRST, THIRD

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

SOURCE = {"source-title": "Order 7", "source-url": "", "source-where": "page 2",
          "source-quote": "No one shall be held.", "source-language": "en",
          "source-read_on": "2026-11-20"}  # fmt: skip


@pytest.fixture
def alma(mn: Minnesota) -> Client:  # noqa: F811
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    client = Client()
    client.force_login(make_alma(timezone.now()))
    yield client
    Coalition.forget_kept()


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def fact_form(**more: Any) -> dict[str, Any]:
    return {
        "jurisdiction": "Rice County, MN",
        "value": value("detainers", "never").pk,
        "evidence": "policy",
        "approved_by": "The sheriff",
        "starts_on": "2025-03-01",
        "is_start_known": "on",
        "en-note": "Since the order.",
        "es-note": "Desde la orden.",
        **SOURCE,
        **more,
    }


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_fact_is_written_on_one_page_with_its_source(alma: Client):
    response = alma.post(at("fact-new"), fact_form())
    found = Fact.objects.get()
    assert response.url == at("fact", found.pk)
    shown = page(alma, response.url)
    for told in ("Rice County", "Detainers honored", "never", "Order 7", "page 2", "The sheriff"):
        assert told in shown.lower() or told in shown
    assert found.is_counted
    listed = page(alma, at("facts") + "?factor=detainers&is=now&q=rice")
    assert "Rice County, MN" in listed
    assert "Rice County" in page(alma, at("facts") + "?export=csv")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"jurisdiction": "Nowhere"}, "No such place"),
        ({"jurisdiction": "Lake"}, "Which one?"),
        ({"ends_on": "2025-02-01"}, "The last day is before the first."),
        ({"starts_on": "soon"}, "This is not a day."),
        ({"source-title": "", "source-where": "page 2"}, "Please choose a source"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    alma: Client, typed: dict[str, str], error: str
):
    response = alma.post(at("fact-new"), fact_form(**typed))
    shown = response.content.decode()
    assert response.status_code == 422
    assert error in shown
    assert "Since the order." in shown
    assert not Fact.objects.exists()


def test_a_fact_is_verified_disputed_corrected_ended_superseded_and_withdrawn(
    alma: Client,
    mn: Minnesota,  # noqa: F811
):
    fact = mn.fact("detainers", "honored")
    alma.post(at("fact-dispute", fact.pk), {"why": "The jail says no.", **SOURCE})
    fact.refresh_from_db()
    assert fact.state == State.DISPUTED
    assert "Says otherwise:" in page(alma, at("fact", fact.pk))
    alma.post(at("fact-verify", fact.pk), {"why": "The manual was shown."})
    fact.refresh_from_db()
    assert fact.state == State.STANDING
    newer = {"value": value("detainers", "judge").pk, "starts_on": "2025-07-01",
             "is_start_known": "on", "evidence": "policy", **SOURCE}  # fmt: skip
    alma.post(at("fact-supersede", fact.pk), {**newer, "starts_on": "2025-01-01"})
    assert Fact.objects.count() == 1
    alma.post(at("fact-supersede", fact.pk), newer)
    fact.refresh_from_db()
    assert str(fact.ends_on) == "2025-06-30"
    second = fact.superseded_by
    assert second is not None
    alma.post(at("fact-end", second.pk), {"ends_on": "2025-09-01", "gone_on": "2025-09-15"})
    second.refresh_from_db()
    assert (str(second.ends_on), str(second.gone_on)) == ("2025-09-01", "2025-09-15")
    correction = fact_form(value=second.value_id, starts_on="2025-07-02", why="The minutes say 2.")
    alma.post(at("fact-edit", second.pk), correction)
    assert "July 1, 2025" in page(alma, at("fact", second.pk))  # what it said before
    alma.post(at("fact-withdraw", second.pk), {"why": "Another county."})
    assert "Another county." in page(alma, at("fact", second.pk))
    assert not Fact.objects.public().filter(pk=second.pk).exists()


def test_a_contradiction_waits_on_the_start_page_until_it_is_settled(
    alma: Client,
    mn: Minnesota,  # noqa: F811
):
    one = mn.fact("detainers", "honored")
    other = mn.fact("detainers", "never")
    user = User.objects.get(role="organizer")
    [todo] = [each for each in facts.todos(user, mn.now) if "contradict" in each.text]
    queue = page(alma, todo.url)
    assert at("fact", one.pk) in queue
    assert at("fact", other.pk) in queue
    shown = page(alma, at("fact", one.pk))
    settle = shown.split("settle/")[1].split("/")[0]
    alma.post(at("fact-settle", one.pk, int(settle)), {"why": "Two jails."})
    assert not Fact.objects.contradicted().exists()


def test_a_lawsuit_is_kept_with_the_fact_that_it_is_about(
    alma: Client,
    mn: Minnesota,  # noqa: F811
):
    fact = mn.fact("detainers", "honored")
    typed = {"kind": "lawsuit", "title": "Doe v. Rice County", "body": "District Court",
             "begun_on": "2025-04-01", **SOURCE}  # fmt: skip
    alma.post(at("fact-ruling", fact.pk), typed)
    assert "Doe v. Rice County" in page(alma, at("fact", fact.pk))
    alma.post(at("fact-ruling-out", fact.pk, fact.rulings.get().pk))
    shown = page(alma, at("fact", fact.pk))
    assert "None that we know of." in shown
    assert "lawsuit or opinion taken out" in shown


def send(client: Client, name: str, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(at("policy-import-new"), {"kind": "sheets", "file": file, **more})


def test_ices_list_is_looked_at_brought_in_and_taken_back(alma: Client):
    response = send(alma, *FIRST)
    batch = Batch.objects.get()
    shown = page(alma, response.url)
    assert "Rice County Sheriff" in shown
    assert not Fact.objects.exists()
    alma.post(response.url, {"title": "ICE list", "state": ""})
    assert Agreement.objects.count() == 2
    batch.refresh_from_db()
    assert not batch.file
    assert batch.source is not None
    with batch.source.archived.open("rb") as kept:
        assert b"zip" not in kept.read()
    response = send(alma, *THIRD)
    assert "Rows that cannot be read" not in page(alma, response.url)
    alma.post(response.url, {"title": "ICE list", "state": "MN"})
    assert "ended between" in page(alma, at("agreements"))
    alma.post(at("policy-import-undo", batch.pk))
    batch.refresh_from_db()
    assert batch.undone_on is not None
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("list07182025.csv", b"STATE,COUNTY\nMINNESOTA,Rice", "These columns are missing"),
        ("list07182025.csv", FIRST[1].replace(b",,Jail", b",=1+1,Jail"), "holds a formula"),
        ("list07182025.csv", FIRST[1].replace(b"Rice", b"Pe\xf1a"), "not in UTF-8"),
        ("list.csv", FIRST[1], "of which day it is"),
        ("list07182025.xlsx", b"PK\x03\x04 broken", "is damaged"),
        ("list07182025.docx", FIRST[1], "CSV, XLSX or ZIP"),
    ],
)
def test_a_bad_file_gets_a_clear_error_and_leaves_nothing(
    alma: Client, name: str, content: bytes, error: str
):
    response = send(alma, name, content)
    assert response.status_code == 422
    assert error in response.content.decode()
    assert not Batch.objects.exists()


def test_a_workbook_with_a_formula_is_refused_with_its_cell(alma: Client):
    book, out = Workbook(), io.BytesIO()
    book.active.append(["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE"])
    book.active.append(["MINNESOTA", "=A1", "Task Force Model"])
    book.save(out)
    response = send(alma, "list07182025.xlsx", out.getvalue())
    assert "holds a formula" in response.content.decode()
    assert "list07182025.xlsx: 2" in response.content.decode()


TABLE = (
    "Jurisdiction,Policy,Answer,From,Source,Link\n"
    "Rice,detainers,never,2025-03-01,Order 7,https://example.org/o\n"
    "27037,Detainers honored,judge,3/1/2025,Order 7,https://example.org/o\n"
    "Dakota County,notification,sometimes,2025-03-01,Order 7,\n"
)


def test_a_table_of_facts_comes_in_by_mapping_and_rows_with_errors_only_when_said(alma: Client):
    response = send(alma, "facts.csv", TABLE.encode(), kind="table")
    shown = page(alma, response.url)
    assert "line 4" in shown
    mapping = {"column-place": "0", "column-factor": "1", "column-value": "2",
               "column-starts_on": "3", "column-source": "4", "column-url": "5"}  # fmt: skip
    again = alma.post(response.url, mapping)
    assert "some rows have errors" in again.content.decode()
    assert not Fact.objects.exists()
    alma.post(response.url, {**mapping, "anyway": "1"})
    assert {fact.jurisdiction.name for fact in Fact.objects.all()} == {"Rice County"}
    batch = Batch.objects.get()
    alma.post(at("policy-import-undo", batch.pk))
    assert not Fact.objects.exists()


def test_a_request_is_overdue_until_it_is_answered_and_its_document_is_a_source(
    alma: Client,
    mn: Minnesota,  # noqa: F811
):
    day = timezone.localdate()
    typed = {"jurisdiction": "Rice County, MN", "asked_of": "Jail", "statute": "Minn. Stat. 13.03",
             "wanted": "The manual.", "asked_on": str(day - timedelta(days=40)),
             "due_on": str(day - timedelta(days=10))}  # fmt: skip
    alma.post(at("records-request-new"), typed)
    found = RecordsRequest.objects.get()
    user = User.objects.get(role="organizer")
    assert [each.url for each in work.todos(user, mn.now)] == [at("records-request", found.pk)]
    document = SimpleUploadedFile("manual.pdf", b"%PDF-1.4 manual")
    alma.post(
        at("records-request-answer", found.pk),
        {"answer": "granted", "on": str(day), "note": "Here.", "document-title": "Jail manual",
         "document-language": "en", "document-read_on": str(day), "document-copy": document},
    )  # fmt: skip
    source = found.documents.get()
    assert len(source.archived_sha256) == 64
    assert not list(work.todos(user, mn.now))
    assert "Jail manual" in page(alma, at("records-request", found.pk))


def test_a_volunteer_finds_out_and_an_organizer_makes_a_fact_of_it(
    alma: Client,
    mn: Minnesota,  # noqa: F811
):
    beto_user = make_beto(timezone.now())
    typed = {"jurisdiction": "Rice County, MN", "what": "Read the manual", "whose": beto_user.pk}
    alma.post(at("policy-task-new"), typed)
    task = Task.objects.get()
    assert [each.url for each in work.todos(beto_user, mn.now)] == [at("policy-task", task.pk)]
    beto = Client()
    beto.force_login(beto_user)
    assert "Read the manual" in page(beto, at("policy-tasks"))
    beto.post(at("policy-task", task.pk), {"found": "Page 4 says never."})
    assert "Make a fact of it" in page(alma, at("policy-task", task.pk))


def test_custody_and_a_part_in_a_program_are_kept_with_their_sources(
    alma: Client,
    mn: Minnesota,  # noqa: F811
):
    make_agency(mn.rice, "jail", "Rice County Jail")
    typed = {"agency": "Northfield, MN", "jail": "Rice County Jail", "starts_on": "2025-03-01"}
    alma.post(at("custody-new"), {**typed, **SOURCE})
    custody = Custody.objects.get()
    assert "Rice County Jail" in page(alma, at("custodies"))
    same = alma.post(at("custody", custody.pk), {**typed, "jail": "Northfield, MN"})
    assert "own jail is an agency of its own" in same.content.decode()
    alma.post(at("custody-remove", custody.pk))
    assert not Custody.objects.exists()
    program = Program.objects.get(key="secure-communities")
    part = {"jurisdiction": "Minnesota, MN", "role": "joined", "on": "2010-05-01"}
    alma.post(at("program", program.pk), {**part, **SOURCE})
    assert Part.objects.get().jurisdiction.name == "Minnesota"
    assert "Secure Communities" in page(alma, at("program", program.pk))


def test_a_coalition_asks_its_own_question_and_judges_by_its_own_rubric(alma: Client):
    answers = {"answer1-name_en": "yes", "answer1-name_es": "sí", "answer1-effect": "protects",
               "answer2-name_en": "no", "answer2-effect": "neither"}  # fmt: skip
    typed = {
        "topic": "life",
        "of_cities": "on",
        "old_after_days": "90",
        "is_asked": "on",
        "en-name": "Library card for all",
        "es-name": "Tarjeta de biblioteca",
        **answers,
    }
    typed |= {f"answer{number}-effect": "neither" for number in (3, 4)}
    alma.post(at("factor-new"), typed)
    factor = Factor.objects.get(is_own=True)
    assert [each.name for each in factor.values.all()] == ["yes", "no"]
    alma.post(at("factor", factor.pk), {**typed, "answer1-name_en": "yes, for all"})
    assert factor.values.count() == 2
    rubric = {"en-name": "Ours", "method": "steps", "protects_from": "1", "harms_below": "1",
              "step1-met_by": [factor.values.first().pk]}  # fmt: skip
    alma.post(at("rubric-new"), rubric)
    made = Rubric.objects.get(key="ours")
    alma.post(at("rubric", made.pk), {**rubric, "harms_below": "0"})
    assert [each.number for each in made.versions.all()] == [2, 1]
    assert "Library card for all" in page(alma, at("rubric", made.pk))


def test_a_counted_figure_goes_stale_on_the_start_page_and_is_brought_up_to_date(
    alma: Client,
    mn: Minnesota,  # noqa: F811
):
    mn.fact("detainers", "never")
    typed = {
        "level": "county",
        "where": "MN",
        "value": value("detainers", "never").pk,
        "as_of": "2025-07-01",
        "en-sentence": "{n} counties hold nobody, as of {day}.",
    }
    looked = alma.post(at("figure-new"), {**typed, "look": "1"})
    assert "Counted: 1" in looked.content.decode()
    assert not ComputedClaim.objects.exists()
    alma.post(at("figure-new"), typed)
    figure = ComputedClaim.objects.get()
    assert figure.claim.sentence == "1 counties hold nobody, as of July 1, 2025."
    mn.fact("detainers", "never", mn.dakota)
    user = User.objects.get(role="organizer")
    assert "now 2" in next(iter(figures.todos(user, mn.now))).text
    alma.post(at("figure", figure.pk), {"as_of": "2025-07-01", "en-sentence": "{n} counties."})
    figure.refresh_from_db()
    assert (figure.claim.value, figure.stale_since) == (2, None)


def test_an_agreement_is_written_from_its_document(alma: Client, mn: Minnesota):  # noqa: F811
    make_agency(mn.rice)
    typed = {"agency": "Rice County Sheriff's Office, MN", "model": "jail",
             "signed_on": "2025-03-01", **SOURCE}  # fmt: skip
    alma.post(at("agreement-new"), typed)
    made = Agreement.objects.get()
    alma.post(at("agreement", made.pk), {"signed_on": "2025-03-02", "ended_on": "2025-08-01"})
    made.refresh_from_db()
    assert (str(made.fact.starts_on), str(made.fact.ends_on)) == ("2025-03-02", "2025-08-01")
    assert made.fact.government == mn.rice
    assert Jurisdiction.objects.filter(name="Rice County Sheriff's Office").count() == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_of_the_part_opens_in_both_languages(alma: Client, language: str):
    alma.cookies["django_language"] = language
    for name in ("facts", "policy-queue", "fact-new", "agreements", "agreement-new", "custodies",
                 "custody-new", "programs", "program-new", "factors", "factor-new", "rubrics",
                 "rubric-new", "policy-imports", "policy-import-new", "records-requests",
                 "records-request-new", "policy-tasks", "policy-task-new", "figures",
                 "figure-new"):  # fmt: skip
        assert alma.get(at(name)).status_code == 200, name
