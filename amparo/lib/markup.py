"""Words that people type, made safe to show: names, plain texts with paragraphs and links.

Every text is escaped whole before any tag is added, and the result passes an allow list as a second
fence; so the input may hold anything. What organizers know: a blank line begins a paragraph, "- "
and "1. " begin points, an address that starts with https:// or http:// becomes a link.
"""

import html
import re
import unicodedata

import nh3

LINK_SCHEMES = {"http", "https", "mailto", "tel"}
TAGS = {"p", "br", "a", "ul", "ol", "li", "strong", "em", "blockquote", "h2", "h3"}

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # may make a name read as another
_INVISIBLE = "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_UNWANTED = re.compile(f"[{_BIDI}{_INVISIBLE}{_CONTROLS}]")
_LINE_BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_POINT = re.compile(r"[ \t]*(?:[-•*]|(\d{1,3})[.)])[ \t]+(.*)")
_ADDRESS = re.compile(
    r"(?P<url>https?://[^\s<>\"']+)"
    r"|(?<![\w.+-])(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}»”’"
_TAG = re.compile(r"<[^>]*>")
_BREAKING_TAG = re.compile(r"<br ?/?>|</li>", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"</(?:p|ul|ol|h2|h3|blockquote)>", re.IGNORECASE)


def clean_line(text: str) -> str:
    """One line for names and titles: NFC, one space between words, nothing that hides or turns."""
    if text.isascii() and text.isprintable():  # most cells of a list: only spaces can be amiss
        return " ".join(text.split())
    return _SPACES.sub(" ", _clean(text)).strip()


def clean_text(text: str) -> str:
    """Lines and paragraphs kept, everything else as in `clean_line`; at most one blank line."""
    lines = [line.rstrip() for line in _clean(text).replace("\t", " ").split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def to_html(text: str) -> str:
    """Make plain text into paragraphs, points and links that are safe on a page."""
    blocks = clean_text(text).split("\n\n")
    return clean_html("\n".join(_block(block) for block in blocks if block))


def clean_html(markup: str) -> str:
    """Keep a few tags of pasted markup and nothing else of it: no images, styles, scripts."""
    return nh3.clean(
        markup,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=LINK_SCHEMES,
        link_rel="noopener nofollow",
    )


def to_text(markup: str) -> str:
    """The words of some markup, without tags: paragraphs apart, points on lines of their own."""
    safe = clean_html(markup)
    broken = _CLOSING_TAG.sub("\n\n", _BREAKING_TAG.sub("\n", safe))
    return clean_text(html.unescape(_TAG.sub("", broken)))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, for paper and mail."""
    return [block for block in clean_text(text).split("\n\n") if block]


def excerpt(text: str, *, length: int = 160) -> str:
    """The beginning of a text on one line, ended at a word."""
    line = clean_line(text)
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(_TRAILING + " ") + "…"


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_BREAK.sub("\n", text)))


def _block(block: str) -> str:
    lines = block.split("\n")
    points = [_POINT.fullmatch(line) for line in lines]
    if all(points):
        return _points([point for point in points if point])
    return "<p>" + "<br>\n".join(_linked(line) for line in lines) + "</p>"


def _points(points: list[re.Match[str]]) -> str:
    items = "\n".join(f"<li>{_linked(point[2])}</li>" for point in points)
    if points[0][1] is None:
        return f"<ul>\n{items}\n</ul>"
    return f'<ol start="{int(points[0][1])}">\n{items}\n</ol>'


def _linked(line: str) -> str:
    parts, end = [], 0
    for found in _ADDRESS.finditer(line):
        address = _without_trailing(found[0])
        parts += [html.escape(line[end : found.start()]), _link(address, found["mail"] is not None)]
        end = found.start() + len(address)
    return "".join(parts) + html.escape(line[end:])


def _link(address: str, is_mail: bool) -> str:
    target = f"mailto:{address}" if is_mail else address
    return f'<a href="{html.escape(target)}">{html.escape(address)}</a>'


def _without_trailing(address: str) -> str:
    """Leave the sentence its full stop, and a bracket that was opened before the address."""
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
