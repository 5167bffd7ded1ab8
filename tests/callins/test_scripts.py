"""What a caller is given to say, and the letter for those who would rather write."""

from urllib.parse import parse_qs, urlsplit

import pytest

from amparo.callins.script import letter_for, measure, points_of, script_for, unknown_slots
from tests.callins.conftest import Day

pytestmark = pytest.mark.django_db


def test_the_page_fills_the_office_the_bill_and_a_place_for_her_name(day: Day):
    script = script_for(day.callin.text("en"), day.targets[0])
    assert script.opening == (
        "Hello, my name is [your name]. I am calling Sheriff of Rice County Pat Example."
    )
    assert script.points == ["Please end the agreement.", "Please vote for SF 958."]


def test_spanish_slots_have_spanish_names(day: Day):
    script = script_for(day.callin.text("es"), day.targets[1], name="Rosa")
    assert script.opening == "Hola, me llamo Rosa. Llamo a County board."
    assert script.points[1] == "Por favor, voten por SF 958."


def test_the_place_for_her_name_is_in_the_language_that_she_speaks(day: Day):
    script = script_for(day.callin.text("es"), day.targets[1])
    assert script.opening.startswith("Hola, me llamo [su nombre].")
    letter = letter_for(day.callin.text("es"), day.targets[1])
    assert letter.text.endswith("[su nombre]\n[su ciudad o pueblo]")


def test_numbers_and_bullets_that_somebody_typed_are_not_read_aloud():
    typed = "1. Thank you\n\n2) Please veto\n- No more\n3 people came"
    assert points_of(typed) == ["Thank you", "Please veto", "No more", "3 people came"]


def test_other_braces_stay_as_they_are_and_are_pointed_out(day: Day):
    text = day.callin.text("en")
    text.opening = "{name} {0} {office.pk} {governor} %(name)s"
    script = script_for(text, day.targets[1], name="Rosa")
    assert script.opening == "Rosa {0} {office.pk} {governor} %(name)s"
    assert unknown_slots(text.opening) == ["{governor}"]


def test_without_a_voicemail_of_its_own_the_first_point_is_the_message(day: Day):
    script = script_for(day.callin.text("en"), day.targets[1], name="Rosa")
    assert script.voicemail == (
        "Hello, my name is Rosa. I am calling County board. Please end the agreement. "
        "Where does the sheriff stand?"
    )


def test_a_script_of_a_minute_is_not_too_long_and_a_word_more_is():
    assert not measure(["word " * 150], "en").is_too_long
    assert measure(["word " * 151], "en").is_too_long
    assert measure(["word " * 150], "en").seconds == 60
    assert not measure(["palabra " * 160], "es").is_too_long


def test_a_letter_without_words_of_its_own_says_the_points(day: Day):
    letter = letter_for(day.callin.text("en"), day.targets[0])
    assert letter.text.startswith("To Pat Example, Sheriff of Rice County:\n\nPlease end")
    assert letter.text.endswith("Sincerely,\n\n[your name]\n[your city or town]")


def test_the_link_of_a_letter_opens_a_mail_with_all_of_it(day: Day):
    target = day.targets[0]
    target.office.email = "sheriff@example.org"
    link = urlsplit(letter_for(day.callin.text("es"), target).mailto)
    query = parse_qs(link.query)
    assert (link.scheme, link.path) == ("mailto", "sheriff@example.org")
    assert query["subject"] == ["Llamemos al sheriff"]
    assert "Por favor, voten por SF 958." in query["body"][0]


def test_a_letter_that_is_too_long_for_a_link_leaves_its_words_to_be_copied(day: Day):
    text = day.callin.text("en")
    text.letter = "A long reason. " * 300
    letter = letter_for(text, day.targets[0])
    assert "body" not in parse_qs(urlsplit(letter.mailto).query)
    assert "A long reason. A long reason." in letter.text


def test_a_title_cannot_add_a_recipient_to_the_mail(day: Day):
    text = day.callin.text("en")
    text.title = "Hello&bcc=everybody@example.org?cc=x\r\nBcc: x"
    query = parse_qs(urlsplit(letter_for(text, day.targets[0]).mailto).query)
    assert set(query) == {"subject", "body"}
