"""An action committee's petition, its delivery, and seven cases under one umbrella (rows 5, 11, and
what rows 9, 10, 12 and 13 ask of sources, telephones, days and figures), rebuilt at the desk."""

from datetime import timedelta

from django.utils import timezone

from tests.acceptance import committee as facts
from tests.acceptance.typist import Given, Typist, stand_in_order


def begin_campaign(
    typist: Typist, about: Given, words: dict[str, dict[str, str]], opens_on: str = ""
) -> None:
    today = timezone.localdate()
    typist.go("/desk/campaigns/new/")
    days = {
        "Opens on": opens_on or today.isoformat(),
        "Ends on": (today + timedelta(days=200)).isoformat(),
    }
    typist.fill({**about, **days})
    typist.fill_words(words)
    typist.press("Save the draft")


def begin_petition(typist: Typist, slug: str, words: dict[str, dict[str, str]]) -> None:
    """From the campaign's page."""
    typist.press("New petition")
    typist.fill({"Web address": slug})
    typist.fill_words(words)
    typist.press("Save")


def address_the_governor(typist: Typist) -> None:
    """From the campaign's page, and back to it."""
    campaign = typist.page.url
    typist.go("/desk/officials/offices/new/")
    typist.fill({"Or a city that is not in the list": "Saint Paul", **facts.PHONES})
    typist.fill_words(facts.GOVERNOR)
    typist.press("Save")
    typist.go(campaign)
    typist.press("Add somebody")
    typist.fill({"Or an office": "Office of the Governor of Minnesota"})
    typist.press("Save")


def begin_no_more_deportations(typist: Typist) -> None:
    about = {"Kind": "Campaign", "Web address": "no-more-deportations"}
    begin_campaign(typist, about, facts.CAMPAIGN, opens_on="2011-05-01")
    address_the_governor(typist)
    for days, words in facts.MILESTONES:
        typist.press("Add a milestone")
        typist.fill(days)
        typist.fill_words({language: {"What": said} for language, said in words.items()})
        typist.press("Save")
    typist.press("Open it to the public")


def cite_and_open(typist: Typist) -> None:
    for title, publisher, day in facts.SOURCES:
        typist.press("Add a source")
        typist.fill({"Or a new one: its title": title, "Publisher": publisher, "Published on": day})
        typist.press("Add it")
    typist.press("Open it for signing")


def count_and_deliver(typist: Typist) -> None:
    petition = typist.page.url
    typist.press("Add signatures on paper")
    typist.fill(
        {
            "How many signatures": facts.PAPER_COUNT,
            "Counted by": "Alma",
            "Counted on": "2011-05-20",
            "Where the sheets are": "the committee's cabinet",
        }
    )
    typist.press("Add them")
    typist.go(petition)
    typist.press("Record the delivery")
    typist.fill({"Delivered on": "2011-05-20", "With how many names": facts.PAPER_COUNT})
    typist.fill_words(facts.DELIVERY)
    typist.press("Record it")


def test_the_campaign_shows_both_telephones_and_the_road_of_the_bills(typist: Typist) -> None:
    begin_no_more_deportations(typist)
    english = typist.read("/en/campaigns/no-more-deportations/")
    stand_in_order(english, *facts.CAMPAIGN["en"].values())
    stand_in_order(english, "May 20, 2011", "May 24, 2011", "SF 958", "before July 1, 2011")
    spanish = typist.read("/es/campaigns/no-more-deportations/")
    stand_in_order(spanish, "20 de mayo de 2011", "24 de mayo de 2011", "1 de julio de 2011")
    for told in (english, spanish):
        stand_in_order(told, "(651) 201-3400", "(800) 657-3717")
    dialed = typist.page.locator("main a[href^='tel:']")
    assert [each.get_attribute("href") for each in dialed.all()] == [
        "tel:+16512013400",
        "tel:+18006573717",
    ]


def test_over_300_signatures_on_paper_are_counted_and_their_delivery_recorded(
    typist: Typist,
) -> None:
    begin_no_more_deportations(typist)
    begin_petition(typist, "no-to-secure-communities", facts.PETITION)
    cite_and_open(typist)
    count_and_deliver(typist)

    english = typist.read("/en/petitions/no-to-secure-communities/")
    stand_in_order(english, "To: The Governor of Minnesota", "300 people have signed")
    stand_in_order(english, "79%", "28%", "less than 20%")
    stand_in_order(english, "May 20, 2011", "300 signatures", "Over 300 signatures so far")
    stand_in_order(english, *(title for title, _publisher, _day in facts.SOURCES))
    spanish = typist.read("/es/petitions/no-to-secure-communities/")
    stand_in_order(spanish, "79%", "28%", "menos del 20%")
    stand_in_order(spanish, "20 de mayo de 2011", "300 firmas", "Más de 300 firmas hasta ahora")


def add_case(typist: Typist, number: int, name: str) -> None:
    about = {
        "Kind": "Defense case",
        "Under which umbrella": facts.UMBRELLA["en"]["Title"],
        "Web address": f"stays-{number}",
    }
    begin_campaign(typist, about, facts.case_words(name))
    typist.press("Record a consent")
    until = timezone.localdate() + timedelta(days=90)
    typist.fill({"English": True, "español": True})
    typist.fill({"The name may be shown": True, "Valid until": until.isoformat()})
    typist.press("Record it and show the paper")
    typist.press("The family has it")
    typist.press("Open it to the public")
    begin_petition(typist, f"let-stay-{number}", facts.petition_words(name))
    typist.press("Open it for signing")


def test_seven_people_stand_under_an_umbrella_whose_appeal_says_six(typist: Typist) -> None:
    about = {"Kind": "Umbrella over several cases", "Web address": "stop-the-deportations"}
    begin_campaign(typist, about, facts.UMBRELLA)
    typist.press("Open it to the public")
    for number, name in enumerate(facts.PEOPLE, 1):
        add_case(typist, number, name)

    english = typist.read("/en/campaigns/stop-the-deportations/")
    stand_in_order(english, "six people", "September 9, 2016 says six; seven petitions follow")
    stand_in_order(english, *(f"{name} stays" for name in facts.PEOPLE))
    spanish = typist.read("/es/campaigns/stop-the-deportations/")
    stand_in_order(spanish, "seis personas", "9 de septiembre de 2016 dice seis")
    stand_in_order(spanish, *(f"{name} se queda" for name in facts.PEOPLE))
    assert typist.page.get_by_role("link", name="Firmar la petición").count() == 7

    last = typist.read("/es/campaigns/stays-7/")
    stand_in_order(last, "Arun se queda", facts.UMBRELLA["es"]["Background"])
