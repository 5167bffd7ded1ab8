"""Read a form as a browser without scripts would send it: every field with what stands in it."""

from html.parser import HTMLParser
from typing import Any


class _Reader(HTMLParser):
    def __init__(self, method: str) -> None:
        super().__init__(convert_charrefs=True)
        self.method = method
        self.forms: list[dict[str, Any]] = []
        self._at: dict[str, Any] | None = None
        self._text: list[str] | None = None
        self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form" and found.get("method", "get").lower() == self.method:
            self._at = {"action": found.get("action", ""), "fields": {}}
            self.forms.append(self._at)
        if self._at is None or not found.get("name"):
            if self._at is not None and tag == "option" and "selected" in found:
                self._keep(self._name, found.get("value", ""))
            return
        if tag == "input":
            self._input(found)
        elif tag == "textarea":
            self._name, self._text = found["name"], []
        elif tag == "select":
            self._name = found["name"]
            if "multiple" not in found:
                self._keep(self._name, "")

    def _input(self, found: dict[str, str]) -> None:
        kind = found.get("type", "text")
        if kind in ("submit", "button", "image", "file"):
            return
        if kind in ("checkbox", "radio") and "checked" not in found:
            return
        self._keep(found["name"], found.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self._keep(self._name, "".join(self._text).removeprefix("\n"))
            self._text = None
        if tag == "form":
            self._at = None

    def _keep(self, name: str, value: str) -> None:
        if self._at is not None:
            self._at["fields"][name] = value


def form_in(page: str, holding: str, *, method: str = "post") -> dict[str, str]:
    """The fields of the first form that has a field named `holding`."""
    reader = _Reader(method)
    reader.feed(page)
    for form in reader.forms:
        if holding in form["fields"]:
            fields: dict[str, str] = form["fields"]
            return fields
    raise AssertionError(f"no form with {holding} in: {page[:2000]}")
