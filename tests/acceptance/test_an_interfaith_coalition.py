"""A coalition's page of campaigns and partnerships (rows 1 and 4), rebuilt at the desk."""

from datetime import timedelta

from django.utils import timezone

from tests.acceptance.interfaith import CAMPAIGNS, DCC, PARTNERS, SARI, US, CampaignFacts
from tests.acceptance.typist import Typist, draw_logo, stand_in_order

NAMES = tuple(name for name, _kind in PARTNERS)


def add_organization(typist: Typist, name: str, kind: str, **more: int | bytes) -> None:
    """`more`: place, logo, us."""
    labels = {"place": "Place among partners", "logo": "Logo", "us": "This is our own coalition"}
    typist.go("/desk/organizations/new/")
    typist.fill({"Kind": kind, **{labels[key]: value for key, value in more.items()}})
    typist.fill({"Name": name}, "en")
    typist.press("Save")


def add_partners(typist: Typist) -> None:
    for number, (name, kind) in enumerate(PARTNERS, 1):
        add_organization(typist, name, kind, place=number, logo=draw_logo(number))


def begin(typist: Typist, facts: CampaignFacts) -> None:
    today = timezone.localdate()
    typist.go("/desk/campaigns/new/")
    typist.fill(
        {
            "Kind": "Campaign",
            "Web address": facts.slug,
            "Opens on": today.isoformat(),
            "Ends on": (today + timedelta(days=300)).isoformat(),
        }
    )
    typist.fill_words(facts.words)
    typist.press("Save the draft")
    for name, role in facts.partners:
        typist.press("Add a partner")
        typist.fill({"Organization": name, "Role in this campaign": role})
        typist.press("Save")
    typist.press("Open it to the public")


def test_partners_stand_in_the_order_of_the_source_in_both_languages(typist: Typist) -> None:
    add_partners(typist)
    for language in ("en", "es"):
        typist.go(f"/{language}/partners/")
        assert tuple(typist.alternatives("ul.logos")) == NAMES


def test_campaigns_show_who_carries_them_and_as_what(typist: Typist) -> None:
    add_organization(typist, US, "Coalition", us=True)
    add_organization(typist, DCC, "Coalition")
    add_organization(typist, SARI, "Community group")
    for facts in CAMPAIGNS:
        begin(typist, facts)

    told = typist.read("/en/campaigns/")
    stand_in_order(told, *(facts.words["en"]["Title"] for facts in CAMPAIGNS))
    told = typist.read("/es/campaigns/")
    stand_in_order(told, *(facts.words["es"]["Title"] for facts in CAMPAIGNS))
    for facts in CAMPAIGNS:
        told = typist.read(f"/en/campaigns/{facts.slug}/")
        stand_in_order(told, *facts.words["en"].values())
        assert all(name in told for name, _role in facts.partners)

    english = typist.read("/en/campaigns/sherburne-county/")
    stand_in_order(english, "Every Wednesday", "LEADING", SARI, "SUPPORTING", US)
    spanish = typist.read("/es/campaigns/sherburne-county/")
    stand_in_order(spanish, "Cada miércoles", "AL FRENTE", SARI, "CON SU APOYO", US)


def test_we_belong_to_a_coalition_that_we_co_founded_in_2018(typist: Typist) -> None:
    add_organization(typist, DCC, "Coalition")
    add_organization(typist, US, "Coalition", us=True)
    typist.press("Add a coalition")
    typist.fill(
        {
            "Coalition": DCC,
            "As": "Co-founder",
            "Since, at the earliest": "2018-01-01",
            "Since, at the latest": "2018-12-31",
        }
    )
    typist.press("Save")
    stand_in_order(typist.read("/en/partners/"), DCC.upper(), "We are a co-founder: 2018.")
    stand_in_order(typist.read("/es/partners/"), DCC.upper(), "Somos cofundadores: 2018.")
