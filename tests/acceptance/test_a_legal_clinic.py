"""The committee's legal clinic of August 27, 2011 (row 7): hours, place, which door, sponsors, the
telephone, Spanish first; with the flyer that stood beside the post in each language."""

import io

import pytest
from pypdf import PdfReader

from amparo.gatherings.models import Gathering
from tests.acceptance import clinic as facts
from tests.acceptance.test_against_the_sources import read
from tests.acceptance.test_an_action_committee import begin_campaign
from tests.acceptance.typist import Typist, plain, stand_in_order

ADDRESS = "legal-clinic"


def begin_the_ground(typist: Typist) -> None:
    """The coalition's telephone, the two sponsors, a campaign for the clinic to belong to."""
    typist.go("/desk/settings/")
    typist.fill({"Hotline": facts.HOTLINE})
    typist.press("Save")
    for english, spanish in facts.SPONSORS:
        typist.go("/desk/organizations/new/")
        typist.fill({"Name": english}, "en")
        typist.fill({"Name": spanish}, "es")
        typist.press("Save")
    about = {"Kind": "Campaign", "Web address": "legal-help"}
    begin_campaign(typist, about, facts.CAMPAIGN, opens_on="2011-05-01")
    typist.press("Open it to the public")


def announce_the_clinic(typist: Typist) -> None:
    typist.go("/desk/gatherings/new/")
    typist.fill(
        {"Part of the campaign": facts.CAMPAIGN["en"]["Title"], "What is it?": "Legal clinic"}
    )
    typist.fill({"Web address": ADDRESS, **facts.DAY, "Street and number, town": facts.ADDRESS})
    typist.fill({"Sponsors": [english for english, _spanish in facts.SPONSORS]})
    typist.fill_words(facts.WORDS)
    typist.press("Save")
    typist.press("Announce it")


def test_the_clinic_stands_as_it_was_with_its_flyer_in_both_languages(typist: Typist) -> None:
    begin_the_ground(typist)
    announce_the_clinic(typist)
    it_stands_in_both_languages_with_door_and_telephone(typist)
    for language in ("es", "en"):
        its_flyer_says_the_same(typist, language)
    it_is_a_record_of_2011_and_says_so(typist)


def flyer(typist: Typist, language: str) -> str:
    """The words of the flyer, as somebody hears them."""
    made = typist.page.request.get(
        f"/{language}/announce/gathering/{ADDRESS}/flyer-letter/black/{language}.pdf"
    )
    (page,) = PdfReader(io.BytesIO(made.body())).pages
    return plain(page.extract_text())


def it_stands_in_both_languages_with_door_and_telephone(typist: Typist) -> None:
    spanish = typist.read(f"/es/gatherings/{ADDRESS}/")
    words = facts.WORDS["es"]
    stand_in_order(spanish, words["Title"], "27 de agosto")
    stand_in_order(spanish, "10:00 a. m. a 1:00 p. m.")
    stand_in_order(spanish, words["Place"], facts.ADDRESS, words["Which door"])
    for _english, sponsor in facts.SPONSORS:
        assert sponsor in spanish
    assert "(651) 389-9174" in plain(typist.page.locator("body").inner_text())

    english = typist.read(f"/en/gatherings/{ADDRESS}/")
    words = facts.WORDS["en"]
    stand_in_order(english, words["Title"], "Saturday, August 27")
    stand_in_order(english, "10:00 a.m. to 1:00 p.m.")
    stand_in_order(english, words["Place"], facts.ADDRESS, words["Which door"])
    for sponsor, _spanish in facts.SPONSORS:
        assert sponsor in english


def its_flyer_says_the_same(typist: Typist, language: str) -> None:
    text, words = flyer(typist, language), facts.WORDS[language]
    for said in (words["Title"], words["Place"], words["Which door"], facts.ADDRESS):
        assert said in text
    for said in ("27", "10:00", "1:00", "(651) 389-9174"):
        assert said in text
    for names in facts.SPONSORS:
        assert names[language == "es"] in text


def it_is_a_record_of_2011_and_says_so(typist: Typist) -> None:
    gathering = Gathering.objects.get()
    assert gathering.first_on
    assert gathering.first_on.year == 2011
    assert "This date is over" in typist.read(f"/en/gatherings/{ADDRESS}/")


@pytest.mark.data
@pytest.mark.parametrize("fact", facts.IN_THE_SOURCE)
def test_what_we_say_of_the_clinic_is_in_its_post(fact: str) -> None:
    assert fact in read(1)
