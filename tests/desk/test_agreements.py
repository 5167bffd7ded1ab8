"""Agreements at the desk: what somebody read in a document, beside what lists say."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from amparo.policies.models import Agreement, Batch
from tests.desk.test_policies import SOURCE, alma, at, page  # noqa: F401 - a fixture
from tests.policies.conftest import State as Minnesota
from tests.policies.conftest import mn  # noqa: F401 - a fixture
from tests.policies.test_sheets import FIRST, JAIL, SECOND, THIRD, bring, day_file

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
NO_SOURCE = {f"source-{name}": "" for name in ("title", "url", "where", "quote", "read_on")}


def jail() -> Agreement:
    return Agreement.objects.select_related("fact").get(model="jail")


def form(**more: Any) -> dict[str, Any]:
    return {"signed_on": "", "ended_on": "", "document_url": "", "why": "", **NO_SOURCE, **more}


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"signed_on": "2025-07-10"}, "It ended on July 3, 2025, before it was signed."),
        ({"ended_on": "2025-05-01"}, "The last day is before the first."),
        ({"signed_on": "2025-06-02", "ended_on": "2025-06-01"}, "The last day is before"),
    ],
)
def test_a_signing_later_than_the_end_is_refused_in_a_sentence(
    alma: Client, typed: dict[str, str], error: str  # noqa: F811
):  # fmt: skip
    for file in (FIRST, SECOND, THIRD):
        bring(file)
    response = alma.post(at("agreement", jail().pk), form(**typed, why="The board's minutes."))
    shown = response.content.decode()
    assert response.status_code == 422
    assert error in shown
    assert "The board&#x27;s minutes." in shown
    assert (jail().signed_on, jail().fact.starts_on) == (None, date(2025, 5, 16))


def test_the_report_of_an_import_names_where_list_and_hand_say_otherwise(
    alma: Client, mn: Minnesota  # noqa: F811
):  # fmt: skip
    bring(FIRST)
    alma.post(at("agreement", jail().pk), form(signed_on="2025-02-03", **SOURCE))
    bring(day_file("20250601pm", ("Rice County Sheriff's Office", JAIL, "", "3/2/2025")))
    report = page(alma, at("policy-import", Batch.objects.latest("pk").pk))
    said = "The lists say it began on March 2, 2025, you wrote February 3, 2025."
    assert said in report
    assert at("fact", jail().fact_id) in report
    shown = page(alma, at("fact", jail().fact_id))
    assert "lists do not change it: when it began" in shown
    assert said in shown
    alma.post(at("agreement-follow", jail().pk))
    assert jail().fact.starts_on == date(2025, 3, 2)
    assert "lists do not change it" not in page(alma, at("fact", jail().fact_id))
