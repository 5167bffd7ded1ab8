"""Programs at the desk: another name, an end, and what followed."""

from datetime import date

import pytest
from django.test import Client

from amparo.policies.models import Program
from tests.desk.test_policies import SOURCE, alma, at, mn, page

__all__ = ["alma", "mn"]  # fixtures

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_a_program_gets_another_name_and_an_end_without_losing_the_first(alma: Client):
    first = {"key": "cap", "from_on": "2010-01-01", "en-name": "First Name"}
    alma.post(at("program-new"), first)
    program = Program.objects.get(key="cap")
    same = alma.post(at("program-new"), {**first, "en-name": "Other Name"})
    assert "There is a program of this name already." in same.content.decode()
    assert "Other Name" in same.content.decode(), "what was typed stays"
    next_one = Program.objects.get(key="cve")
    alma.post(at("program-name", program.pk), {"from_on": "2015-01-01", "en-name": "Second Name"})
    ended = {"ends_on": "2020-01-01", "succeeded_by": next_one.pk, **SOURCE}
    alma.post(at("program-name", program.pk), ended)
    program = Program.objects.with_words().get(key="cap")
    assert [each.name for each in program.eras] == ["First Name", "Second Name"]
    assert (program.ends_on, program.succeeded_by) == (date(2020, 1, 1), next_one)
    assert program.source.title == SOURCE["source-title"]
    assert "First Name → Second Name" in page(alma, at("programs"))
    itself = alma.post(at("program-name", program.pk), {"succeeded_by": program.pk})
    assert itself.status_code == 422
    assert Program.objects.get(key="cap").succeeded_by == next_one
