"""What the search finds of provisions: what is public, by its wording too."""

from datetime import datetime

import pytest

from amparo.audit.actors import WORKER
from amparo.sightings.operations.watching import tell
from amparo.web.searchindex import find, keep_in_step
from tests.sightings.making import SAID, watch_provision

pytestmark = pytest.mark.django_db


def test_a_road_is_found_in_both_languages_and_only_while_it_is_public(now: datetime) -> None:
    watch = watch_provision(now)
    keep_in_step(now)
    assert not find("commissioner agreement", "en", now)

    tell(watch, SAID, is_public=True, actor=WORKER)
    keep_in_step(now)
    (english,) = find("commissioner agreement", "en", now)
    assert (english.title, english.path) == (
        "Sharing every list",
        "/en/provisions/sharing-every-list/",
    )
    (spanish,) = find("estado entrega lista", "es", now)
    assert spanish.kind == "Disposición que seguimos"

    tell(watch, SAID, is_public=False, actor=WORKER)
    assert not find("commissioner agreement", "en", now)
