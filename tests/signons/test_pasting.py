"""A list is pasted, looked at, corrected, imported, and taken back."""

from datetime import datetime
from pathlib import Path

import pytest

from amparo.audit.actors import Actor
from amparo.signons.models import Letter, PastedList
from amparo.signons.operations import endorsing, pasting
from amparo.signons.operations.endorsing import Given
from amparo.signons.operations.freezing import freeze
from amparo.signons.operations.pasting import CannotPaste

LIST = """NATIONAL
River Network (RN)
Minnesota
Casa Norte – Northfield
Rev. Ana Ejemplo, River Church
We are grateful to all who sign: see https://example.org
Casa Norte, MN
"""


def paste(letter: Letter, text: str, actor: Actor, now: datetime) -> PastedList:
    return pasting.paste(letter, text, language="en", actor=actor, now=now)


def test_every_line_is_kept_and_names_go_on_the_list(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    pasted = paste(letter, LIST, actor, now)
    assert [line.says for line in pasted.lines.all()] == [
        "heading", "signer", "heading", "signer", "signer", "unknown", "signer",
    ]  # fmt: skip
    assert not letter.endorsements.exists()

    assert pasting.import_list(pasted, actor=actor, now=now) == 3
    listed = list(letter.endorsements.listed().order_by("order"))
    assert [(each.name, each.city, each.state, each.scope) for each in listed] == [
        ("River Network", "", "", "national"),
        ("Casa Norte", "Northfield", "MN", ""),
        ("Rev. Ana Ejemplo", "", "MN", ""),
    ]
    assert listed[2].kind == "office"
    assert {each.text_hash for each in listed} == {letter.text("en").text_hash}
    assert pasted.lines.get(number=7).endorsement == listed[1]  # the same name and state


def test_a_line_that_nobody_understood_is_corrected_and_imported_later(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    pasted = paste(letter, LIST, actor, now)
    pasting.import_list(pasted, actor=actor, now=now)
    line = pasted.lines.get(number=6)

    pasting.correct_line(
        line, {"says": "signer", "kind": "organization", "name": "River Friends", "state": "WI"}
    )
    assert line.text.startswith("We are grateful")
    assert pasting.import_list(pasted, actor=actor, now=now) == 1
    assert letter.endorsements.listed().filter(name="River Friends", state="WI").exists()


def test_a_name_that_stands_there_is_not_imported_again(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    known = endorsing.add_by_hand(
        letter, Given("CASA NORTE", state="MN"), language="en", actor=actor, now=now
    )
    pasted = paste(letter, LIST, actor, now)

    assert pasting.import_list(pasted, actor=actor, now=now) == 2
    assert pasting.take_back(pasted, actor=actor) == 2
    assert list(letter.endorsements.all()) == [known]
    assert pasting.import_list(pasted, actor=actor, now=now) == 2


def test_an_import_that_was_printed_is_not_taken_back(
    letter: Letter, actor: Actor, now: datetime
) -> None:
    pasted = paste(letter, LIST, actor, now)
    pasting.import_list(pasted, actor=actor, now=now)
    freeze(letter, actor=actor, now=now)

    with pytest.raises(CannotPaste, match="frozen"):
        pasting.take_back(pasted, actor=actor)
    pasting.throw_away(pasted, actor=actor)
    assert letter.endorsements.count() == 3


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_list_is_refused(letter: Letter, actor: Actor, now: datetime, text: str) -> None:
    with pytest.raises(CannotPaste, match="empty"):
        paste(letter, text, actor, now)


@pytest.mark.data
def test_the_letter_of_2011_comes_in_whole(
    letter: Letter, actor: Actor, now: datetime, shared_data: Path
) -> None:
    text = (shared_data / "organizations" / "sign_on_letter_2011.txt").read_text(encoding="utf-8")
    pasted = paste(letter, text, actor, now)

    assert pasting.import_list(pasted, actor=actor, now=now) == 213
    kinds = [each.kind for each in letter.endorsements.listed()]
    assert (kinds.count("organization"), kinds.count("office")) == (209, 4)
