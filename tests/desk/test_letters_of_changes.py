"""What changed, as a letter to people of the list: drafted from the facts, sent as any other."""

import re
from datetime import date

import pytest
from django.test import Client

from amparo.audit.actors import WORKER
from amparo.mailouts.models import Belongs, MailOut, State
from amparo.policies.models import FactChange
from amparo.supporters.models import Topic
from amparo.supporters.operations.topics import save_topic
from tests.desk.test_policies import alma, at, page  # noqa: F401 - a fixture
from tests.policies.conftest import State as Minnesota
from tests.policies.conftest import mn  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_a_letter_is_drafted_in_both_languages_for_who_chose_the_topic(
    alma: Client, mn: Minnesota  # noqa: F811
):  # fmt: skip
    mn.fact("detainers", "never")
    assert at("policy-letter") in page(alma, at("policy-by-mail"))
    answer = alma.post(at("policy-letter"), {"of": "MN", "since": "2025-01-01"})
    made = MailOut.objects.get()
    assert answer.url == at("mailout", made.pk)
    assert (made.belongs, made.state, made.topic) == (Belongs.LIST, State.DRAFT, "policies")
    bodies = {text.language: text.body for text in made.texts.all()}
    assert "Rice County: Detainers honored: never (added)" in bodies["en"]
    assert "nunca" in bodies["es"]
    assert "/en/policies/mn/rice-county-" in bodies["en"]
    assert "Rice County" in page(alma, answer.url)


def test_a_letter_of_nothing_is_not_drafted(alma: Client, mn: Minnesota):  # noqa: F811
    mn.fact("detainers", "never")
    FactChange.objects.update(changed_on=date(2025, 1, 1))
    shown = alma.post(at("policy-letter"), {"of": "MN", "since": "2025-06-01"}).content.decode()
    assert "Nothing has changed since that day." in shown
    assert 'value="2025-06-01"' in shown
    assert not MailOut.objects.exists()
    assert not Topic.objects.exists()


def test_more_topics_than_the_list_can_hold_are_said(alma: Client, mn: Minnesota):  # noqa: F811
    mn.fact("detainers", "never")
    for number in range(12):
        save_topic(Topic(), {"en": f"Topic {number}"}, actor=WORKER)
    shown = alma.post(at("policy-letter"), {"of": "us", "since": "2025-01-01"}).content.decode()
    assert "Please retire one." in shown
    assert not MailOut.objects.exists()


def test_the_public_page_of_changes_leads_to_the_list_once_there_is_the_topic(
    alma: Client, mn: Minnesota  # noqa: F811
):  # fmt: skip
    mn.fact("detainers", "never")
    changes = "/en/policies/mn/changes/"
    assert "?topic=policies" not in page(Client(), changes)
    alma.post(at("policy-letter"), {"of": "MN", "since": "2025-01-01"})
    shown = page(Client(), changes)
    found = re.search(r'href="([^"]*\?topic=policies)"', shown)
    assert found
    form = page(Client(), found[1])
    ticked = next(part for part in form.split("<input") if 'value="policies"' in part)
    assert "checked" in ticked
    Topic.objects.update(is_offered=False)
    assert "?topic=policies" not in page(Client(), "/es/policies/mn/changes/")
