"""The action committee's site as the blog that it was: WXR made of the source, read when a test
runs. No sentence of it stands here; titles, days, order and telephones are looked up in the text.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.utils.text import slugify

from tests.archive.exports import Post
from tests.house.plan import ROOT

SOURCES = ROOT.parent / "shared" / "sources"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
POSTED = re.compile(rf"(?:{MONTHS}) \d{{1,2}}, 20\d\d")


@dataclass(frozen=True)
class OldPost:
    title: str
    on: date
    text: str

    def as_export(self, number: int) -> Post:
        return Post(self.title, self.text, self.on, slugify(self.title)[:60], number)


def read_blog() -> list[OldPost]:
    """Every post of the source, the newest first, as it stood there."""
    if not SOURCES.is_dir():
        pytest.skip("the sources are not beside this clone")
    lines = next(SOURCES.glob("001_*.txt")).read_text(encoding="utf-8").split("\n")
    heads = _heads(lines)
    ends = [title for title, _dated in heads[1:]] + [len(lines)]
    return [
        OldPost(lines[title].strip(), _day(lines[dated]), "\n".join(lines[dated + 1 : end]).strip())
        for (title, dated), end in zip(heads, ends, strict=True)
    ]


def _heads(lines: list[str]) -> list[tuple[int, int]]:
    """(line of the title, line of the day): a title stands above the day of its post.

    Letters and releases have a day too; above theirs stands the post's own, or a whole sentence.
    """
    found: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if not POSTED.fullmatch(line.strip()):
            continue
        above = next(n for n in range(at - 1, -1, -1) if lines[n].strip())
        title = lines[above].strip()
        if len(title) > 25 and not title.endswith(".") and not POSTED.fullmatch(title):
            found.append((above, at))
    return found


def _day(line: str) -> date:
    return datetime.strptime(line.strip(), "%B %d, %Y").date()  # noqa: DTZ007 - a day has no zone


def said(text: str) -> list[str]:
    """Words and numbers of a text in their order, whatever stands between them."""
    return re.findall(r"\w+", text)
