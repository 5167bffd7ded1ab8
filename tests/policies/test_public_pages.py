"""What the public reads: the map of a state, one county, two side by side, what changed, files."""

import re
from datetime import date

import brotli
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from lxml import html

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.parts import add_target
from amparo.evidence.citing import notes_for
from amparo.evidence.operations.claims import Words, challenge
from amparo.evidence.paper import numbered
from amparo.places.models import Jurisdiction, Kind
from amparo.places.operations import add_city
from amparo.pledges.operations.progress import note_step
from amparo.policies import changing
from amparo.policies.addresses import url_of
from amparo.policies.arrested import fates
from amparo.policies.countrymaps import COUNTIES
from amparo.policies.custody import Verdict, what_happens_to
from amparo.policies.forms import Months
from amparo.policies.models import Custody, Evidence
from amparo.policies.operations.facts import end
from amparo.policies.operations.figures import Counted, make_figure
from amparo.policies.questions import CUSTODY
from tests.makers import make_campaign, make_office, make_official, make_source
from tests.pledges.makers import make_open_platform, make_pledge
from tests.policies.conftest import SPRING, SUMMER, make_agency, value

TODAY = date(2026, 1, 1)
NASTY = "<script>alert(1)</script>\"'&{{ 7*7 }}"


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return html.fromstring(response.content)


def words(tree):
    return re.sub(r"\s+", " ", tree.text_content())


@pytest.fixture
def minneapolis(mn):
    """A city that protects, whose arrested go to a county jail that does not."""
    city, county = add_city(state="MN", name="Minneapolis"), place("27053")
    city.counties.set([county])
    mn.fact("status", "forbidden", city)
    mn.fact("detainers", "honored", county)
    jail = make_agency(county, Kind.JAIL, "Hennepin County Jail")
    Custody.objects.create(
        agency=make_agency(city, Kind.POLICE, "Minneapolis Police"),
        jail=jail,
        starts_on=SPRING,
        source=make_source(mn.now, "Joint powers agreement"),
        verified_on=SUMMER,
    )
    return city


def place(fips):
    return Jurisdiction.objects.get(fips=fips)


def test_every_county_stands_on_the_map_and_in_the_table_also_one_that_nobody_knows(client, mn):
    mn.fact("detainers", "never")
    tree = page(client, "/en/policies/mn/?by=detainers")
    assert len(tree.xpath("//svg//a[@aria-label]")) == 87
    rows = tree.xpath("//table[contains(@class,'map-table')]/tbody/tr")
    assert len(rows) == 87
    assert "Rice County never since March 1, 2025" in words(rows[65])
    assert "not known" in words(rows[0])


def test_the_map_says_in_words_what_it_shows(client, mn):
    mn.fact("detainers", "never")
    tree = page(client, "/en/policies/mn/?by=detainers")
    assert tree.xpath("//svg[contains(@class,'map')]/desc")[0].text == (
        "not known: 86 counties; never: 1 county"
    )


def test_a_day_in_the_past_shows_what_was_in_force_then(client, mn):
    end(mn.fact("detainers", "honored"), on=date(2025, 4, 1), actor=WORKER, now=mn.now)
    then = page(client, "/en/policies/mn/?by=detainers&on=2025-03-15")
    assert "Rice County: honored" in then.xpath("//svg//a/@aria-label")
    now = page(client, "/en/policies/mn/?by=detainers&on=2025-04-02")
    assert "Rice County: not known" in now.xpath("//svg//a/@aria-label")


def test_the_slider_leads_to_a_day_without_scripts(client, mn):
    end(mn.fact("detainers", "honored"), on=date(2025, 4, 1), actor=WORKER, now=mn.now)
    tree = page(client, "/en/policies/mn/?by=detainers&month=1")
    assert tree.xpath("//input[@id='id_on']/@value") == ["2025-04-01"]
    assert "Rice County: honored" in tree.xpath("//svg//a/@aria-label")


def test_a_day_that_is_none_is_said_beside_the_field_and_keeps_what_was_typed(client, mn):
    mn.fact("detainers", "never")
    tree = page(client, "/es/policies/mn/?by=detainers&on=2025-13-99")
    assert tree.xpath("//p[@id='id_on_error']")
    assert tree.xpath("//input[@id='id_on']/@value") == ["2025-13-99"]
    assert tree.xpath("//select[@id='id_by']/option[@selected]|//select//option[@selected]")


@pytest.mark.parametrize("query", ["by=nothing", "month=-4", "month=99999999", "on=0001-01-01"])
def test_whatever_is_asked_there_is_a_map(client, mn, query):
    mn.fact("detainers", "never")
    assert page(client, f"/en/policies/mn/?{query}").xpath("//svg")


@pytest.mark.parametrize(
    "path", ["xx", "MN", "minnesota", "mn/rice-county", "mn/rice-county-999999"]
)
def test_what_is_no_place_is_not_found(client, mn, path):
    assert client.get(f"/en/policies/{path}/").status_code == 404


def test_an_address_with_an_old_name_leads_to_the_new_one(client, mn):
    response = client.get(f"/en/policies/mn/an-old-name-{mn.rice.pk}/")
    assert response.status_code == 301
    assert response["Location"] == url_of(mn.rice)


def test_two_answers_that_cannot_both_be_so_are_contradictory_on_the_map_and_stand_side_by_side(
    client, mn
):
    mn.fact("detainers", "never")
    mn.fact("detainers", "honored", evidence=Evidence.PRACTICE)
    tree = page(client, "/en/policies/mn/?by=detainers")
    assert "Rice County: never · honored" in tree.xpath("//svg//a/@aria-label")
    county = page(client, url_of(mn.rice))
    article = county.xpath("//article[h3[@id='factor-detainers']]")[0]
    assert "Contradictory" in words(article)
    written, practice = article.xpath(".//div[@class='pieces']/div")
    assert "never" in words(written)
    assert "honored" in words(practice)


def test_two_agreements_at_once_are_no_contradiction(client, mn):
    sheriff = make_agency(mn.rice)
    mn.fact("287g", "jail", sheriff, evidence=Evidence.AGREEMENT)
    mn.fact("287g", "task-force", sheriff, evidence=Evidence.AGREEMENT)
    county = page(client, url_of(mn.rice))
    assert "Contradictory" not in words(county)
    tree = page(client, "/en/policies/mn/?by=287g")
    assert "several at once" in words(tree.xpath("//dl[@class='legend']")[0])


def test_a_city_whose_protection_ends_at_the_jail_has_a_mark_of_its_own(client, mn, minneapolis):
    tree = page(client, f"/en/policies/mn/?by={CUSTODY}")
    label = "Minneapolis: Protection ends here: Hennepin County Jail"
    link = tree.xpath(f"//svg//a[@aria-label='{label}']")[0]
    assert link.xpath(".//*[contains(@class,'map-cut')]")
    city = page(client, url_of(minneapolis))
    assert "Protection ends here: Hennepin County Jail" in words(city)
    assert "Whoever Minneapolis Police arrests is booked into Hennepin County Jail" in words(city)


def test_the_map_says_of_custody_what_the_page_of_a_government_says(mn, minneapolis):
    mn.fact("detainers", "never")
    mn.fact("detainers", "never", mn.dakota)
    Custody.objects.create(
        agency=make_agency(mn.dakota), jail=make_agency(mn.rice, Kind.JAIL, "Rice County Jail"),
        starts_on=SPRING, source=make_source(mn.now, "Contract"), verified_on=SUMMER,
    )  # fmt: skip
    found = fates(TODAY, state="MN")
    for each in (mn.rice, mn.dakota, minneapolis, place("27053")):
        theirs = {chain.verdict for chain in what_happens_to(each, TODAY)}
        assert {found[each.pk].verdict} == theirs
    assert found[minneapolis.pk].verdict == Verdict.ENDS
    assert found[mn.dakota.pk].verdict == Verdict.HOLDS


def test_a_rubric_shows_its_rules_beside_the_map(client, mn):
    mn.fact("287g", "none")
    tree = page(client, "/en/policies/mn/?by=rubric.seven-steps")
    assert "Rice County: not known" in tree.xpath("//svg//a/@aria-label")  # the next step is open
    assert len(tree.xpath("//details//li")) > 7
    balanced = page(client, "/en/policies/mn/?by=rubric.jail-door")
    assert "Rice County: protects" in balanced.xpath("//svg//a/@aria-label")


def test_stances_by_a_rubric_are_counted_over_time(client, mn):
    ended = mn.fact("notification", "notifies")
    end(ended, on=SUMMER, actor=WORKER, now=mn.now)
    told = page(client, "/en/policies/mn/?by=rubric.jail-door").xpath("//svg[@class='chart']/desc")
    [said] = [each.text for each in told]
    assert said.startswith("harms: March 1, 2025 1, ")
    assert said.endswith(" 0")


def test_the_country_counts_the_counties_of_each_state(client, mn):
    mn.fact("detainers", "never")
    mn.fact("detainers", "honored", mn.dakota)
    tree = page(client, "/en/policies/us/?by=detainers")
    row = next(r for r in tree.xpath("//tbody/tr") if "Minnesota" in words(r))
    assert [words(each) for each in row.xpath("td[@class='amount']")] == ["1", "1", "87"]
    assert len(tree.xpath("//svg[contains(@class,'map')]//a")) == 56


@pytest.mark.parametrize(
    ("path", "most"),
    [("mn/?by=detainers", 60_000), (f"us/?by=detainers&level={COUNTIES}", 200_000)],
)
def test_a_map_is_small_enough_for_a_phone(client, mn, path, most):
    for at, county in enumerate(Jurisdiction.objects.filter(kind=Kind.COUNTY)):
        mn.fact("detainers", ("never", "judge", "limited", "honored")[at % 4], county)
    response = client.get(f"/en/policies/{path}")
    assert len(brotli.compress(response.content, quality=5)) <= most


def test_a_county_says_who_decides_and_how_to_reach_her(client, mn):
    office = make_office(mn.now)
    make_official(mn.now, office)
    county = page(client, url_of(office.jurisdiction))
    side = county.xpath("//section[@aria-labelledby='deciders']")[0]
    assert "Pat Example" in words(side)
    assert side.xpath(".//a[starts-with(@href,'tel:')]")


def test_what_began_and_ended_is_told_in_the_order_of_time(client, mn):
    end(mn.fact("detainers", "honored"), on=date(2025, 4, 1), actor=WORKER, now=mn.now)
    mn.fact("detainers", "never", starts_on=date(2025, 4, 2))
    road = page(client, url_of(mn.rice)).xpath("//section[@aria-labelledby='history']//li")
    assert [words(each.xpath("span")[0]) for each in road] == [
        "April 2, 2025", "April 1, 2025", "March 1, 2025",
    ]  # fmt: skip
    assert "Ended:" in words(road[1])


def test_governments_stand_side_by_side(client, mn):
    mn.fact("detainers", "never")
    mn.fact("detainers", "honored", mn.dakota)
    mn.fact("notification", "never", mn.dakota)
    path = f"/en/policies/compare/?place={mn.rice.pk}&place={mn.dakota.pk}&place={mn.rice.pk}"
    table = page(client, path).xpath("//table")[0]
    assert [words(each) for each in table.xpath("thead//th")] == ["Rice County", "Dakota County"]
    row = next(r for r in table.xpath(".//tr") if "Notification" in words(r))
    assert "not known" in words(row.xpath("td")[0])
    assert "never" in words(row.xpath("td")[1])


def test_one_government_is_not_compared_with_itself(client, mn):
    mn.fact("detainers", "never")
    tree = page(client, f"/en/policies/compare/?place={mn.rice.pk}&place=x&place=")
    assert "Please choose at least two." in words(tree)
    assert not tree.xpath("//table")


def test_what_changed_is_a_page_and_a_feed_of_each_state(client, mn):
    fact = mn.fact("detainers", "honored")
    end(fact, on=date(2025, 4, 1), actor=WORKER, now=mn.now)
    assert "Rice County: Detainers honored: honored (ended)" in words(
        page(client, "/en/policies/mn/changes/")
    )
    for code in ("policies", "policies-mn"):
        feed = client.get(f"/en/feeds/{code}.json").json()
        assert len(feed["items"]) == 2
        assert url_of(mn.rice) in feed["items"][0]["url"]
    assert client.get("/en/feeds/policies-wi.json").json()["items"] == []
    assert client.get("/en/feeds/policies-xx.json").status_code == 404
    assert client.get("/en/feeds/policies-mn.atom").status_code == 200


def test_an_entry_of_the_feed_keeps_its_id(mn):
    mn.fact("detainers", "honored")
    first = [each.id for each in changing.entries_of("mn", "en")]
    assert first == [each.id for each in changing.entries_of("", "es")]


def test_the_slider_knows_its_ends():
    months = Months(date(2025, 3, 14), date(2026, 1, 20))
    assert months.count == 10
    assert [months.day(n) for n in (-1, 0, 1, 10, 99)] == [
        date(2025, 3, 14), date(2025, 3, 14), date(2025, 4, 1), date(2026, 1, 20),
        date(2026, 1, 20),
    ]  # fmt: skip
    assert months.number(date(2025, 4, 9)) == 1


def test_another_site_may_frame_a_map(client, mn):
    mn.fact("detainers", "never")
    response = client.get("/embed/en/policies/mn/?by=detainers")
    assert response.status_code == 200
    assert "frame-ancestors *" in response["Content-Security-Policy"]


def test_the_foot_leads_to_the_map_once_something_is_known(client, mn):
    link = reverse("policies:start")
    assert link not in client.get("/en/campaigns/").content.decode()
    mn.fact("detainers", "never")
    assert link in client.get("/en/campaigns/").content.decode()


def test_a_map_can_be_put_on_another_site_as_it_is_asked_for(client, mn):
    mn.fact("detainers", "never")
    tree = page(client, "/en/policies/mn/?by=detainers&on=2025-05-01")
    frame = tree.xpath("//textarea[@id='embed-frame']")[0].text
    assert "/embed/en/policies/mn/?by=detainers&amp;on=2025-05-01&amp;source=site" in frame


def test_the_page_of_a_county_says_what_one_can_do_there(client, mn):
    office = make_office(mn.now)
    campaign = make_campaign(mn.now)
    add_target(campaign, office, actor=WORKER)
    assert campaign.title in words(page(client, url_of(office.jurisdiction)))


@pytest.mark.parametrize("by", [CUSTODY, "detainers", "rubric.seven-steps", "rubric.jail-door"])
def test_the_legend_counts_every_county_once(client, mn, minneapolis, by):
    mn.fact("287g", "jail", mn.dakota)
    legend = page(client, f"/en/policies/mn/?by={by}").xpath("//dl[@class='legend']/div")
    assert sum(int(words(each.xpath("dd")[0])) for each in legend) == 87
    labels = [words(each.xpath("dt")[0]) for each in legend]
    assert len(labels) == len({label.casefold() for label in labels})


def test_the_page_of_a_county_says_how_far_planks_have_come_and_who_pledged(client, mn):
    platform = make_open_platform(mn.now)
    pledge = make_pledge(mn.now, platform)
    about = {"stage": "adopted", "on": TODAY, "source": make_source(mn.now)}
    note_step(platform.planks.first(), mn.rice, actor=WORKER, **about)
    text = words(page(client, url_of(mn.rice)))
    assert f"{platform.planks.first().title}: Adopted" in text
    assert pledge.name in words(page(client, url_of(pledge.office.jurisdiction)))


def test_a_stale_figure_says_so_where_the_public_reads_it(client, mn):
    mn.fact("detainers", "never")
    what = Counted("county", "MN", TODAY, value=value("detainers", "never"))
    sentence = {"en": Words("Counties that never hold anybody for ICE.", "counties")}
    make_figure(what, sentence, url="", actor=WORKER, now=mn.now)
    assert "stale" not in words(page(client, "/en/evidence/"))
    mn.fact("detainers", "never", mn.dakota)
    said = words(page(client, "/en/evidence/?topic=cooperation"))
    assert "This figure is stale." in said
    assert "it would be 2 now" in said


def test_a_note_of_a_text_says_that_its_figure_is_stale_on_screen_and_on_paper(client, mn):
    mn.fact("detainers", "never")
    what = Counted("county", "MN", TODAY, value=value("detainers", "never"))
    sentence = {"en": Words("Counties that never hold anybody for ICE.", "counties")}
    made = make_figure(what, sentence, url="", actor=WORKER, now=mn.now)
    text = f"So it is. [claim:{made.claim.key}]"
    told = "For the same day it would be 2 by what we know now."
    assert told not in notes_on_screen(text)
    mn.fact("detainers", "never", mn.dakota)
    doubted = "Somebody doubts this figure; we are looking."
    challenge(made.claim, why="The survey is older.", actor=WORKER, now=mn.now)
    on_paper = "".join(run["text"] for run in numbered(text)[1][0])
    for said in (notes_on_screen(text), on_paper):
        assert told in said
        assert doubted in said, "both may be so"


def notes_on_screen(text: str) -> str:
    given = {"notes": notes_for(text), "page_language": "en"}
    return " ".join(render_to_string("evidence/_notes.html", given).split())
