"""`amparo demo`: fill an invented coalition, once; a second start finds it and changes nothing.

Everything goes through the rooms' own operations, as if people had done it over some months. A
newcomer's mistake: inserting rows to be quick. A demo whose cards do not open proves nothing.
"""

from django.utils import timezone

from amparo.demo.bills import fill_bills
from amparo.demo.callins import fill_callins
from amparo.demo.campaigning import fill_campaigns
from amparo.demo.clinics import fill_clinics
from amparo.demo.committees import fill_committees
from amparo.demo.districts import fill_districts
from amparo.demo.evidence import fill_evidence, supersede_one
from amparo.demo.founding import fill_coalition
from amparo.demo.gatherings import fill_gatherings
from amparo.demo.lists import fill_list
from amparo.demo.mailings import fill_mailings
from amparo.demo.oldsite import fill_old_site
from amparo.demo.people import DemoPeople, keep, kept_people, make_people, note_beginning
from amparo.demo.pledges import fill_pledges
from amparo.demo.policies import fill_policies
from amparo.demo.press import fill_press
from amparo.demo.prose import fill_pages
from amparo.demo.sightings import fill_sightings
from amparo.demo.signons import fill_letters
from amparo.demo.words import Clock
from amparo.supporters.operations import refresh_tallies

SMALL_SHARE = 40  # a small demo has one signer for so many of a full one


def fill_if_empty(*, small: bool) -> DemoPeople:
    """Fill the demo where there is none yet; return who can log in. Raises CannotHost."""
    found = kept_people()
    if found is not None:
        return found
    print("Filling an invented coalition; this takes half a minute …", flush=True)
    clock = Clock(timezone.now())
    note_beginning()
    people = make_people(clock.now)
    organizations, offices, sources = fill_coalition(clock)
    fill_districts(clock, offices=offices)
    fill_evidence(clock, actor=people.user("Alma").actor)
    fill_policies(clock, alma=people.user("Alma"), beto=people.user("Beto"))
    campaigns = fill_campaigns(
        clock,
        alma=people.user("Alma"),
        organizations=organizations,
        offices=offices,
        sources=sources,
        share=SMALL_SHARE if small else 1,
    )
    fill_callins(
        clock,
        alma=people.user("Alma"),
        campaigns=campaigns,
        offices=offices,
        sources=sources,
        share=4 if small else 1,
    )
    fill_bills(clock, alma=people.user("Alma"))
    fill_sightings(clock, alma=people.user("Alma"))
    fill_letters(clock, alma=people.user("Alma"), campaigns=campaigns, organizations=organizations)
    fill_pledges(
        clock, alma=people.user("Alma"), campaigns=campaigns, offices=offices, sources=sources
    )
    fill_committees(
        clock,
        people={name: people.user(name) for name in ("Alma", "Beto")},
        organizations=organizations,
        share=4 if small else 1,
    )
    fill_clinics(clock, alma=people.user("Alma"), campaigns=campaigns, organizations=organizations)
    fill_gatherings(
        clock, alma=people.user("Alma"), campaigns=campaigns, organizations=organizations
    )
    fill_list(clock, alma=people.user("Alma"), share=4 if small else 1)
    refresh_tallies(clock.now, is_due=True)
    fill_pages(clock, campaigns=campaigns, alma=people.user("Alma"))
    fill_press(clock, campaigns=campaigns, alma=people.user("Alma"))
    fill_old_site(clock, alma=people.user("Alma"))
    fill_mailings(clock, people=people, campaigns=campaigns)
    supersede_one(clock, actor=people.user("Alma").actor)
    keep(people)
    return people
