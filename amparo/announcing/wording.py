"""The labels of an announcement in a language, and its texts with the links that send them.

A newcomer's mistake: the language of the page. An announcement is made in every language of the
site at once, each part under the language of its facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from amparo.lib.announcing import Channel, Facts, Text, Words, texts
from amparo.web.addresses import with_source


@dataclass(frozen=True)
class Ready:
    """One text, ready to be copied or sent. `note` says what to know about its channel."""

    id: str  # of the field that holds it: of the language and the channel
    name: str
    body: str
    subject: str
    note: str
    send: Sequence[tuple[str, str]]  # (what the link says, its address)


def words_in(language: str) -> Words:
    """The labels in a language."""
    with override(language):
        return Words(
            when=pgettext("announcement", "When"),
            where=pgettext("announcement", "Where"),
            door=pgettext("announcement", "Entrance"),
            cost=pgettext("announcement", "Cost"),
            bring=pgettext("announcement", "Bring"),
            access=pgettext("announcement", "Accessibility"),
            phone=pgettext("announcement", "Telephone"),
            hosts=pgettext("announcement", "Hosts"),
            page=pgettext("announcement", "More"),
        )


def ready_texts(facts: Facts) -> list[Ready]:
    """The announcement for every channel, in the language of its facts; names in the page's."""
    words = words_in(facts.language)
    found = [_from(channel, facts, words) for channel in Channel]
    return [_ready(text, facts.language) for text in found]


def joined(names: Sequence[str]) -> str:
    """Several names as a sentence says them, in the language of the moment."""
    if len(names) < 2:
        return "".join(names)
    both = {"others": ", ".join(names[:-1]), "last": names[-1]}
    return pgettext("list of two or more", "%(others)s and %(last)s") % both


def _from(channel: Channel, facts: Facts, words: Words) -> Text:
    """One text, its address saying by which channel people came; nobody types that by hand."""
    source = channel.split("-")[0]
    url = facts.url if channel == Channel.INSTAGRAM else with_source(facts.url, source)
    found = texts(replace(facts, url=url), words)
    return next(text for text in found if text.channel == channel)


def _ready(text: Text, language: str) -> Ready:
    return Ready(
        id=f"{language}-{text.channel}",
        name=_names()[text.channel],
        body=text.body,
        subject=text.subject,
        note=_note(text),
        send=_links(text),
    )


def _names() -> dict[Channel, str]:
    return {
        Channel.WHATSAPP: "WhatsApp",
        Channel.SMS: _("Text message"),
        Channel.SMS_WHOLE: _("Text message, with everything"),
        Channel.EMAIL: _("E-mail"),
        Channel.FACEBOOK: "Facebook",
        Channel.INSTAGRAM: "Instagram",
    }


def _note(text: Text) -> str:
    if text.sms is not None:
        return _parts_said(text.sms.part_count, text.sms.is_plain)
    if text.channel == Channel.INSTAGRAM:
        return _("Links cannot be pressed there, so the address stands in words. Add the picture.")
    return ""


def _parts_said(count: int, is_plain: bool) -> str:
    parts = ngettext("Sent as %(count)s message.", "Sent as %(count)s messages.", count)
    said = parts % {"count": count}
    if not is_plain:
        return said + " " + _("Its accents make it longer.")
    return said


def _links(text: Text) -> list[tuple[str, str]]:
    body = quote(text.body, safe="")
    if text.channel == Channel.WHATSAPP:
        return [(_("Open WhatsApp"), f"https://wa.me/?text={body}")]
    if text.sms is not None:
        return [(_("Open messages"), f"sms:?&body={body}")]
    if text.channel == Channel.EMAIL:
        subject = quote(text.subject, safe="")
        return [(_("Open e-mail"), f"mailto:?subject={subject}&body={body}")]
    return []
