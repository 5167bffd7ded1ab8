"""A program on a page of its own: its names, who did what about it, on a map, on any day."""

from datetime import date

import pytest
from django.utils.translation import override
from lxml import html

from amparo.policies import shown
from amparo.policies.models import Part, Program, ProgramName, Role
from amparo.policies.papers import sheet_of
from amparo.policies.searched import programs as found_by_search
from amparo.web.models import Coalition
from tests.makers import make_source
from tests.policies.conftest import State, make_agency

PAGE = "/en/policies/programs/secure-communities/"


def take_part(mn: State, role: str, on: date, place=None, **more: object) -> Part:
    program = Program.objects.get(key="secure-communities")
    source = make_source(mn.now, f"Letter of {on.year}")
    return Part.objects.create(
        jurisdiction=place or mn.rice, program=program, role=role, on=on, source=source, **more
    )


def lies_in(state: str) -> None:
    Coalition.objects.create(state=state)
    Coalition.forget_kept()


@pytest.fixture(autouse=True)
def _no_coalition_stays():
    yield
    Coalition.forget_kept()


@pytest.fixture
def parts(mn: State) -> State:
    """Rice joined, sought to leave, and was told that it cannot; Dakota declined."""
    lies_in("MN")
    take_part(mn, Role.JOINED, date(2011, 3, 1))
    take_part(mn, Role.SOUGHT, date(2012, 6, 1))
    take_part(mn, Role.MANDATORY, date(2015, 1, 1))
    take_part(mn, Role.DECLINED, date(2010, 5, 5), mn.dakota, is_example=True)
    return mn


def page(client, path: str = PAGE):
    return html.fromstring(client.get(path).content)


def test_every_name_that_a_program_had_stands_on_its_page_in_order(client, parts):
    named = page(client).xpath("//section[h2[@id='names']]/ol/li/p[1]/strong/text()")
    assert named == ["Secure Communities", "Priority Enforcement Program", "Secure Communities"]
    spanish = page(client, PAGE.replace("/en/", "/es/"))
    assert "Programa de Prioridades (PEP)" in spanish.text_content()


def test_a_governments_steps_stand_in_one_row_with_their_sources(client, parts):
    rows = page(client).xpath("//table/tbody/tr")
    said = [" ".join(row.text_content().split()) for row in rows]
    assert len(said) == 2
    assert said[0].startswith("Dakota County, Minnesota declined")
    assert "example" in said[0]
    assert said[1].startswith("Rice County, Minnesota mandatory since")
    assert said[1].index("joined") < said[1].index("sought to leave")
    assert "mandatory since" not in said[1].partition("Priority Enforcement Program")[2]
    assert "Letter of 2012" in said[1]


def test_the_map_of_a_past_day_shows_what_was_so_then(client, parts):
    asked = "/en/policies/mn/?by=program.secure-communities&on="
    then = page(client, asked + "2011-12-31").xpath("//table//tr[th/a='Rice County']/td[1]")
    now = page(client, asked).xpath("//table//tr[th/a='Rice County']/td[1]")
    assert then[0].text_content().strip() == "joined"
    assert now[0].text_content().strip() == "mandatory since"
    slider = page(client, asked).xpath("//input[@type='range']")[0]
    assert int(slider.get("max")) > 12 * 14, "it goes back to the first step, not the first fact"


def test_an_agency_counts_as_its_government_and_two_that_differ_are_said_to(client, parts):
    take_part(parts, Role.JOINED, date(2020, 1, 1), make_agency(parts.dakota))
    told = page(client, "/en/policies/mn/?by=program.secure-communities")
    dakota = told.xpath("//table//tr[th/a='Dakota County']/td[1]")[0].text_content().strip()
    assert dakota == "declined · joined (example)"
    assert "its agencies did different things" in told.text_content()


def test_a_program_of_which_nothing_is_known_says_so_and_is_no_map(client, mn):
    told = page(client, "/en/policies/programs/cve/").text_content()
    assert "No government's part is known yet." in told
    assert "Targeted Violence and Terrorism Prevention" in told
    assert "program.cve" not in client.get("/en/policies/mn/").content.decode()
    assert client.get("/en/policies/programs/none-such/").status_code == 404


def test_the_list_says_how_many_did_what_last(client, parts):
    take_part(parts, Role.LEFT, date(2090, 1, 1))  # lies ahead
    rice = page(client).xpath("//tbody/tr[th/a='Rice County']/td[1]")[0].text_content()
    assert rice.strip() == "mandatory since"
    told = page(client, "/en/policies/programs/").xpath("//li[h2/a='Secure Communities']")[0]
    said = " ".join(told.text_content().split())
    assert "declined: 1 · mandatory since: 1" in said
    assert "Secure Communities (2008) → Priority Enforcement Program (2014)" in said


def test_a_countys_page_and_the_tracker_lead_to_the_program(client, parts):
    links = page(client, f"/en/policies/mn/rice-county-{parts.rice.pk}/").xpath("//a/@href")
    assert PAGE in links
    assert "/en/policies/programs/" in page(client, "/en/policies/mn/").xpath("//a/@href")


def test_a_program_is_on_the_countys_sheet_of_paper(parts):
    with override("en"):
        sheet = sheet_of(shown.page_of(parts.rice, date(2026, 1, 1)), date(2026, 1, 1))
    [(name, rows)] = sheet.topics
    assert name == "Federal programs"
    assert rows[0].written[0] == "March 1, 2011: joined [1]"
    assert sheet.sources[0].startswith("Letter of 2011")


def test_the_search_finds_a_program_by_a_name_that_it_no_longer_has(parts):
    with override("en"):
        told = {each.key: each for each in found_by_search("en", parts.now)}
        assert "Priority Enforcement Program" in told["secure-communities"].body()


def test_what_followed_a_program_is_a_link_both_ways(client, mn):
    Program.objects.filter(key="cve").update(
        succeeded_by=Program.objects.get(key="strong-cities"), ends_on=date(2020, 1, 1)
    )
    assert "It was followed by" in page(client, "/en/policies/programs/cve/").text_content()
    after = page(client, "/en/policies/programs/strong-cities/").text_content()
    assert "It followed on" in after


def test_where_the_coalitions_state_has_no_part_the_country_is_drawn(client, mn):
    lies_in("WI")
    take_part(mn, Role.JOINED, date(2011, 3, 1))
    on_any_day = page(client).xpath("//div[contains(@class, 'map-and-legend')]//p/a/@href")
    assert on_any_day[-1] == "/en/policies/us/?by=program.secure-communities&level=counties"


def test_a_country_that_would_stay_blank_is_not_drawn(client, mn):
    lies_in("WI")
    take_part(mn, Role.JOINED, date(2011, 3, 1), mn.northfield)
    assert not page(client).xpath("//div[contains(@class, 'map-and-legend')]")


def test_many_governments_are_shown_a_page_at_a_time(client, parts, monkeypatch):
    monkeypatch.setattr("amparo.policies.programs.PLACES_A_PAGE", 1)
    first, second = page(client), page(client, f"{PAGE}?page=2")
    assert first.xpath("//tbody/tr/th/a/text()") == ["Dakota County"]
    assert second.xpath("//tbody/tr/th/a/text()") == ["Rice County"]


def test_a_name_only_in_another_language_is_shown_and_marked(client, parts):
    program = Program.objects.create(key="new-one")
    ProgramName.objects.create(program=program, language="es", name="Nombre", about="Hace algo.")
    marked = page(client, "/en/policies/programs/new-one/").xpath("//li//strong[@lang='es']")
    assert marked[0].text == "Nombre"
