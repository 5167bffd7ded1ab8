"""What somebody asks of the maps and of the comparison: it stays, and old rules can be asked."""

from datetime import date

from amparo.audit.actors import WORKER
from amparo.places.models import Jurisdiction, Kind
from amparo.places.operations import load_jurisdictions
from amparo.policies.models import Method, Rubric, Stance
from amparo.policies.operations.asking import Step, Ways, save_rubric
from amparo.policies.questions import choices, question
from amparo.web.models import Coalition
from tests.policies.conftest import SUMMER, State, value
from tests.policies.test_public_pages import page, words


def slots(tree) -> list[str]:
    return list(tree.xpath("//input[@name='place']/@value"))


def test_by_county_stays_when_the_day_or_the_question_changes(client, mn: State):
    mn.fact("detainers", "never")
    tree = page(client, "/en/policies/us/?by=detainers&level=counties")
    for form in ("ask-map", "slide-map"):
        assert tree.xpath(f"//form[@id='{form}']/input[@name='level']/@value") == ["counties"]
    assert not page(client, "/en/policies/us/?by=detainers").xpath("//input[@name='level']")


def change_rules(rubric: Rubric) -> None:
    honored = value("detainers", "honored")
    steps = [Step(honored.factor, [honored])]
    ways = Ways(Method.STEPS, protects_from=1, harms_below=1, steps=steps)
    named = {text.language: {"name": text.name, "about": text.about} for text in rubric.texts.all()}
    save_rubric(rubric, named, ways, actor=WORKER, today=date(2026, 1, 1))


def test_the_rules_of_an_earlier_version_can_still_be_asked(client, mn: State):
    rubric = Rubric.objects.get(key="jail-door")
    mn.fact("detainers", "never")
    before = question("rubric.jail-door").read(SUMMER).of(mn.rice.pk)
    assert before.key == Stance.PROTECTS
    change_rules(rubric)
    assert question("rubric.jail-door").read(SUMMER).of(mn.rice.pk).key == "step-0"
    earlier = question("rubric.jail-door.v1")
    assert earlier.read(SUMMER).of(mn.rice.pk) == before
    offered = dict(pair for _topic, pairs in choices() for pair in pairs)
    assert "version 1" in offered["rubric.jail-door.v1"]
    tree = page(client, "/en/policies/mn/?by=rubric.jail-door.v1&on=2025-07-01")
    assert "Rice County: protects" in tree.xpath("//svg//a/@aria-label")
    assert "version 1" in words(tree)


def test_a_version_that_never_was_shows_what_happens_in_custody(mn: State):
    assert question("rubric.jail-door.v9").key == "custody.outcome"


def test_governments_are_compared_by_the_names_that_people_type(client, mn: State):
    mn.fact("detainers", "never")
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    load_jurisdictions("WI")
    typed = "place=rice+county&place=Waupaca+County,+WI"
    tree = page(client, f"/en/policies/compare/?{typed}")
    heads = tree.xpath("//table/thead//th")
    assert [words(each) for each in heads] == ["Rice County", "Waupaca County"]
    assert slots(tree)[:2] == ["Rice County, MN", "Waupaca County, WI"]
    assert tree.xpath("//datalist/option/@value") == ["Rice County, MN"]
    Coalition.forget_kept()


def test_what_no_place_is_called_is_said_beside_it_and_stays(client, mn: State):
    mn.fact("detainers", "never")
    for county in (mn.rice, mn.dakota):
        town = Jurisdiction.objects.create(kind=Kind.TOWN, name="Castle Rock", state="MN")
        town.counties.add(county)
    tree = page(client, "/en/policies/compare/?place=Nowhere,+MN&place=Castle+Rock,+MN")
    said = [words(each) for each in tree.xpath("//p[@class='error']")]
    assert said[0].startswith("We know no place of this name.")
    named = "Castle Rock (Dakota County), MN"
    assert named in said[1]
    assert slots(tree)[:2] == ["Nowhere, MN", "Castle Rock, MN"]
    again = page(client, f"/en/policies/compare/?place={named}&place={mn.rice.pk}")
    assert words(again.xpath("//table/thead//th")[0]) == "Castle Rock"
    assert slots(again)[0] == named
