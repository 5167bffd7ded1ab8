"""Whatever is typed into the tracker is only ever text: at the desk, in public, in files, on paper.

Each string goes into each field of each form of the policy desk; what may stand is read by a real
browser with the site's own fence off, so that escaping alone has to hold.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from playwright.sync_api import Browser

from amparo.places.models import Kind
from amparo.policies.addresses import url_of
from amparo.policies.models import (
    Agreement,
    Batch,
    ComputedClaim,
    Custody,
    Fact,
    Factor,
    Program,
    RecordsRequest,
    Rubric,
    Task,
)
from amparo.web.models import Coalition
from tests.journeys.test_naughty import FORMULA, expect_nothing_runs
from tests.makers import make_alma
from tests.policies.conftest import State, make_agency, mn, value
from tests.proofs import naughty

__all__ = ["mn"]  # a fixture


A_FEW = 6  # of so many strings one, where not all are tried: each is typed into fifty fields
SHARES = 16  # of all strings
LISTS = (
    *("facts", "policy-queue", "agreements", "custodies", "programs", "factors", "rubrics"),
    *("records-requests", "policy-tasks", "figures", "policy-imports"),
)


@pytest.fixture
def alma(address: str, mn: State) -> Client:
    Coalition.objects.get_or_create(state="MN")
    Coalition.forget_kept()
    client = Client()
    client.force_login(make_alma(timezone.now()))
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def source(words: str) -> dict[str, str]:
    return {"source-title": words, "source-publisher": words, "source-where": words[:60],
            "source-quote": words, "source-language": "en",
            "source-read_on": "2026-11-20"}  # fmt: skip


class Typist:
    """Types one string into everything; no answer may be an error of the server."""

    def __init__(self, client: Client, mn: State) -> None:
        self.client, self.mn = client, mn
        self.answer = value("detainers", "never").pk
        self.day = date(2025, 5, 16)  # of the last list

    def post(self, name: str, *args: object, **typed: Any) -> None:
        response = self.client.post(at(name, *args), typed)
        assert response.status_code in (302, 422, 200), (name, typed)

    def types(self, words: str) -> None:
        self.facts(words)
        self.work(words)
        self.files(words)
        for name in ("facts", "policy-queue", "agreements", "records-requests", "policy-tasks"):
            assert self.client.get(at(name), {"q": words, "is": words}).status_code == 200, name
        for path in ("/en/policies/mn/", "/en/policies/compare/", "/en/policies/us/"):
            query = {"by": words, "on": words, "month": words, "level": words, "place": words}
            assert self.client.get(path, query).status_code == 200, path

    def facts(self, words: str) -> None:
        fact = {"jurisdiction": "Rice County, MN", "value": self.answer, "evidence": "policy",
                "approved_by": words, "starts_on": "2025-03-01", "is_start_known": "on",
                "en-note": words, "es-note": words}  # fmt: skip
        self.post("fact-new", **fact, **source(words))
        self.post("fact-new", **{**fact, "jurisdiction": words, "starts_on": words})
        found = Fact.objects.order_by("pk").last()
        if found is None:
            return
        self.post("fact-dispute", found.pk, why=words, **source(words))
        self.post("fact-verify", found.pk, why=words, **source(words))
        self.post("fact-edit", found.pk, **{**fact, "starts_on": "2025-03-02", "why": words})
        self.post("fact-ruling", found.pk, kind="lawsuit", title=words, body=words, number=words,
                  outcome=words, **source(words))  # fmt: skip
        self.post("custody-new", agency="Northfield, MN", jail="Rice County Jail", booked_by=words,
                  starts_on="2025-03-01", **source(words))  # fmt: skip
        program = Program.objects.get(key="secure-communities")
        self.post("program", program.pk, jurisdiction="Rice County, MN", role="joined",
                  on="2010-05-01", **source(words))  # fmt: skip
        self.post("program-name", program.pk, from_on="2020-01-01",
                  **{"en-name": words, "en-about": words, "es-name": words})  # fmt: skip

    def work(self, words: str) -> None:
        self.post("records-request-new", jurisdiction="Rice County, MN", asked_of=words,
                  statute=words, wanted=words, asked_on="2026-01-01")  # fmt: skip
        asked = RecordsRequest.objects.order_by("pk").last()
        if asked is not None:
            self.post("records-request-answer", asked.pk, answer="granted", on="2026-02-01",
                      note=words, **{"document-title": words, "document-language": "en",
                                     "document-read_on": "2026-02-01"})  # fmt: skip
        self.post("policy-task-new", jurisdiction="Rice County, MN", what=words)
        task = Task.objects.order_by("pk").last()
        if task is not None:
            self.post("policy-task", task.pk, found=words)
        answers = {"answer1-name_en": words, "answer1-name_es": words, "answer1-effect": "protects"}
        answers |= {f"answer{number}-effect": "neither" for number in (2, 3, 4)}
        said = {f"en-{name}": words for name in ("name", "question", "definition")}
        self.post("factor-new", topic="life", of_counties="on", old_after_days="90",
                  is_asked="on", **said, **answers)  # fmt: skip
        self.post("figure-new", level="county", where="MN", as_of="2025-07-01", value=self.answer,
                  **{"en-sentence": words, "en-unit": words, "en-note": words})  # fmt: skip

    def files(self, words: str) -> None:
        """An agency of a list and the cells of a table, named so."""
        out = io.StringIO()
        rows = [["STATE", "LAW ENFORCEMENT AGENCY", "COUNTY", "SUPPORT TYPE"],
                ["MINNESOTA", f"{words} Sheriff", words, "Task Force Model"]]  # fmt: skip
        csv.writer(out).writerows(rows)
        self.day += timedelta(days=1)
        file = SimpleUploadedFile(f"list {self.day}.csv", out.getvalue().encode("utf-8", "replace"))
        response = self.client.post(at("policy-import-new"), {"kind": "sheets", "file": file})
        assert response.status_code in (302, 422)
        if response.status_code == 302:
            assert self.client.get(response.url).status_code == 200
            self.client.post(response.url, {"title": words or "List", "state": ""})


# All strings in shares, each in a tracker of its own: one that held them all got slower and slower
@pytest.mark.timeout(900)  # seconds, for a share
@pytest.mark.parametrize(
    "share", [None, *(pytest.param(number, marks=pytest.mark.proof) for number in range(SHARES))]
)
def test_what_is_typed_into_the_tracker_is_text_wherever_it_stands(
    alma: Client,
    mn: State,
    address: str,
    chromium: Browser,
    share: int | None,
) -> None:
    make_agency(mn.rice, Kind.JAIL, "Rice County Jail")
    typist = Typist(alma, mn)
    strings = naughty.strings(is_whole=share is not None)
    for words in strings[::A_FEW] if share is None else strings[share::SHARES]:
        typist.types(words)
    assert Fact.objects.filter(is_counted=True).count() > 4, "most may stand"
    assert Agreement.objects.exists()
    expect_nothing_runs(chromium, address, alma, list(pages(mn)))
    expect_files_are_files(alma, mn)


def pages(mn: State) -> Iterator[str]:
    """Where it stands."""
    yield from map(at, LISTS)
    last = {"fact": Fact, "custody": Custody, "program": Program, "factor": Factor,
            "rubric": Rubric, "records-request": RecordsRequest, "policy-task": Task,
            "figure": ComputedClaim, "policy-import": Batch}  # fmt: skip
    for name, model in last.items():
        for pk in model.objects.order_by("-pk").values_list("pk", flat=True)[:3]:
            yield at(name, pk)
    for language in ("en", "es"):
        yield url_of(mn.rice).replace("/en/", f"/{language}/")
        yield f"/{language}/policies/mn/?by=detainers"
        yield f"/{language}/policies/mn/?by=287g"
        yield f"/{language}/policies/mn/changes/"
        yield f"/{language}/policies/compare/?place={mn.rice.pk}&place={mn.dakota.pk}"
        yield f"/{language}/evidence/"


def expect_files_are_files(client: Client, mn: State) -> None:
    """No cell is a formula; JSON and feeds can be read; paper can be made."""
    for path in (f"{at('facts')}?export=csv", f"{at('agreements')}?export=csv",
                 "/en/policies/mn/facts.csv"):  # fmt: skip
        raw = list(csv.reader(io.StringIO(client.get(path).getvalue().decode("utf-8-sig"))))
        assert len(raw) > 3, path
        assert [cell for row in raw for cell in row if cell.startswith(FORMULA)] == [], path
    assert json.loads(client.get("/en/policies/mn/facts.json").getvalue())["facts"]
    etree.fromstring(client.get(reverse("api:feed", args=["policies-mn", "atom"])).content)
    for paper in ("sheet.pdf", "picture.png"):
        response = client.get(f"{url_of(mn.rice)}{paper}")
        assert response.status_code == 200, paper
