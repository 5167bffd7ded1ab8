"""WordPress' export (WXR 1.0 to 1.2), read item by item.

A WXR is RSS with WordPress' own elements. It has no DTD, so one that has is refused; a site of any
age has control characters in it that no XML may hold, so these are taken out before the parser sees
them. A newcomer's mistake: `parse(file)`, which builds the tree of a gigabyte first.

Format: wordpress.org/documentation/article/tools-export-screen, and export.php of WordPress 6.
"""

import codecs
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO
from urllib.parse import unquote
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import errors

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from amparo.lib.markup import clean_line
from amparo.lib.oldsites.records import CannotParse, Limits, OldSite, Record, Why

_CHUNK = 65_536
_CONTROLS = bytes(each for each in range(32) if each not in (9, 10, 13))
_CUT_OFF = {
    errors.codes[errors.XML_ERROR_NO_ELEMENTS],
    errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN],
    errors.codes[errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    errors.codes[errors.XML_ERROR_PARTIAL_CHAR],
}
_ENCODING = {
    errors.codes[errors.XML_ERROR_UNKNOWN_ENCODING],
    errors.codes[errors.XML_ERROR_INCORRECT_ENCODING],
}
_KINDS = {"post", "page"}
_WORDPRESS = "wordpress.org/export"
_NO_LABEL = {"uncategorized", "sin categoría", "sin categoria"}


def read_wxr(stream: BinaryIO, limits: Limits | None = None) -> OldSite:
    """Everything of an export that can be brought along. Raises CannotParse; keeps nothing then."""
    limits = limits or Limits()
    source = _Counted(stream, limits)
    reader = _Reader(limits)
    try:
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            if reader.take(event, element):
                source.since = 0
    except DefusedXmlException:
        raise CannotParse("entities") from None
    except ParseError as error:
        raise CannotParse(_why(error, source), f"{error.position[0]}") from None
    except (ValueError, LookupError) as error:
        if isinstance(error, CannotParse):
            raise
        raise CannotParse("encoding") from None
    return reader.whole()


def _why(error: ParseError, source: "_Counted") -> Why:
    if error.code in _CUT_OFF:
        return "empty" if source.total == 0 else "cut-off"
    if error.code in _ENCODING or source.is_not_utf8:
        return "encoding"
    return "not-xml"


class _Counted:
    """The file, counted as it is read: refused where it, or one item of it, is too large."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self.stream, self.limits = stream, limits
        self.total = self.since = 0  # bytes; since the end of the last item
        self.is_not_utf8 = False
        self._utf8 = codecs.getincrementaldecoder("utf-8")()

    def read(self, size: int = _CHUNK) -> bytes:
        chunk = self.stream.read(min(size, _CHUNK) if size > 0 else _CHUNK)
        self.total += len(chunk)
        self.since += len(chunk)
        if self.total > self.limits.file_bytes:
            raise CannotParse("too-large")
        if self.since > self.limits.item_bytes:
            raise CannotParse("item-too-large")
        self._look(chunk)
        is_wide = b"\0" in chunk[:64]  # UTF-16, in which every second byte is such a character
        return chunk if is_wide else chunk.translate(None, _CONTROLS)

    def _look(self, chunk: bytes) -> None:
        try:
            self._utf8.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            self.is_not_utf8 = True


class _Reader:
    """Takes what stands directly below the channel, and forgets it at once."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.site = OldSite()
        self.names: dict[str, str] = {}  # login -> name shown
        self.pictures: dict[str, str] = {}  # guid -> number of the attachment at its head
        self.path: list[Any] = []
        self.is_export = False

    def take(self, event: str, element: Any) -> bool:
        """True where a child of the channel is over."""
        if event == "start":
            self.path.append(element)
            self.is_export = self.is_export or _WORDPRESS in element.tag
            return False
        self.path.pop()
        if len(self.path) != 2:
            return False
        self._child(_local(element.tag), element)
        self.path[-1].clear()
        return True

    def whole(self) -> OldSite:
        if not self.is_export:
            raise CannotParse("no-export")
        for record in self.site.records:
            record.author = self.names.get(record.author, "")
            record.picture = self.site.attachments.get(self.pictures.get(record.guid, ""), "")
        return self.site

    def _child(self, name: str, element: Any) -> None:
        if name == "item":
            self._item(element)
        elif name == "title":
            self.site.title = clean_line(element.text or "")
        elif name in ("base_blog_url", "link") and element.text:
            self.site.address = element.text.strip()
        elif name == "author":
            login = _text(element, "author_login")
            shown = clean_line(_text(element, "author_display_name"))[:80]
            self.names[login] = "" if "@" in shown else shown

    def _item(self, item: Any) -> None:
        kind, left_out = _text(item, "post_type") or "post", self.site.left_out
        left_out["comments"] += sum(1 for _ in _all(item, "comment"))
        if kind == "attachment":
            self.site.attachments[_text(item, "post_id")] = _text(item, "attachment_url")
        elif kind not in _KINDS:
            left_out["menus" if kind == "nav_menu_item" else "kinds"] += 1
        elif _text(item, "post_password"):
            left_out["locked"] += 1
        elif (status := _text(item, "status") or "publish") != "publish":
            left_out["private" if status == "private" else "drafts"] += 1
        else:
            self._record(item, kind)

    def _record(self, item: Any, kind: Any) -> None:
        record = Record(
            guid=_text(item, "guid") or _text(item, "link"),
            kind=kind,
            title=clean_line(_text(item, "title")),
            body=_text(item, "encoded", "content"),
            posted_on=_day(_text(item, "post_date")),
            slug=unquote(_text(item, "post_name")),
            link=_text(item, "link"),
            number=_text(item, "post_id"),
            author=_text(item, "creator"),
            excerpt=clean_line(_text(item, "encoded", "excerpt")),
            labels=_labels(item),
        )
        self.site.keep(record, self.limits)
        self.pictures[record.guid] = _thumbnail(item)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _all(item: Any, name: str) -> Iterator[Any]:
    return (each for each in item if _local(each.tag) == name)


def _text(item: Any, name: str, space: str = "") -> str:
    """Of the first child of this name; `space` is a word of its namespace's address."""
    found = (each for each in _all(item, name) if space in each.tag.rpartition("}")[0])
    first = next(found, None)
    return ((first.text or "") if first is not None else "").strip()


def _labels(item: Any) -> list[str]:
    names = [clean_line(each.text or "")[:80] for each in _all(item, "category")]
    return list(dict.fromkeys(n for n in names if n and n.casefold() not in _NO_LABEL))


def _thumbnail(item: Any) -> str:
    metas = [each for each in _all(item, "postmeta") if _text(each, "meta_key") == "_thumbnail_id"]
    return _text(metas[0], "meta_value") if metas else ""


def _day(text: str) -> date | None:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:  # 0000-00-00, of what was never published
        return None
