"""The body of an old post as blocks that a page of ours can hold: text, headings, quotes, pictures.

Markup of a decade comes by here: bare lines that WordPress made into paragraphs, blocks of its
newer editor, shortcodes of plugins. What is no prose (scripts, forms, films of others' sites) goes,
and is counted by name, so that somebody may look. A newcomer's mistake: trusting what comes out as
safe. It is built of escaped text and seven tags, and still passes `clean_html` as a second fence.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

import lxml.html

from amparo.lib.markup import clean_html, clean_line, to_html

Kind = Literal["paragraph", "heading", "quote", "photo"]
LONGEST_HEADING = 120
RULE = "<p>* * *</p>"  # a line across the page, drawn or typed; between two languages it parts them

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_GONE = {
    "script": "scripts", "style": "", "noscript": "", "form": "forms", "input": "forms",
    "button": "forms", "select": "forms", "textarea": "forms", "svg": "", "link": "", "meta": "",
    "title": "", "template": "", "head": "", "nav": "",
}  # fmt: skip
_FILMS = {"iframe", "embed", "object", "video", "audio"}
_STRONG, _EM = {"b", "strong"}, {"i", "em"}
_INLINE = {
    "a", "abbr", "acronym", "big", "br", "cite", "code", "del", "dfn", "font", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "sub", "sup", "tt", "u", "var",
    "wbr", "time", *_STRONG, *_EM,
}  # fmt: skip
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|zip|mp3|mp4)(?:$|[?#])", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif)(?:$|[?#])", re.IGNORECASE)
_CAPTION = re.compile(r"\[(?:wp_)?caption[^\]]*\](.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_GALLERY = re.compile(r"\[gallery([^\]]*)\]")
_SHORTCODE = re.compile(r"\[/?([a-z][\w-]{2,30})((?:\s|=)[^\[\]]*)?/?\]")
_KNOWN = {
    "embed", "youtube", "vimeo", "audio", "video", "playlist", "contact-form", "contact-form-7",
    "soundcloud", "googlemaps", "slideshare", "scribd", "polldaddy", "slideshow", "archives",
}  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s\[\]\"'<>]+")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_DASHES = r"[ \t]*(?:[-–—_*=~•][ \t]?){3,}[ \t]*"  # a whole line of them
_TYPED_RULE = re.compile(rf"(?:^|<br>){_DASHES}(?=<br>|$)")
_PLAIN_RULE = re.compile(rf"(?:^|\n){_DASHES}\r?(?=\n|$)")
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass
class Block:
    """`value` is safe markup for a paragraph, plain words for others; for a photo see `photo`."""

    kind: Kind
    value: str = ""
    photo: dict[str, str] = field(default_factory=dict)  # src or number, alt, caption

    @property
    def words(self) -> str:
        """All of it in plain words."""
        if self.kind == "photo":
            return self.photo.get("caption", "")
        return html.unescape(re.sub(r"<[^>]*>", " ", self.value))


def blocks_of(
    body: str, *, address: str = "", is_plain: bool = False
) -> tuple[list[Block], Counter[str]]:
    """The blocks of a body in their order, and what of it was not understood.

    Links below `address`, the old site's own, lose its name, so that they lead on here.
    """
    if is_plain:
        return _within_rules(_of_plain(body.replace("\0", ""))), Counter()
    walk = _Walk(_host(address), is_classic="<!-- wp:" not in body)
    marked = _without_shortcodes(body.replace("\0", ""), walk.odd)
    tree = _tree(marked)
    if tree is not None:
        walk.through(tree)
    else:
        walk.odd["broken"] += 1
        walk.put("paragraph", to_html(html.unescape(_TAG.sub(" ", body))))
    walk.flush()
    return _within_rules(walk.blocks), walk.odd


def _of_plain(body: str) -> list[Block]:
    blocks: list[Block] = []
    for at, part in enumerate(_PLAIN_RULE.split(body)):
        blocks += [Block("paragraph", RULE)] if at else []
        texts = (each for each in _BLANK_LINE.split(part) if each.strip())
        blocks += [Block("paragraph", to_html(each)) for each in texts]
    return blocks


def _within_rules(blocks: list[Block]) -> list[Block]:
    """Without rules that part nothing: at the beginning, at the end, and one after another."""
    kept: list[Block] = []
    for block in blocks:
        if block.value != RULE or (kept and kept[-1].value != RULE):
            kept.append(block)
    return kept[:-1] if kept and kept[-1].value == RULE else kept


def _tree(markup: str) -> Any:
    """None where it cannot be read, or was read in part: the parser stops at tags too deep."""
    try:
        tree = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    written = len("".join(_TAG.sub("", markup).split()))
    return tree if 2 * len("".join(tree.text_content().split())) >= written - 40 else None


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _without_shortcodes(body: str, odd: Counter[str]) -> str:
    """What plugins put between brackets; a word that somebody set in brackets stays: [sic]."""

    def other(found: re.Match[str]) -> str:
        name, rest = found[1], found[2] or ""
        if name not in _KNOWN and "=" not in rest:
            return found[0]
        odd["shortcodes"] += 0 if found[0].startswith("[/") else 1
        link = _ADDRESS.search(rest)
        return f' <a href="{link[0]}">{link[0]}</a> ' if link else " "

    body = _CAPTION.sub(r"<figure>\1</figure>", body)
    return _SHORTCODE.sub(other, _GALLERY.sub(_gallery, body))


def _gallery(found: re.Match[str]) -> str:
    numbers = re.search(r"ids=[\"']?([\d,\s]+)", found[1])
    ids = re.findall(r"\d+", numbers[1]) if numbers else []
    return "".join(f'<img data-number="{number}">' for number in ids)


class _Walk:
    """Goes through a tree once; text that belongs together gathers in `run`."""

    def __init__(self, host: str, *, is_classic: bool) -> None:
        self.host, self.is_classic = host, is_classic
        self.blocks: list[Block] = []
        self.odd: Counter[str] = Counter()
        self.run: list[str] = []
        self.waiting: list[Block] = []  # pictures met within a line of text

    def put(self, kind: Kind, value: str) -> None:
        value = clean_html(value) if kind == "paragraph" else clean_line(value)
        if clean_line(re.sub(r"<[^>]*>|&nbsp;|\xa0", " ", value)):
            self.blocks.append(Block(kind, value))

    def flush(self) -> None:
        text = "".join(self.run)
        self.run.clear()
        for at, part in enumerate(_TYPED_RULE.split(text)):
            if at:
                self.put("paragraph", RULE)
            said = re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", part)
            if said:
                self.put("paragraph", f"<p>{said}</p>")
        self.blocks += self.waiting
        self.waiting.clear()

    def through(self, node: Any) -> None:
        self._text(node.text)
        for child in node:
            self._child(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        """Of a body without paragraphs of its own, an empty line begins one."""
        if not text:
            return
        if not self.is_classic:
            self.run.append(html.escape(_SPACES.sub(" ", text)))
            return
        for at, part in enumerate(_BLANK_LINE.split(text)):
            if at:
                self.flush()
            self.run.append(html.escape(part).replace("\r", "").replace("\n", "<br>"))

    def _child(self, node: Any) -> None:
        if not isinstance(node.tag, str):  # a comment
            return
        tag = node.tag.lower()
        if tag in _GONE:
            self.odd.update([_GONE[tag]] if _GONE[tag] else [])
        elif tag == "img":
            self.waiting += self._photo(node)
        elif tag in _INLINE and not _holds_blocks(node):
            self.run.append(self._inline(node))
        else:
            self.flush()
            self._block(tag, node)
            self.flush()

    def _block(self, tag: str, node: Any) -> None:
        special: dict[str, Callable[[Any], None]] = {
            "ul": self._list, "ol": self._list, "blockquote": self._quote, "figure": self._figure,
            "table": self._table,
        }  # fmt: skip
        if tag in _HEADINGS:
            self._heading(node)
        elif tag == "hr":
            self.put("paragraph", RULE)
        elif tag in _FILMS:
            self._film(node)
        else:
            special.get(tag, self.through)(node)

    def _heading(self, node: Any) -> None:
        self.waiting += [each for image in node.iter("img") for each in self._photo(image)]
        said = clean_line(node.text_content())
        if len(said) <= LONGEST_HEADING:
            self.put("heading", said)
        else:
            self.put("paragraph", f"<p><strong>{html.escape(said)}</strong></p>")

    def _list(self, node: Any) -> None:
        items = [f"<li>{self._inner(item)}</li>" for item in node.iter("li")]
        tag = node.tag.lower()
        self.put("paragraph", f"<{tag}>{''.join(items)}</{tag}>" if items else "")

    def _inner(self, item: Any) -> str:
        """A point of a list, without the points within it, which follow as points of their own."""
        own = [child for child in item if child.tag not in ("ul", "ol")]
        parts = [html.escape(item.text or "")]
        for child in own:
            parts += [self._inline(child), html.escape(child.tail or "")]
        return _SPACES.sub(" ", "".join(parts)).strip()

    def _quote(self, node: Any) -> None:
        before, self.run = self.run, []
        inner = _Walk(self.host, is_classic=self.is_classic)
        inner.through(node)
        inner.flush()
        self.odd += inner.odd
        said = [each.words for each in inner.blocks if each.kind != "photo"]
        self.put("quote", " ".join(said))
        self.blocks += [each for each in inner.blocks if each.kind == "photo"]
        self.run = before

    def _figure(self, node: Any) -> None:
        photos = [each for image in node.iter("img") for each in self._photo(image)]
        if not photos:
            self.through(node)
            return
        caption = clean_line(node.text_content())[:250]
        photos[-1].photo["caption"] = caption
        self.blocks += photos

    def _table(self, node: Any) -> None:
        self.odd["tables"] += 1
        for row in node.iter("tr"):
            cells = [clean_line(cell.text_content()) for cell in row if cell.tag in ("td", "th")]
            self.put("paragraph", f"<p>{html.escape(' · '.join(filter(None, cells)))}</p>")

    def _film(self, node: Any) -> None:
        self.odd["films"] += 1
        source = next((each.get("src") for each in node.iter() if each.get("src")), "")
        source = f"https:{source}" if source.startswith("//") else source
        if source.startswith(("http://", "https://")):
            shown = html.escape(source)
            self.put("paragraph", f'<p><a href="{shown}">{shown}</a></p>')

    def _photo(self, node: Any) -> list[Block]:
        """A picture; a film's dot of one pixel and a smiley are none."""
        source, number = node.get("src") or "", node.get("data-number") or ""
        is_small = (node.get("width") or "").strip() in ("0", "1") or "/smilies/" in source
        if is_small or not (source or number):
            return []
        words = clean_line(node.get("alt") or "")[:250]
        photo = {"src": source, "number": number, "alt": words, "caption": ""}
        return [Block("photo", photo=photo)]

    def _inline(self, node: Any) -> str:
        """Markup of a piece of a line; pictures in it wait until the line is over."""
        if not isinstance(node.tag, str) or node.tag.lower() in _GONE:
            return ""
        tag = node.tag.lower()
        if tag == "br":
            return "<br>"
        if tag == "img":
            self.waiting += self._photo(node)
            return ""
        inner = self._line(node.text) + "".join(
            self._inline(child) + self._line(child.tail) for child in node
        )
        if tag in _STRONG | _EM:
            name = "strong" if tag in _STRONG else "em"
            return f"<{name}>{inner}</{name}>" if inner.strip() else inner
        return self._link(node, inner) if tag == "a" else inner

    def _line(self, text: str | None) -> str:
        said = html.escape(text or "")
        return said.replace("\n", "<br>") if self.is_classic else _SPACES.sub(" ", said)

    def _link(self, node: Any, inner: str) -> str:
        target = (node.get("href") or "").strip()
        if not inner.strip() or not target or (_PICTURE.search(target) and self.waiting):
            return inner
        target = self._here(target)
        if not target.startswith(("http://", "https://", "mailto:", "tel:", "/")):
            return inner
        return f'<a href="{html.escape(target)}">{inner}</a>'

    def _here(self, target: str) -> str:
        """The address without the old site's name; its files stay where they are, and count."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return ""
        is_own = bool(self.host) and (parts.hostname or "").removeprefix("www.") == self.host
        if _FILE.search(parts.path):
            self.odd["files"] += 1
            return target
        if not is_own:
            return target if parts.scheme else ""
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _holds_blocks(node: Any) -> bool:
    """A link or a span around whole paragraphs: treated as if it were not there."""
    tags: Iterable[str] = (each.tag for each in node.iterdescendants() if isinstance(each.tag, str))
    return any(tag not in _INLINE and tag != "img" for tag in tags)
