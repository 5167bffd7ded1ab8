"""What was invented to show how it looks says so wherever it is shown; rulings lead to papers."""

from datetime import date

from amparo.audit.actors import WORKER
from amparo.evidence.models import Source
from amparo.policies.addresses import url_of
from amparo.policies.changing import changes, entries_of
from amparo.policies.models import Custody, Ruling
from amparo.policies.operations.facts import add_fact
from amparo.policies.operations.keeping import save_ruling
from tests.policies.conftest import SPRING, State, make_agency
from tests.policies.test_public_pages import page, words


def invent(mn: State) -> None:
    said = mn.said("detainers", "never", is_example=True)
    add_fact(said, [mn.source()], actor=WORKER, now=mn.now)


def test_an_example_is_marked_on_the_map_and_in_its_table(client, mn: State):
    invent(mn)
    mn.fact("detainers", "never", mn.dakota)
    for by in ("detainers", "rubric.jail-door"):
        tree = page(client, f"/en/policies/mn/?by={by}")
        labels = tree.xpath("//svg//a/@aria-label")
        assert next(each for each in labels if "(example)" in each).startswith("Rice County")
        assert not [each for each in labels if "Dakota" in each and "example" in each]
        assert "Some of what is shown is invented" in words(tree)
    row = page(client, "/en/policies/mn/?by=detainers").xpath("//tr[th/a='Rice County']")[0]
    assert row.xpath(".//span[@class='tag']/text()") == ["example"]
    country = page(client, "/en/policies/us/?by=detainers")
    assert "Some of what is shown is invented" in words(country)


def test_a_map_without_examples_says_nothing_of_them(client, mn: State):
    mn.fact("detainers", "never")
    for code in ("mn", "us"):
        assert "invented" not in words(page(client, f"/en/policies/{code}/?by=detainers"))


def test_who_is_booked_where_is_an_example_where_one_step_is(client, mn: State):
    mn.fact("detainers", "never", mn.northfield)
    mn.fact("detainers", "honored", mn.rice)
    jail = make_agency(mn.rice, "jail", "Rice County Jail")
    Custody.objects.create(agency=mn.northfield, jail=jail, starts_on=SPRING, verified_on=SPRING,
                           source=mn.source().source, is_example=True)  # fmt: skip
    tree = page(client, "/en/policies/mn/?by=custody.outcome")
    label = "Northfield: Protection ends here: Rice County Jail (example)"
    assert label in tree.xpath("//svg//a/@aria-label")


def test_an_example_is_marked_beside_others_and_among_changes(client, mn: State):
    invent(mn)
    mn.fact("detainers", "never", mn.dakota)
    pks = f"place={mn.rice.pk}&place={mn.dakota.pk}"
    tree = page(client, f"/en/policies/compare/?{pks}")
    row = next(r for r in tree.xpath("//tbody/tr") if "Detainers" in words(r))
    assert [len(cell.xpath(".//span[@class='tag']")) for cell in row.xpath("td")] == [1, 0]
    titles = {each.fact.government.name: each.title for each in changes("mn")}
    assert titles["Rice County"].endswith("(added) (example)")
    assert "example" not in titles["Dakota County"]
    assert any("(ejemplo)" in each.title for each in entries_of("mn", "es"))
    assert "(example)" in words(page(client, "/en/policies/mn/changes/"))


def test_a_lawsuit_leads_to_its_paper_and_says_when_it_was_filed(client, mn: State):
    fact = mn.fact("detainers", "honored")
    docket = Source.objects.create(title="Docket 12", publisher="District Court", read_on=SPRING,
                                   url="https://court.example/12")  # fmt: skip
    ruling = Ruling(kind="lawsuit", title="Doe v. Rice", source=docket, begun_on=date(2025, 4, 1),
                    decided_on=date(2025, 6, 2))  # fmt: skip
    save_ruling(ruling, [fact], actor=WORKER, now=mn.now)
    tree = page(client, url_of(mn.rice))
    link = tree.xpath("//ul[@class='sources']//a[text()='Doe v. Rice']")[0]
    assert link.get("href") == "https://court.example/12"
    said = words(link.xpath("ancestor::li")[0])
    for each in ("filed on April 1, 2025", "decided on June 2, 2025", "Docket 12, District Court"):
        assert each in said
