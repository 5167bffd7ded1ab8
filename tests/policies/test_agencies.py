"""Agencies as lists name them: which are one, and on which government each lands."""

import pytest

from amparo.places.models import Jurisdiction, Kind
from amparo.policies.importers.agencies import Listed, county_fips, place, same_but_for_typing
from amparo.policies.models import Agreement
from tests.policies.conftest import State as Minnesota
from tests.policies.test_sheets import JAIL, TASK, bring, day_file, facts_of


@pytest.mark.parametrize(
    ("listed", "kind", "county", "city"),
    [
        (Listed("MN", "St. Louis County Sheriff's Office"), Kind.SHERIFF, "27137", ""),
        (Listed("MN", "SAINT LOUIS COUNTY SHERIFF"), Kind.SHERIFF, "27137", ""),
        (Listed("MN", "St. Louis Park Police Department", "Hennepin County"), Kind.POLICE, "27053",
         "St. Louis Park"),
        (Listed("MO", "St. Louis County Police Department"), Kind.POLICE, "29189", ""),
        (Listed("AL", "Franklin County Sheriff", "Frankin County"), Kind.SHERIFF, "01059", ""),
        (Listed("PA", "Bradford County Sheriff", "Bedford County"), Kind.SHERIFF, "42015", ""),
        (Listed("FL", "st cloud police"), Kind.POLICE, "", "St. Cloud"),
        (Listed("LA", "Beauregard Parish Sheriff's Office"), Kind.SHERIFF, "22011", ""),
        (Listed("AR", "Arkansas State Police", "", "State Agency"), Kind.POLICE, "", ""),
        (Listed("KY", "Oldham County Detention Center"), Kind.JAIL, "21185", ""),
        (Listed("FL", "Florida International University Police Department"), Kind.POLICE, "", ""),
        (Listed("OK", "Oklahoma City Police Department"), Kind.POLICE, "", "Oklahoma City"),
        (Listed("FL", "Town of Palm Beach Police Department"), Kind.POLICE, "", "Palm Beach"),
        (Listed("TX", "Lampass County Sheriff's Office", "Lampass County"), Kind.SHERIFF, "48281",
         ""),
        (Listed("FL", "indian river shores of public safety"), Kind.POLICE, "",
         "Indian River Shores"),
        (Listed("FL", "Ft. Myers Police Department"), Kind.POLICE, "", "Fort Myers"),
        (Listed("MO", "Saint Mary Police Department"), Kind.POLICE, "", "St. Mary"),
        (Listed("GA", "georgia of public safety"), Kind.POLICE, "", ""),
        (Listed("LA", "louisiana of the state fire marshal"), Kind.POLICE, "", ""),
        (Listed("ID", "Idaho State Police", "Jerome County", "State Agency"), Kind.POLICE, "", ""),
        (Listed("IA", "Iowa City Police Department"), Kind.POLICE, "", "Iowa City"),
        (Listed("AK", "North Slope Borough Police Department"), Kind.POLICE, "02185", ""),
        (Listed("AK", "Bethel Police Department", "Bethel Census Area"), Kind.POLICE, "02050",
         "Bethel"),
        (Listed("AK", "Juneau Police Department", "Juneau"), Kind.POLICE, "02110", ""),
        (Listed("AK", "Municipality of Anchorage Police Department"), Kind.POLICE, "02020", ""),
        (Listed("VA", "Richmond City Sheriff's Office", "Richmond City"), Kind.SHERIFF, "51760",
         ""),
        (Listed("VA", "Richmond County Sheriff's Office"), Kind.SHERIFF, "51159", ""),
        (Listed("VA", "Hampton Police Division"), Kind.POLICE, "51650", ""),
        (Listed("VA", "Charles City County Sheriff"), Kind.SHERIFF, "51036", ""),
        (Listed("MD", "Baltimore Police Department"), Kind.POLICE, "24510", ""),
        (Listed("MD", "Baltimore County Police Department"), Kind.POLICE, "24005", ""),
        (Listed("MO", "St. Louis Metropolitan Police Department"), Kind.POLICE, "29510", ""),
        (Listed("CT", "Fairfield Police Department", "Greater Bridgeport Planning Region"),
         Kind.POLICE, "", "Fairfield"),
        (Listed("PA", "Quarryville Borough Police Department"), Kind.POLICE, "", "Quarryville"),
        (Listed("PA", "Office of Constable Monroeville 6th Ward", "Alleghany County"), Kind.POLICE,
         "42003", "Monroeville"),
        (Listed("PA", "Constable Unity Township", "Westmoreland County"), Kind.POLICE, "42129",
         "Unity Township"),
        (Listed("PA", "South Pymathuning TWP State Constable", "Mercer County"), Kind.POLICE,
         "42085", "South Pymathuning Township"),
        (Listed("PA", "Coolspring Township Constbales Office", "Mercer County"), Kind.POLICE,
         "42085", "Coolspring Township"),
        (Listed("PA", "Pennsylvania State Constables Office Cambria County"), Kind.POLICE, "42021",
         ""),
        (Listed("MI", "Metro Police Authority of Genesee County"), Kind.POLICE, "26049", ""),
    ],
    ids=lambda each: each.named if isinstance(each, Listed) else "",
)  # fmt: skip
def test_an_agency_lands_where_it_belongs(listed: Listed, kind: str, county: str, city: str):
    found = place(listed)
    assert (found.kind, found.county, found.city) == (kind, county, city)


def test_a_citys_police_named_in_two_counties_is_one_agency_in_both(mn: Minnesota):
    name, first = day_file("20250516am", ("Northfield Police Department", TASK, "Rice County"))
    second = day_file("20250703pm", ("northfield police", TASK, "Dakota County"))
    bring((name, first))
    bring(second)
    police = Jurisdiction.objects.get(kind=Kind.POLICE)
    assert police.parent == mn.northfield
    assert set(mn.northfield.counties.all()) == {mn.rice, mn.dakota}
    assert Agreement.objects.count() == 1


def test_a_later_list_that_says_more_puts_an_agency_where_it_belongs(mn: Minnesota):
    lower = day_file("20250516am", ("rice lake police", TASK), ("unity township police", TASK))
    bring(lower)
    bring(day_file("20250703pm", ("Rice Lake Police Department", TASK, "Rice County"),
                   ("Unity Township Police Department", TASK, "Dakota County")))  # fmt: skip
    lake, unity = (Jurisdiction.objects.get(name=name) for name in ("Rice Lake", "Unity Township"))
    assert (lake.kind, list(lake.counties.all())) == (Kind.CITY, [mn.rice])
    assert (unity.kind, list(unity.counties.all())) == (Kind.TOWN, [mn.dakota])
    assert Agreement.objects.count() == 2


def test_an_agency_left_with_its_state_goes_to_its_county_with_its_facts(mn: Minnesota):
    bring(day_file("20250516am", ("Cannon Valley Detention Center", JAIL)))
    [fact] = facts_of("cannon")
    assert fact.government.kind == Kind.STATE
    bring(day_file("20250703pm", ("Cannon Valley Detention Center", JAIL, "Rice County")))
    fact.refresh_from_db()
    assert fact.government == mn.rice


def test_two_townships_of_one_name_are_two_and_none_is_guessed(mn: Minnesota):
    bring(
        day_file(
            "20250516am",
            ("Constable Eden Township", TASK, "Rice County"),
            ("Eden Township Police Department", TASK, "Dakota County"),
            ("eden township marshal", TASK),
        )
    )
    towns = Jurisdiction.objects.filter(kind=Kind.TOWN, name="Eden Township")
    assert {town.counties.get() for town in towns} == {mn.rice, mn.dakota}
    marshal = Jurisdiction.objects.get(name__endswith="Marshal")
    assert marshal.parent is not None
    assert marshal.parent.kind == Kind.STATE


def test_typing_errors_are_forgiven_and_two_real_counties_stay_two():
    assert same_but_for_typing("indialantic police", ["indiatlantic police"], "FL")
    assert not same_but_for_typing("marion county sheriff", ["martin county sheriff"], "FL")
    assert county_fips("FL", "Flagere County") == "12035"
    assert county_fips("FL", "Nowhere County") == ""


def test_two_sheriffs_whose_county_nobody_tells_are_two(mn: Minnesota):
    bring(day_file("20250516am", ("Northern Lakes Sheriff", TASK), ("River Bend Sheriff", TASK)))
    assert Agreement.objects.count() == 2
    assert Jurisdiction.objects.filter(kind=Kind.SHERIFF).count() == 2
