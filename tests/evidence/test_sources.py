"""Sources: where a sentence of fact comes from."""

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.parts import cite
from amparo.evidence.models import Source
from amparo.evidence.operations import CannotRemove, remove_source, save_source, with_address
from tests.makers import make_campaign, make_source

pytestmark = pytest.mark.django_db


def test_a_source_is_found_by_its_address():
    source = make_source(timezone.now())
    source.url = "https://example.org/agreement.pdf"
    save_source(source, actor=WORKER)
    assert with_address("https://example.org/agreement.pdf") == source
    assert with_address("") is None


def test_a_source_that_is_cited_stays():
    now = timezone.now()
    source = make_source(now)
    cite(make_campaign(now), source, actor=WORKER)
    with pytest.raises(CannotRemove):
        remove_source(source, actor=WORKER)
    assert Source.objects.filter(pk=source.pk).exists()


def test_a_source_that_nothing_cites_can_go():
    remove_source(make_source(timezone.now()), actor=WORKER)
    assert not Source.objects.exists()
