"""An announcement says the same on every channel, and fits it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.announcing import Channel, Facts, Text, Words, counted, plain_letters, texts
from amparo.lib.announcing.sms import BASIC, EXTENDED
from amparo.lib.announcing.texts import CAPTION_MOST, SUBJECT_MOST, shortened

CLINIC = Facts(
    language="es",
    title="Clínica legal de inmigración",
    url="https://amparo.example/es/actos/clinica/",
    kind="Clínica legal",
    summary="¿Tiene preguntas? Venga a hablar con una abogada.",
    day="sábado 27 de agosto",
    hours="de 10:00\xa0a.\xa0m. a 1:00\xa0p.\xa0m.",
    place="Iglesia del Río",
    address="31 y 16 avenida, Minneapolis",
    door="Entrada por la avenida 16",
    cost="Gratis",
    phone="(651) 555-0142",
    hosts="El Comité y la Red",
)
WORDS = Words(
    when="Cuándo",
    where="Dónde",
    door="Entrada",
    cost="Costo",
    bring="Traiga",
    access="Acceso",
    phone="Teléfono",
    hosts="Organizan",
    page="Más",
)


def by_channel(facts: Facts) -> dict[Channel, Text]:
    return {text.channel: text for text in texts(facts, WORDS)}


def test_every_channel_says_what_when_and_where() -> None:
    for channel, text in by_channel(CLINIC).items():
        said = plain_letters(text.body)
        assert plain_letters("Clínica legal de inmigración") in said, channel
        assert "27 de agosto" in said, channel
        assert "amparo.example/es/actos/clinica/" in said, channel


def test_the_door_is_said_wherever_there_is_room() -> None:
    said = by_channel(CLINIC)
    for channel in (Channel.WHATSAPP, Channel.EMAIL, Channel.FACEBOOK, Channel.SMS_WHOLE):
        assert "Entrada por la avenida 16" in said[channel].body


def test_whatsapp_sets_the_title_in_bold_and_no_title_can_break_it() -> None:
    starred = replace(CLINIC, title="*Ven* a la _clínica_")
    first, *_ = by_channel(starred)[Channel.WHATSAPP].body.split("\n")
    assert first == "*Ven a la clínica*"


def test_the_subject_of_an_e_mail_says_the_day() -> None:
    assert by_channel(CLINIC)[Channel.EMAIL].subject == (
        "Clínica legal de inmigración: sábado 27 de agosto"
    )


def test_the_short_message_fits_one_part_in_spanish() -> None:
    sms = by_channel(CLINIC)[Channel.SMS].sms
    assert sms
    assert sms.is_plain
    assert sms.fits_one
    assert "sabado 27 de agosto" in sms.text


def test_the_whole_message_keeps_its_accents_and_says_its_price() -> None:
    sms = by_channel(CLINIC)[Channel.SMS_WHOLE].sms
    assert sms
    assert "Clínica" in sms.text
    assert not sms.is_plain
    assert sms.part_count > 1


def test_what_is_not_there_leaves_no_label_behind() -> None:
    bare = Facts(language="es", title="Firme la petición", url="https://amparo.example/es/x/")
    for text in texts(bare, WORDS):
        assert ": \n" not in text.body
        assert WORDS.when not in text.body


@pytest.mark.parametrize(
    ("text", "parts", "is_plain"),
    [
        ("", 0, True),
        ("a" * 160, 1, True),
        ("a" * 161, 2, True),
        ("a" * 306, 2, True),
        ("a" * 307, 3, True),
        ("€" * 80, 1, True),
        ("€" * 81, 2, True),
        ("a" * 152 + "€" + "a" * 152, 3, True),  # the sign is not torn between two parts
        ("í" * 70, 1, False),
        ("í" * 71, 2, False),
        ("í" * 134, 2, False),
        ("í" * 135, 3, False),
        ("😀" * 35, 1, False),
        ("😀" * 36, 2, False),
        ("😀" * 67, 3, False),  # 33 whole ones a part
    ],
)
def test_parts_are_counted_as_telephones_cut(text: str, parts: int, is_plain: bool) -> None:
    sms = counted(text)
    assert (sms.part_count, sms.is_plain) == (parts, is_plain)


def test_the_letters_of_gsm_are_those_of_the_standard() -> None:
    assert len(BASIC) == 127  # 128 places, one of which is the escape
    assert len(EXTENDED) == 10


def test_spanish_keeps_the_letters_that_cost_nothing() -> None:
    assert plain_letters("¿Mañana? Café, güero: ¡canción, más, aquí, tú!") == (
        "¿Mañana? Café, güero: ¡cancion, mas, aqui, tu!"
    )


@given(st.text())
def test_plain_letters_never_cost_more(text: str) -> None:
    plain = counted(plain_letters(text))
    assert plain.is_plain or not counted(text).is_plain


phrase = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z", "S")), max_size=120)


@given(phrase, phrase, phrase, phrase, phrase, phrase)
def test_nothing_that_people_type_breaks_a_channel(
    title: str, summary: str, day: str, place: str, door: str, phone: str
) -> None:
    facts = Facts(
        language="en", title=title, url="https://amparo.example/en/events/a-name/", summary=summary,
        day=day, place=place, door=door, phone=phone,
    )  # fmt: skip
    said = by_channel(facts)
    for channel, text in said.items():
        address = facts.url if channel != Channel.INSTAGRAM else facts.url.split("://")[1]
        assert text.body.endswith(address)
        assert "\xa0" not in text.body
    assert len(said[Channel.INSTAGRAM].body) <= CAPTION_MOST
    assert len(said[Channel.EMAIL].subject) <= SUBJECT_MOST
    assert "\n" not in said[Channel.EMAIL].subject
    short = said[Channel.SMS].sms
    assert short
    assert short.fits_one or not short.is_plain


@given(st.text(min_size=1), st.integers(min_value=1, max_value=200))
def test_a_shortened_text_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most
