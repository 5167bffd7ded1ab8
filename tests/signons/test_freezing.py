"""A frozen print: numbered, dated, hashed, and never changed."""

import io
from datetime import datetime
from hashlib import sha256

import pytest
from pypdf import PdfReader

from amparo.audit.actors import Actor
from amparo.audit.models import Entry
from amparo.campaigns.operations.asks import change_ask
from amparo.signons.models import Letter, Recipient, SignerKind
from amparo.signons.operations import endorsing, letters
from amparo.signons.operations.endorsing import Given
from amparo.signons.operations.freezing import CannotFreeze, freeze
from amparo.signons.operations.letters import Post
from tests.makers import make_organization
from tests.signons.conftest import WORDS, make_letter

HOUSE = Given("Hill House", city="Northfield", state="MN", names={"es": "Casa de la Colina"})
REVEREND = Given("Rev. Ana Ejemplo", kind=SignerKind.OFFICE, office="River Church", state="MN")


@pytest.fixture
def signed(letter: Letter, actor: Actor, now: datetime) -> Letter:
    for given in (HOUSE, REVEREND, Given("River Network", acronym="RN", scope="national")):
        endorsing.add_by_hand(letter, given, language="en", actor=actor, now=now)
    return letter


def words_of(data: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split()
    )


def read(letter: Letter, number: int, language: str) -> bytes:
    with letter.freezes.get(number=number).files.get(language=language).file.open() as file:
        return file.read()


def test_a_print_holds_the_letter_its_signers_and_its_copies_in_each_language(
    signed: Letter, actor: Actor, now: datetime
) -> None:
    to = Recipient(letter=signed, name="Director Pat Example", address="500 River Street\nReno, NV")
    posts = {"en": Post("Director", "Office of Rivers"), "es": Post("Directora", "Oficina de Ríos")}
    letters.save_recipient(to, posts=posts, actor=actor)
    lines = ["Bea Example, Counsel, Office of Hills", "Cal Example, Office of Lakes"]
    letters.add_copies(signed, lines, languages=["en", "es"], actor=actor)
    letters.set_hosts(signed, [make_organization("Host House")], actor=actor)

    frozen = freeze(signed, actor=actor, now=now)

    assert (frozen.number, frozen.organization_count, frozen.office_count) == (1, 2, 1)
    english, spanish = words_of(read(signed, 1, "en")), words_of(read(signed, 1, "es"))
    for said in (
        "Director Pat Example Director Office of Rivers 500 River Street Reno, NV",
        "Dear Director Example: It divides families. End it.",
        "NATIONAL River Network (RN) MINNESOTA Hill House, Northfield",
        "BY THEIR OFFICE Rev. Ana Ejemplo, River Church, Minnesota",
        "Bea Example, Counsel, Office of Hills Cal Example, Office of Lakes",
        "Host House",
        "Signed by 2 organizations and 1 person by office",
    ):
        assert said in english
    assert "Directora Oficina de Ríos" in spanish
    assert "Casa de la Colina" in spanish


def test_its_hash_stands_in_the_log_and_is_that_of_the_file(
    signed: Letter, actor: Actor, now: datetime
) -> None:
    frozen = freeze(signed, actor=actor, now=now)

    (entry,) = Entry.objects.filter(verb="signons.freeze")
    hashes = {each.language: each.sha256 for each in frozen.files.all()}
    assert entry.detail["sha256"] == [f"{code} {hashes[code]}" for code in ("en", "es")]
    for language, said in hashes.items():
        assert sha256(read(signed, 1, language)).hexdigest() == said
    assert [each.text_hash for each in frozen.files.all()] == [
        signed.text(code).text_hash for code in ("en", "es")
    ]


def test_later_names_and_corrections_go_into_the_next_print(
    signed: Letter, actor: Actor, now: datetime
) -> None:
    freeze(signed, actor=actor, now=now)
    before = read(signed, 1, "en")
    late = endorsing.add_by_hand(signed, Given("Late House"), language="en", actor=actor, now=now)
    words = {"en": {**WORDS["en"], "body": "Other words."}}
    change_ask(signed, facts={}, words=words, actor=actor, now=now)
    second = freeze(Letter.objects.get(pk=signed.pk), actor=actor, now=now)

    assert second.number == 2
    assert read(signed, 1, "en") == before
    assert "Late House" not in words_of(before)
    assert "Late House" in words_of(read(signed, 2, "en"))
    late.refresh_from_db()
    assert late.frozen_in == second
    assert signed.freezes.get(number=1).endorsements.count() == 3


@pytest.mark.parametrize("reason", ["nobody", "words", "draft"])
def test_what_cannot_be_frozen(letter: Letter, actor: Actor, now: datetime, reason: str) -> None:
    if reason != "nobody":
        endorsing.add_by_hand(letter, HOUSE, language="en", actor=actor, now=now)
    if reason == "words":
        letter.texts.filter(language="es").delete()
    if reason == "draft":
        letter.state = "draft"

    with pytest.raises(CannotFreeze, match=reason):
        freeze(letter, actor=actor, now=now)
    assert not letter.freezes.exists()


def test_a_print_is_tagged_for_readers_of_the_screen(
    signed: Letter, actor: Actor, now: datetime
) -> None:
    freeze(signed, actor=actor, now=now)
    reader = PdfReader(io.BytesIO(read(signed, 1, "es")))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "es"
    assert "pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def test_a_statement_needs_no_addressee(db: None, actor: Actor, now: datetime) -> None:
    statement = make_letter(now, form="statement")
    endorsing.add_by_hand(statement, HOUSE, language="en", actor=actor, now=now)
    statement.texts.update(addressee="", salutation="")

    freeze(Letter.objects.get(pk=statement.pk), actor=actor, now=now)
    assert "Signed by 1 organization" in words_of(read(statement, 1, "en"))
