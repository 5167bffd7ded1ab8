"""An open letter of 2011 with 213 signers and 13 in copy (row 8), and a statement joined by
156 organizations (row 21), rebuilt at the desk from what was published. Their words are read from
the sources at the time of the test; none of them is kept here.
"""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from amparo.lib.pastedlists import NAMES, state_of
from amparo.signons.models import FrozenFile
from tests.acceptance import committee
from tests.acceptance.test_an_action_committee import begin_campaign
from tests.acceptance.typist import Typist, plain
from tests.house.plan import ROOT

SOURCES = ROOT.parent / "shared" / "sources"
WORD = re.compile(r"\w+")

pytestmark = pytest.mark.data

ES_LETTER = {
    "Title": "Carta sobre Comunidades Seguras",
    "Addressed to": "La dirección de ICE",
    "The ask, in one sentence": "Detengan el programa.",
    "Text": "El texto de la carta está en inglés.",
}
ES_STATEMENT = {
    "Title": "Declaración sobre las políticas locales",
    "The ask, in one sentence": "Respalden las políticas locales.",
    "Text": "El texto de la declaración está en inglés.",
}


class Published:
    """The open letter as the committee's site has it."""

    def __init__(self) -> None:
        (path,) = SOURCES.glob("001_*.txt")
        lines = path.read_text(encoding="utf-8").splitlines()
        title = next(at for at, line in enumerate(lines) if line.startswith("Letter to ICE Dir"))
        self.title = lines[title].strip()
        to = lines.index("Director John T. Morton", title)
        self.date, self.address = (
            lines[to - 1].strip(),
            [line.strip() for line in lines[to : to + 4]],
        )
        names = lines.index("ADC Michigan", to)
        body = [line.strip() for line in lines[to + 4 : names] if line.strip()]
        self.salutation, self.body = body[0], body[1:]
        rest = [line.strip() for line in lines[names:]]
        end = rest.index("")
        self.signers = rest[:end]
        copies = next(at for at in range(end, len(rest)) if rest[at])
        self.copies = rest[copies : rest.index("", copies)]


class Statement:
    """The national statement, with its headings, rulers and page break."""

    def __init__(self) -> None:
        (path,) = SOURCES.glob("004_*.txt")
        text, _, self.pasted = path.read_text(encoding="utf-8").partition("\nNATIONAL\n")
        self.body = [line.strip() for line in text.splitlines() if line.strip()]
        self.pasted = f"NATIONAL\n{self.pasted}"
        self.groups: list[tuple[str, list[str]]] = []
        for line in map(str.strip, self.pasted.splitlines()):
            if line == "NATIONAL" or line in NAMES.values():
                self.groups.append((line, []))
            elif line and not re.fullmatch(r"[A-Z](-[A-Z])?|.* Continued", line):
                self.groups[-1][1].append(line)


def words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def begin_letter(
    typist: Typist, about: dict[str, str | bool], said: dict[str, dict[str, str]]
) -> str:
    """A letter of an open campaign, open for signing; return its page at the desk."""
    campaign = {"Kind": "Campaign", "Web address": "no-more-deportations"}
    begin_campaign(typist, campaign, committee.CAMPAIGN, opens_on="2011-05-01")
    typist.press("Open it to the public")
    typist.press("New letter or statement")
    typist.fill(about)
    typist.fill_words(said)
    typist.press("Save")
    typist.press("Open it for signing")
    return typist.page.url


def paste(typist: Typist, pasted: str, count: int) -> None:
    typist.press("Paste a list")
    typist.fill({"The list": pasted, "They signed the text in": "English"})
    typist.press("Look at it")
    typist.press(f"Put {count} names on the list")


def listed(typist: Typist, address: str) -> list[str]:
    typist.go(address)
    return [plain(item) for item in typist.page.locator(".letter li").all_inner_texts()]


def test_the_open_letter_bears_213_names_in_their_order_and_13_in_copy(typist: Typist) -> None:
    letter = Published()
    assert (len(letter.signers), len(letter.copies)) == (213, 13)
    about = {
        "Kind": "Letter",
        "Web address": "letter-to-the-director",
        "Officials and clergy may sign by their office": True,
        "Date on the letter": "2011-07-20",
        "Order of the list": "One list, in the order in which they were entered",
    }
    english = {
        "Title": letter.title,
        "Addressed to": letter.address[0],
        "The ask, in one sentence": "Halt the program.",
        "Salutation": letter.salutation,
        "Text": "\n\n".join(letter.body),
    }
    desk = begin_letter(typist, about, {"en": english, "es": ES_LETTER})

    typist.press("Add somebody")
    typist.fill({"Name": letter.address[0], "Address": "\n".join(letter.address[2:])})
    typist.fill({"Office": letter.address[1]}, "en")
    typist.press("Save")
    typist.press("Add several copies")
    typist.fill({"Who gets a copy": "\n".join(letter.copies)})
    typist.press("Add them")
    paste(typist, "\n".join(letter.signers), 213)
    typist.go(desk)
    typist.press("Freeze it")
    typist.press("Freeze it")

    address = "/en/letters/letter-to-the-director/"
    told = typist.read(address)
    assert letter.date == "July 20, 2011"
    for said in (letter.title, letter.date, *letter.address, letter.salutation, *letter.copies):
        assert plain(said) in told, said
    for paragraph in letter.body:
        assert plain(paragraph) in told, paragraph[:60]
    items = listed(typist, f"{address}signers/")
    assert len(items) == 213
    for name, item in zip(letter.signers, items, strict=True):
        states = {word.casefold() for word in WORD.findall(name) if state_of(word)}
        assert words(name) - states <= words(item), (name, item)
    copies = [told.index(plain(line)) for line in letter.copies]
    assert copies == sorted(copies)

    with FrozenFile.objects.get(language="en").file.open() as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
        printed = " ".join(page.extract_text() for page in pages)
    for item in items:
        assert words(item) <= words(printed), item


def test_the_statement_stands_by_state_as_it_was_published(typist: Typist) -> None:
    statement = Statement()
    assert sum(len(names) for _heading, names in statement.groups) == 156
    about = {
        "Kind": "Statement",
        "Web address": "local-policies",
        "Order of the list": "The same, but under each heading as they were entered",
    }
    english = {
        "Title": "In support of local policies",
        "The ask, in one sentence": "Stand up for human and civil rights.",
        "Text": "\n\n".join(statement.body),
    }
    begin_letter(typist, about, {"en": english, "es": ES_STATEMENT})
    paste(typist, statement.pasted, 156)

    told = typist.read("/en/letters/local-policies/")
    for paragraph in statement.body:
        assert plain(paragraph) in told, paragraph[:60]
    typist.go("/en/letters/local-policies/signers/")
    page = typist.page
    headings = [
        plain(each).split(" ")[:-1] for each in page.locator(".letter h3").all_inner_texts()
    ]
    assert [" ".join(each).casefold() for each in headings] == [
        heading.casefold() for heading, _names in statement.groups
    ]
    for at, (_heading, names) in enumerate(statement.groups):
        items = page.locator(".letter ul").nth(at).locator("li").all_inner_texts()
        assert len(items) == len(names)
        for name, item in zip(names, items, strict=True):
            states = {word.casefold() for word in WORD.findall(name) if state_of(word)}
            assert words(name) - states <= words(item), (name, item)


@pytest.fixture(autouse=True)
def _sources() -> Path:
    if not SOURCES.is_dir():
        pytest.skip("the sources are not beside this clone")
    return SOURCES
