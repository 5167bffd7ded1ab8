"""A claim is found by its sentence and by its source, as long as it stands."""

from datetime import datetime

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.evidence.models import ClaimSource
from amparo.evidence.operations.claims import supersede
from amparo.web.searchindex import find, keep_in_step
from tests.evidence.makers import make_a_claim

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def paths(words: str, language: str, now: datetime) -> list[str]:
    return [each.path for each in find(words, language, now)]


def test_a_claim_is_found_in_both_languages_and_by_its_source(now: datetime) -> None:
    make_a_claim(now)
    keep_in_step(now)
    assert paths("deportado condenas", "es", now) == ["/es/evidence/#most-had-none"]
    assert paths("report about", "en", now) == ["/en/evidence/#most-had-none"]
    [found] = find("conviction", "en", now)
    assert "70%" in found.summary


def test_what_is_superseded_or_has_no_source_is_not_found(now: datetime) -> None:
    old, bare = make_a_claim(now), make_a_claim(now, "bare")
    keep_in_step(now)
    assert len(paths("conviction", "en", now)) == 2
    ClaimSource.objects.filter(claim=bare).delete()
    assert paths("conviction", "en", now) == ["/en/evidence/#most-had-none"], "also before a round"
    newer = make_a_claim(now, "newer")
    supersede(old, by=newer, why="A newer report.", actor=WORKER, now=now)
    keep_in_step(now)
    assert paths("conviction", "en", now) == ["/en/evidence/#newer"]
