"""Safe markup of a page as data for Typst: paragraphs, points, headings, quotations, links.

A newcomer's mistake: handing markup to Typst and evaluating it. Words stay values: a block is a
dict with its `kind` and its `runs`, and the template decides how each looks.
"""

from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from typing import Any

Run = dict[str, Any]  # text, and of bold, italic, href those that apply; or notes
Block = dict[str, Any]  # kind, and runs or items
Split = Callable[[str], Sequence[str | list[int]]]  # a text -> words, and numbers of notes

_BLOCKS = {"p": "p", "h2": "heading", "h3": "heading", "h4": "heading", "blockquote": "quote"}
_BOLD, _ITALIC = {"b", "strong"}, {"i", "em", "cite"}
_SKIPPED = {"script", "style", "figure", "template"}


def blocks_of(markup: str, split: Split | None = None) -> list[Block]:
    """The blocks of some markup in their order; what is no block becomes a paragraph."""
    reader = _Reader(split or (lambda text: [text]))
    reader.feed(markup)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self, split: Split) -> None:
        super().__init__(convert_charrefs=True)
        self.split = split
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.kind = "p"
        self.quoting = 0
        self.skipping = 0
        self.lists: list[Block] = []
        self.style: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self.skipping += 1
        elif tag == "br":
            self.runs.append({"text": "\n"})
        elif tag in _BLOCKS or tag in ("ul", "ol", "li", "div", "aside", "section", "footer"):
            self.end_block()
            self._begin(tag)
        else:
            self.style.append({"tag": tag, **_style(tag, dict(attrs))})

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self.skipping = max(0, self.skipping - 1)
        elif tag in _BLOCKS or tag in ("ul", "ol", "li", "div", "aside", "section", "footer"):
            self.end_block()
            self._end(tag)
        else:
            at = next(
                (i for i in reversed(range(len(self.style))) if self.style[i]["tag"] == tag), None
            )
            if at is not None:
                del self.style[at:]

    def handle_data(self, data: str) -> None:
        if self.skipping:
            return
        look = {key: value for each in self.style for key, value in each.items() if key != "tag"}
        for piece in self.split(" ".join(data.split("\n"))):
            if isinstance(piece, list):
                self.runs.append({"notes": piece})
            elif piece.strip() or self.runs:
                self.runs.append({"text": piece, **look})

    def end_block(self) -> None:
        """Close the runs that are open, as a point of a list or as a block of its own."""
        runs, self.runs = self.runs, []
        if not any(run.get("notes") or run["text"].strip() for run in runs):
            return
        if self.lists:
            self.lists[-1]["items"].append(runs)
        else:
            self.blocks.append({"kind": "quote" if self.quoting else self.kind, "runs": runs})

    def _begin(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            block: Block = {"kind": "points" if tag == "ul" else "numbers", "items": []}
            self.lists.append(block)
            self.blocks.append(block)
        elif tag == "blockquote":
            self.quoting += 1
        elif tag in _BLOCKS:
            self.kind = _BLOCKS[tag]

    def _end(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "blockquote":
            self.quoting = max(0, self.quoting - 1)
        self.kind = "p"


def _style(tag: str, attrs: dict[str, str | None]) -> dict[str, Any]:
    if tag in _BOLD:
        return {"bold": True}
    if tag in _ITALIC:
        return {"italic": True}
    href = attrs.get("href") or ""
    return (
        {"href": href}
        if tag == "a" and href.startswith(("http://", "https://", "mailto:", "tel:"))
        else {}
    )
