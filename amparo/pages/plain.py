"""A page's body as plain text that anybody can edit on a phone, and back again.

What organizers know: an empty line begins a paragraph, "- " a point, "## " a heading, and an
address becomes a link. A newcomer's mistake: editing every body so. A page with photographs or
bold words belongs to Wagtail's editor; `text_of` says so by None.
"""

import html
import re
from typing import Any

from amparo.lib.markup import paragraphs, to_html

_HEADING = re.compile(r"##\s+(\S.*)")
_LINK = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_ITEM = re.compile(r"<li[^>]*>(.*?)</li>", re.DOTALL)
_LIST = re.compile(r"<(ul|ol)[^>]*>(.*?)</\1>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
_BREAK = re.compile(r"<br ?/?>\n?")
_TAG = re.compile(r"<[^>]*>")


def blocks_of(text: str) -> list[tuple[str, Any]]:
    """Blocks of a body for a text that somebody typed."""
    blocks: list[tuple[str, Any]] = []
    for paragraph in paragraphs(text):
        heading = _HEADING.fullmatch(paragraph)
        blocks.append(
            ("heading", heading[1][:120]) if heading else ("paragraph", to_html(paragraph))
        )
    return blocks


def text_of(body: Any) -> str | None:
    """The text of a body, None where it holds what plain text cannot say."""
    said: list[str] = []
    for block in body:
        if block.block_type == "heading":
            said.append(f"## {block.value}")
        elif block.block_type == "paragraph":
            text = _plain(str(getattr(block.value, "source", block.value)))
            if text is None:
                return None
            said.append(text)
        else:
            return None
    return "\n\n".join(said)


def _plain(markup: str) -> str | None:
    rest = _LINK.sub(_unlinked, markup)
    rest = _LIST.sub(_points, rest)
    rest = _PARAGRAPH.sub(lambda found: f"{_BREAK.sub(chr(10), found[1])}\n\n", rest).strip()
    if _TAG.search(rest):
        return None
    return html.unescape(rest)


def _unlinked(found: re.Match[str]) -> str:
    """The address alone, where the link shows it; a link behind words is beyond plain text."""
    target = found[1].removeprefix("mailto:")
    return found[2] if found[2] == target else found[0]


def _points(found: re.Match[str]) -> str:
    items = _ITEM.findall(found[2])
    if found[1] == "ul":
        return "\n".join(f"- {item}" for item in items) + "\n\n"
    return "\n".join(f"{at}. {item}" for at, item in enumerate(items, 1)) + "\n\n"
