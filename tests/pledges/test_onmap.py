"""A resolution that passed is counted on the borders of its counties, and in a list beside them."""

import re
from datetime import datetime

import pytest
from django.test import Client

from amparo.audit.actors import WORKER
from amparo.pledges.models import Resolution
from amparo.pledges.operations.resolutions import record_adoption
from amparo.web.models import Coalition
from tests.pledges.makers import make_open_resolution
from tests.pledges.test_adoptions import decision

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]


@pytest.fixture
def resolution(now: datetime) -> Resolution:
    """Passed by two bodies in Rice County, one in Cook, one in Iowa; refused in Hennepin."""
    Coalition.objects.update_or_create(only=True, defaults={"state": "MN"})
    Coalition.forget_kept()
    made = make_open_resolution(now)
    told = [
        ("27131", "adopted"), ("27131", "amended"), ("27031", "adopted"), ("19153", "adopted"),
        ("27053", "rejected"),
    ]  # fmt: skip
    for number, (county, outcome) in enumerate(told):
        about = {"county": county, "outcome": outcome, "body_name": f"Precinct {number}"}
        record_adoption(made, decision(now, made, **about), actor=WORKER)
    return made


def page(language: str = "en") -> str:
    return Client().get(f"/{language}/resolutions/jail-resolution/").content.decode()


def drawing_of(markup: str) -> str:
    return markup[markup.index('<svg class="map"') :].partition("</svg>")[0]


def test_the_map_has_the_borders_of_the_state_and_a_number_on_each_county(
    resolution: Resolution,
) -> None:
    drawing = drawing_of(page())

    assert drawing.count('class="map-area"') == 2
    assert re.findall(r"<path class=\"map-area\".*?<title>(.*?)</title>", drawing) == [
        "Cook County: 1", "Rice County: 2",
    ]  # fmt: skip
    assert re.findall(r"<text class=\"map-label\".*?>(\d+)</text>", drawing) == ["2", "1"]
    assert "Rice County: 2; Cook County: 1; Polk County: 1</desc>" in drawing
    assert "Hennepin" not in drawing


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_list_beside_it_has_every_county_also_of_other_states(
    resolution: Resolution, language: str
) -> None:
    said = page(language)
    below = said[said.index("</svg>", said.index('<svg class="map"')) :]
    assert "<li>Rice County: <strong>2</strong></li>" in below
    assert "<li>Polk County: <strong>1</strong></li>" in below


def test_where_no_border_is_known_the_list_stands_alone(resolution: Resolution) -> None:
    Coalition.objects.update(state="")
    Coalition.forget_kept()

    said = page()
    assert '<svg class="map"' not in said
    assert "<li>Rice County: <strong>2</strong></li>" in said


def test_nobody_told_where_so_nothing_is_drawn(now: datetime) -> None:
    made = make_open_resolution(now)
    record_adoption(made, decision(now, made, county=""), actor=WORKER)
    assert "Where it passed, by county" not in page()
