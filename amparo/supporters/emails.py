"""Letters to people who sign: please confirm, you signed already, this address has all its names.

A sign-up enqueues a draft; the worker writes the letter when it goes. A letter is rendered once for
an action and a language, with marks where a name and a link will stand, and kept for some seconds.
What she typed as her name is reduced to letters, so that nobody sends messages through our mail.
"""

import re
import secrets
import time
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext

from amparo.outbox.letters import Draft, Letter, register_writer
from amparo.supporters import kinds
from amparo.web.models import Coalition

KEPT_SECONDS = 5
MOST_KEPT = 200
NAME_LETTERS = 40
NOTE_LETTERS = 120

CONFIRM, AGAIN, FULL, JOIN = "confirm", "again", "full", "join"
_OWN_LINKS = "supporters.own_links"

_DOT_IN_WORDS = re.compile(r"\.(?=\S)|(?<=/)/|:")  # "example.org", "//", "mailto:"
_MARK = secrets.token_hex(16)
_NAME, _LINK, _LEAVE = f"name{_MARK}", f"link{_MARK}", f"leave{_MARK}"


@dataclass(frozen=True, slots=True)
class _Mold:
    """A letter with marks instead of one person's words."""

    subject: str
    text: str
    html: str

    def filled(self, facts: Mapping[str, str]) -> Letter:
        text, html = self.text, self.html
        marks = ((_NAME, "name"), (_LINK, "link"), (_LEAVE, "leave"))
        for mark, fact in marks:
            words = facts.get(fact, "")
            text, html = text.replace(mark, words), html.replace(mark, escape(words))
        language = facts["language"]
        return Letter(to=facts["to"], subject=self.subject, text=text, html=html, language=language)


_Key = tuple[str, str, str, str, bool]
_kept: dict[_Key, tuple[float, _Mold | None]] = {}


def draft(
    letter: str,
    *,
    to: str,
    action_kind: str,
    action_id: UUID,
    language: str,
    name: str = "",
    link: str = "",
    leave_link: str = "",
) -> Draft:
    """Return a letter to be written when it goes; `letter` is CONFIRM, AGAIN, FULL or JOIN."""
    facts = {
        "to": to,
        "kind": action_kind,
        "id": action_id.hex,
        "language": language,
        "name": spoken_name(name),
        "link": link,
        "leave": leave_link,
    }
    return Draft(f"supporters.{letter}", {key: fact for key, fact in facts.items() if fact})


def own_links(*, to: str, list_id: UUID, language: str, links: Sequence[str]) -> Draft:
    """Return a letter with the links of all names at an address; without any it is never written.

    Both wait in the outbox, so that nothing tells whether the list has the address.
    """
    facts = {"to": to, "id": list_id.hex, "language": language, "links": " ".join(links)}
    return Draft(_OWN_LINKS, facts)


def register_writers() -> None:
    """Let the outbox write these letters; called when the server starts."""
    register_writer(_OWN_LINKS, _own_links_written)
    for letter in (CONFIRM, AGAIN, FULL, JOIN):
        register_writer(f"supporters.{letter}", partial(_written, letter))


def spoken_name(name: str) -> str:
    """Reduce what was typed as a name to letters and what stands between them in names."""
    if name.replace(" ", "").isalpha():  # most are, and a letter to many asks for each
        return " ".join(name.split())[:NAME_LETTERS]
    kept = "".join(
        letter if unicodedata.category(letter)[0] in "LM" or letter in " -'’" else " "
        for letter in name
    )
    return " ".join(kept.split())[:NAME_LETTERS]


def spoken_note(said: str) -> str:
    """The same of a note, as when and how she agreed: digits stay, and no address comes alive."""
    kept = "".join(
        each if unicodedata.category(each)[0] in "LMN" or each in " -'’,()/" else " "
        for each in _DOT_IN_WORDS.sub(" ", said)
    )
    return " ".join(kept.split())[:NOTE_LETTERS]


def _written(letter: str, facts: Mapping[str, str]) -> Letter | None:
    """Write one letter; None about an action that is gone meanwhile, or no longer public."""
    kind, action_id = kinds.get(facts["kind"]), UUID(facts["id"])
    if not kind.public_url(action_id, facts["language"]):  # asked each time: a mold is kept longer
        return None
    has_news = bool(facts.get("leave"))
    mold = _mold((letter, facts["kind"], facts["id"], facts["language"], has_news))
    return mold.filled(facts) if mold else None


def _own_links_written(facts: Mapping[str, str]) -> Letter | None:
    language, links = facts["language"], facts["links"].split()
    if not links:
        return None
    with translation.override(language):
        site = f"{settings.SITE_URL}/{language}"
        context = {
            "subject": gettext("The link to your letters"),
            "coalition_name": Coalition.here().text(language).name,
            "language": language,
            "addresses": [f"{site}/yours/{link}/" for link in links],
            "site_url": f"{site}/",
        }
        text = render_to_string("supporters/mail/own_links.txt", context)
        html = render_to_string("supporters/mail/own_links.html", context)
    return Letter(facts["to"], str(context["subject"]), text, language, html)


def _mold(key: _Key) -> _Mold | None:
    kept = _kept.get(key)
    if kept is not None and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    mold = _rendered(*key)
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[key] = (time.monotonic(), mold)
    return mold


def _rendered(
    letter: str, action_kind: str, action_id: str, language: str, has_news: bool
) -> _Mold | None:
    kind, row_id = kinds.get(action_kind), UUID(action_id)
    with translation.override(language):
        title = kind.title(row_id, language)
        if not title:
            return None
        site = f"{settings.SITE_URL}/{language}"
        subject = _subject(kind, letter, title)
        context = {
            **kind.facts_of(row_id, language),
            "title": title,
            "subject": subject,
            "coalition_name": Coalition.here().text(language).name,
            "language": language,
            "name": _NAME,
            "has_news": has_news,
            "confirm_url": f"{site}/confirm/{_LINK}/",
            "yours_url": f"{site}/yours/{_LINK}/",
            "leave_url": f"{site}/leave/{_LEAVE}/",
            "public_url": settings.SITE_URL + kind.public_url(row_id, language),
        }
        text = render_to_string(kind.templates(f"mail/{letter}.txt"), context)
        html = render_to_string(kind.templates(f"mail/{letter}.html"), context)
    return _Mold(subject, text, html)


def _subject(kind: kinds.ActionKind, letter: str, title: str) -> str:
    subjects = {
        CONFIRM: gettext("Please confirm your name: %(title)s"),
        AGAIN: gettext("Your name was there already: %(title)s"),
        FULL: gettext("Names from this address: %(title)s"),
        JOIN: gettext("Please confirm that we may write to you"),
    }
    said = str(kind.subjects.get(letter, subjects[letter]))
    return " ".join((said % {"title": title}).split())
