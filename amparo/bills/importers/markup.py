"""A page of HTML made into a legal text: its words, and what is underlined as new or struck.

A newcomer's mistake: leaving "new text begin" in the words. A legislature prints these for people
who cannot see underlining; here they become marks with offsets, and so do ins, del, u and s.
"""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from amparo.bills.importers.errors import CannotRead

_NEW = {"ins", "u"}
_STRUCK = {"del", "s", "strike"}
_NO_WORDS = {"script", "style", "head", "nav", "header", "footer", "noscript", "form", "button"}
_BLOCKS = {
    "p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section",
    "article", "ul", "ol", "dl", "dt", "dd", "blockquote", "hr",
}  # fmt: skip
_LINE_NUMBER = re.compile(r"^\d{1,4}\.\d{1,2}$")
_WORDED = re.compile(
    r"\b(?P<what>new|deleted) text (?P<edge>begin|end)\b",
    re.IGNORECASE,
)


@dataclass
class Text:
    """A text that is being put together, and where its marks begin."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    open_at: dict[str, int] = field(default_factory=dict)

    def say(self, words: str) -> None:
        if words:
            self.pieces.append(words)
            self.length += len(words)

    def begin(self, kind: str) -> None:
        self.open_at.setdefault(kind, self.length)

    def end(self, kind: str) -> None:
        start = self.open_at.pop(kind, None)
        if start is not None and self.length > start:
            self.marks.append((start, self.length, kind))

    @property
    def body(self) -> str:
        return "".join(self.pieces)


def read_page(page: str, *, root: str = "") -> Text:
    """The words of a page, or of the part that `root` (an XPath) finds where it finds one."""
    try:
        # or libxml2 leaves out, unsaid, what is nested deep and what is long
        parser = lxml_html.HTMLParser(huge_tree=True)
        tree = lxml_html.document_fromstring(page, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise CannotRead("unknown") from error
    if any("depth" in each.message for each in parser.error_log):
        raise CannotRead("nested")
    found = tree.xpath(root) if root else []
    text = Text()
    _walk(found[0] if isinstance(found, list) and found else tree, text)
    for kind in list(text.open_at):
        text.end(kind)
    return tidied(text)


def read_words(words: str) -> Text:
    """Plain words in which "new text begin" and the like may stand."""
    text = Text()
    _say(words, text)
    for kind in list(text.open_at):
        text.end(kind)
    return tidied(text)


def _walk(element: etree._Element, text: Text) -> None:
    """Without recursion: a page may be nested deeper than Python would go."""
    events: list[tuple[bool, etree._Element]] = [(True, element)]
    preformatted = 0  # how many <pre> we are in: elsewhere a line break is a space
    while events:
        enters, each = events.pop()
        tag = each.tag if isinstance(each.tag, str) else ""
        if not enters:
            _leave(each, tag, text)
            preformatted -= tag == "pre"
            if each is not element:
                _say(_flowing(each.tail, preformatted), text)
            continue
        events.append((False, each))
        if _has_no_words(each, tag):
            continue
        _enter(each, tag, text)
        preformatted += tag == "pre"
        _say(_flowing(each.text, preformatted), text)
        events += [(True, child) for child in reversed(each)]


def _flowing(words: str | None, preformatted: int) -> str:
    return words or "" if preformatted else re.sub(r"\s+", " ", words or "")


def _has_no_words(element: etree._Element, tag: str) -> bool:
    """Also the numbers of pages and lines, which stand in links of their own."""
    if not tag or tag in _NO_WORDS:
        return True
    own = (element.text or "").strip()
    return tag in ("a", "span") and not len(element) and bool(_LINE_NUMBER.match(own))


def _enter(element: etree._Element, tag: str, text: Text) -> None:
    if tag in _BLOCKS:
        text.say("\n")
    kind = _kind(element, tag)
    if kind:
        text.begin(kind)


def _leave(element: etree._Element, tag: str, text: Text) -> None:
    kind = _kind(element, tag)
    if kind:
        text.end(kind)
    if tag in _BLOCKS and tag != "br":
        text.say("\n")
    elif tag in ("td", "th"):
        text.say(" ")


def _kind(element: etree._Element, tag: str) -> str:
    classes = str(element.get("class", "")).lower()
    if tag in _NEW or "insertedtext" in classes or re.search(r"\bnew\b", classes):
        return "new"
    return "struck" if tag in _STRUCK or "deletedtext" in classes else ""


def _say(words: str, text: Text) -> None:
    """Words with their worded marks taken out."""
    end = 0
    for mark in _WORDED.finditer(words):
        text.say(words[end : mark.start()])
        kind = "new" if mark["what"].lower() == "new" else "struck"
        (text.begin if mark["edge"].lower() == "begin" else text.end)(kind)
        end = mark.end()
    text.say(words[end:])


_RUN = re.compile(r"\s+")


def tidied(text: Text) -> Text:
    """Spaces and lines made single, with the marks moved along; NULs are gone."""
    body = text.body.replace("\0", " ")
    edges = sorted({edge for start, end, _kind in text.marks for edge in (start, end)})
    out, moved, at = Text(), _Moved(edges), 0
    for run in _RUN.finditer(body):
        moved.through(body, at, run.start(), out)
        breaks = run[0].count("\n")
        moved.within(run.end(), out)
        if out.length:  # nothing stands before the first word
            out.say("\n\n" if breaks > 1 else "\n" if breaks else " ")
        at = run.end()
    moved.through(body, at, len(body), out)
    marks = ((moved.to[start], moved.to[end], kind) for start, end, kind in text.marks)
    out.marks = sorted(mark for mark in marks if mark[1] > mark[0])
    return out


class _Moved:
    """Where each edge of a mark has gone."""

    def __init__(self, edges: list[int]) -> None:
        self.waiting = edges[::-1]
        self.to: dict[int, int] = {}

    def through(self, body: str, start: int, end: int, out: Text) -> None:
        """Words that stay as they are: an edge keeps its place among them."""
        while self.waiting and self.waiting[-1] <= end:
            edge = self.waiting.pop()
            self.to[edge] = out.length + max(0, edge - start)
        out.say(body[start:end])

    def within(self, end: int, out: Text) -> None:
        """A run of spaces becomes one: its edges come to stand before it."""
        while self.waiting and self.waiting[-1] < end:
            self.to[self.waiting.pop()] = out.length
