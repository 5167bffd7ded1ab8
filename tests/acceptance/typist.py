"""Somebody who types at the desk by the labels that she reads, and reads public pages as text."""

import io
import re
from collections.abc import Mapping

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

Given = Mapping[str, str | int | bool | bytes | list[str]]
SECTIONS = {"en": "English", "es": "Español"}


class Typist:
    """`fill` and `press` on the page that is open; `read` what the public sees."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, address: str) -> None:
        """Open a page; a refusal fails here and not three steps later."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address}: {answer.status}"

    def fill(self, given: Given, language: str = "") -> None:
        """Type values beside their labels, in the section of a language where one is named."""
        inside = self._section(language) if language else self.page.locator("main form.desk-form")
        for label, value in given.items():
            _put(_labelled(inside, label), value)

    def fill_words(self, words: Mapping[str, Given]) -> None:
        for language, given in words.items():
            self.fill(given, language)

    def press(self, button: str) -> None:
        """Press a button or follow a link; what is refused stands in the failure."""
        named = re.compile(rf"^\s*{re.escape(button)}\s*$")
        main = self.page.locator("main")
        either = main.get_by_role("button", name=named).or_(main.get_by_role("link", name=named))
        either.first.click()
        refused = main.locator(".error-message, .desk-errors").all_inner_texts()
        assert not refused, f"after “{button}”: {refused}"

    def read(self, address: str) -> str:
        """The words of a public page, with all white space the same."""
        self.go(address)
        return plain(self.page.locator("main").inner_text())

    def alternatives(self, selector: str) -> list[str]:
        """What the pictures show, in their order."""
        found = self.page.locator(f"main {selector} img")
        return [found.nth(at).get_attribute("alt") or "" for at in range(found.count())]

    def _section(self, language: str) -> Locator:
        return self.page.get_by_role("region", name=SECTIONS[language])


def plain(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def stand_in_order(text: str, *words: str) -> None:
    """Fail unless each of the words stands there, one after the other."""
    at = 0
    for each in words:
        found = text.find(plain(each), at)
        assert found >= 0, f"“{each}” does not stand after “{text[max(0, at - 60) : at]}”"
        at = found + len(plain(each))


def draw_logo(number: int) -> bytes:
    """A mark of our own for an organization: the real ones are theirs."""
    picture = Image.new("RGB", (240, 120), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 20, 100, 100), fill=(30 + 20 * number % 200, 90, 120))
    pen.rectangle((120, 20 + 4 * number % 60, 220, 100), fill=(150, 60 + 15 * number % 150, 40))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _labelled(inside: Locator, label: str) -> Locator:
    """The field with exactly this label; Wagtail marks what is required by a star."""
    found = inside.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$"))
    expect(found, f"one field is labelled “{label}”").to_have_count(1)
    return found


def _put(field: Locator, value: str | int | bool | bytes | list[str]) -> None:
    folded = field.locator("xpath=ancestor::details[not(@open)]/summary")
    if folded.count():
        folded.click()
    if isinstance(value, bytes):
        field.set_input_files([{"name": "logo.png", "mimeType": "image/png", "buffer": value}])
    elif isinstance(value, bool):
        field.set_checked(value)
    elif isinstance(value, list):
        field.select_option(label=value)
    elif field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(label=str(value))
    else:
        field.fill(str(value))
