"""The announcement as text: WhatsApp, Facebook, e-mail, two text messages, Instagram.

Whatever is left out for want of room, the address of the page stays whole: it leads to the rest. A
newcomer's mistake: a no-break space in a message, where it costs as much as a Chinese letter.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from amparo.lib.announcing.facts import Facts, Words, wording
from amparo.lib.announcing.sms import Sms, counted, plain_letters

SUMMARY_MOST = 900
SUBJECT_MOST = 78  # RFC 5322 2.1.1: lines should be no longer
CAPTION_MOST = 2200  # Instagram's captions
TITLE_LEAST = 24  # shorter than this a title says nothing

_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[*_~`]")  # what WhatsApp reads as bold, italic, struck and code


class Channel(StrEnum):
    WHATSAPP = "whatsapp"
    SMS = "sms"  # as much as fits one part
    SMS_WHOLE = "sms-whole"  # all of it, in its own letters
    EMAIL = "email"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"


@dataclass(frozen=True, slots=True)
class Text:
    """What is sent on one channel. `subject` for e-mail; `sms` says how many parts it takes."""

    channel: Channel
    body: str
    subject: str = ""
    sms: Sms | None = None


def texts(facts: Facts, words: Words) -> list[Text]:
    """The announcement for every channel, in the order in which people use them."""
    short, whole = _short_sms(facts), counted(_whole_sms(facts))
    return [
        Text(Channel.WHATSAPP, _whatsapp(facts, words)),
        Text(Channel.SMS, short.text, sms=short),
        Text(Channel.SMS_WHOLE, whole.text, sms=whole),
        Text(Channel.EMAIL, _lines(facts, words), subject=_subject(facts)),
        Text(Channel.FACEBOOK, _lines(facts, words)),
        Text(Channel.INSTAGRAM, _caption(facts, words)),
    ]


def shortened(text: str, most: int) -> str:
    """At most so many letters, cut between two words, with "…" where something was cut."""
    if len(text) <= most:
        return text
    cut = text[: max(most - 1, 0)]
    whole_words = cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut
    return whole_words.rstrip(" ,;:.-") + "…"


def _whatsapp(facts: Facts, words: Words) -> str:
    pairs = [f"*{_unmarked(label)}:* {_line(said)}" for label, said in wording(facts, words)]
    head = f"*{_unmarked(facts.title)}*"
    return _blocks(head, _summary(facts), "\n".join(pairs), _last(facts), facts.url)


def _lines(facts: Facts, words: Words) -> str:
    pairs = [f"{label}: {_line(said)}" for label, said in wording(facts, words)]
    hosts = f"{words.hosts}: {_line(facts.hosts)}" if facts.hosts else ""
    page = f"{words.page}: {facts.url}"
    return _blocks(
        _line(facts.title), _summary(facts), "\n".join(pairs), _line(facts.come), hosts, page
    )


def _caption(facts: Facts, words: Words) -> str:
    """No link can be followed there, so the address stands in words; it is never cut."""
    page = f"{words.page}: {facts.url.split('://', 1)[-1]}"
    room = max(CAPTION_MOST - len(page) - 2, 0)
    pairs = [f"{label}: {_line(said)}" for label, said in wording(facts, words)]
    text = _blocks(_line(facts.title), _summary(facts), "\n".join(pairs), _last(facts))
    kept = text if len(text) <= room else text[: max(room - 1, 0)].rstrip() + "…"
    return _blocks(kept, page)


def _subject(facts: Facts) -> str:
    title = _line(facts.title)
    said = f"{title}: {_line(facts.day)}" if facts.day else title
    return said if len(said) <= SUBJECT_MOST else shortened(title, SUBJECT_MOST)


def _short_sms(facts: Facts) -> Sms:
    """The fullest wording that fits one part; the title is cut only when nothing else is left."""
    for pieces in _fewer_and_fewer(facts):
        sms = counted(plain_letters(_message(pieces, facts.url)))
        if sms.fits_one:
            return sms
    return _cut_to_fit(facts)


def _fewer_and_fewer(facts: Facts) -> list[list[str]]:
    title, door = facts.title, f"({facts.door})" if facts.door else ""
    when, where = facts.when, " ".join(filter(None, (facts.where, door)))
    said = facts.summary if len(facts.summary) < len(facts.url) else ""
    return [
        [title, said, when, where, facts.phone],
        [title, when, where, facts.phone],
        [title, when, where],
        [title, when, facts.where, facts.phone],
        [title, when, facts.where],
        [title, when, facts.address or facts.place],
        [title, when, facts.place],
        [title, when],
    ]


def _cut_to_fit(facts: Facts) -> Sms:
    """Where even title and time are too long: less and less of the title, then no time."""
    for pieces in ([facts.when], []):
        for most in range(len(facts.title), TITLE_LEAST, -1):
            title = shortened(_line(facts.title), most)
            sms = counted(plain_letters(_message([title, *pieces], facts.url)))
            if sms.fits_one:
                return sms
    title = shortened(_line(facts.title), TITLE_LEAST)
    return counted(plain_letters(_message([title], facts.url)))


def _whole_sms(facts: Facts) -> str:
    door = f"({facts.door})" if facts.door else ""
    where = " ".join(filter(None, (facts.where, door)))
    more = [f"{label}: {said}" for label, said in facts.more]
    pieces = [facts.title, facts.when, where, *more, facts.cost, facts.phone]
    return _message(pieces, facts.url)


def _message(pieces: list[str], url: str) -> str:
    said = [_line(piece) for piece in pieces if piece.strip()]
    ended = [piece if piece[-1:] in ".?!…" else f"{piece}." for piece in said]
    return " ".join([*ended, url])


def _last(facts: Facts) -> str:
    return _blocks(_line(facts.come), _line(facts.hosts))


def _summary(facts: Facts) -> str:
    return shortened(_line(facts.summary), SUMMARY_MOST)


def _line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _unmarked(text: str) -> str:
    return _line(_MARKS.sub("", text))


def _blocks(*blocks: str) -> str:
    return "\n\n".join(filter(None, blocks))
