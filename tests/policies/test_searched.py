"""What the search finds of governments: name and answers, of today and of before."""

from datetime import date, datetime

import pytest

from amparo.policies.models import Fact
from amparo.web.searchindex import find, keep_in_step
from tests.policies.conftest import State

pytestmark = pytest.mark.django_db


def titles(words: str, language: str, now: datetime) -> set[str]:
    return {each.title for each in find(words, language, now)}


def test_a_county_is_found_by_its_name_and_by_what_is_known_of_it(mn: State) -> None:
    fact = mn.fact("detainers", "never", ends_on=date(2025, 5, 1))
    keep_in_step(mn.now)

    assert "Rice County and ICE" in titles("Rice County", "en", mn.now)
    assert "Rice County e ICE" in titles("Rice", "es", mn.now)
    assert "Rice County and ICE" in titles(fact.value.name, "en", mn.now)
    assert not titles("Dakota County", "en", mn.now) & {"Dakota County and ICE"}


def test_a_county_of_which_nothing_is_public_any_more_is_not_found(mn: State) -> None:
    mn.fact("detainers", "never")
    keep_in_step(mn.now)
    Fact.objects.update(is_counted=False)

    assert "Rice County and ICE" not in titles("Rice County", "en", mn.now)


def test_a_new_answer_is_found_and_a_county_is_read_only_then(
    mn: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amparo.policies import searched

    read: list[str] = []
    whole = searched._said
    monkeypatch.setattr(searched, "_said", lambda place: read.append(place.name) or whole(place))
    mn.fact("detainers", "never")
    keep_in_step(mn.now)
    keep_in_step(mn.now)
    assert read == ["Rice County"] * 2, "once in each language"

    mn.fact("287g", "jail")
    keep_in_step(mn.now)
    assert len(read) == 4
