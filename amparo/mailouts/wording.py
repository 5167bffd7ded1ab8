"""Sets a letter: once for each language of its readers, with places where one person's facts go.

A reader whose language the letter does not have gets another one of its languages, and is told so
first, in her own. A newcomer's mistake: rendering a template for every reader; a `Mold` is filled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from amparo.lib.markup import clean_text
from amparo.lib.sealing.framing import frame
from amparo.mailouts.below import blocks_of
from amparo.mailouts.models import Belongs, MailOut, MailOutText
from amparo.mailouts.placeholders import Marks, Slot, plain
from amparo.outbox.letters import Letter, one_line
from amparo.outbox.messages import mail_domain
from amparo.web.languages import in_language
from amparo.web.models import Coalition
from amparo.web.templatetags.web import language_said

LEAVE = Slot("leave")
Parts = Sequence[str | Slot]


@dataclass(frozen=True, slots=True)
class Mold:
    """A letter in the language of some readers, all but what is one reader's."""

    subject: str
    text: Parts
    html: Parts
    language: str  # of its words
    mailout_id: UUID
    readers_language: str
    is_fallback: bool = False
    headers: tuple[tuple[str, str], ...] = field(default=())

    def letter(self, to: str, facts: Mapping[str, str]) -> Letter:
        """One reader's letter. `facts`: name, town, county, leave (the address that ends it)."""
        return Letter(
            to=to,
            subject=self.subject,
            text="".join(_said(each, facts) for each in self.text),
            html="".join(
                escape(_said(each, facts)) if isinstance(each, Slot) else each for each in self.html
            ),
            language=self.language,
            headers=(*self.headers, *leave_headers(facts.get("leave", ""))),
        )


def mold(mailout: MailOut, readers_language: str, *, now: datetime) -> Mold | None:
    """Set the letter for readers of one language; None where it has no words at all."""
    text = in_language(mailout.texts.all(), readers_language)
    if text is None:
        return None
    is_fallback = text.language != readers_language
    said = readers_language if readers_language in settings.SITE_LANGUAGES else text.language
    with translation.override(said):
        note = _note(text.language) if is_fallback else ""
    marks = Marks()
    context = {**_context(mailout, text, marks, now), "note": note, "note_language": said}
    with translation.override(text.language):
        whole_text = render_to_string("mailouts/mail/letter.txt", context)
        whole_html = render_to_string("mailouts/mail/letter.html", context)
    return Mold(
        subject=one_line(plain(text.subject)),
        text=marks.parts(whole_text),
        html=marks.parts(whole_html),
        language=text.language,
        mailout_id=mailout.pk,
        readers_language=readers_language,
        is_fallback=is_fallback,
        headers=(("List-Id", _list_id(mailout)),),
    )


def leave_headers(address: str) -> tuple[tuple[str, str], ...]:
    """What lets a mail program offer to leave, by one press and without a visit (RFC 8058)."""
    if not address:
        return ()
    return (
        ("List-Unsubscribe", f"<{address}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )


def content_hash(mailout: MailOut, *, now: datetime) -> str:
    """What is approved: every word of it, the asks below it, whom it goes to and how (hex)."""
    said: list[bytes | str] = ["amparo letter 1", str(mailout.pk), mailout.belongs]
    said += [str(mailout.campaign_id or ""), mailout.topic, str(mailout.is_urgent)]
    hour = mailout.send_at.astimezone(UTC).isoformat() if mailout.send_at else ""
    said += [str(mailout.is_public), hour]
    said.append(repr([sorted(line.items()) for line in mailout.audience]))
    for text in sorted(mailout.texts.all(), key=lambda each: each.language):
        said += [text.language, text.subject, text.preheader, text.body]
        for block in blocks_of(mailout, text.language, now):
            said += block.words
    return sha256(frame(*said)).hexdigest()


def hides_something(mailout: MailOut, now: datetime) -> bool:
    """May the public no longer see what the letter is about, or an ask below it?"""
    today = timezone.localdate(now)
    if mailout.campaign is not None and not mailout.campaign.is_public(today):
        return True
    languages = [text.language for text in mailout.texts.all()]
    return any(len(blocks_of(mailout, code, now)) < len(mailout.blocks) for code in languages)


def public_url(mailout: MailOut, language: str) -> str:
    """The address of the letter's own page."""
    with translation.override(language):
        return settings.SITE_URL + reverse("mailouts:letter", args=[mailout.pk])


def _context(mailout: MailOut, text: MailOutText, marks: Marks, now: datetime) -> dict[str, Any]:
    body = clean_text(marks.marked(text.body))
    with translation.override(text.language):
        campaign = mailout.campaign.title if mailout.campaign else ""
    return {
        "language": text.language,
        "subject": one_line(plain(text.subject)),
        "preheader": one_line(plain(text.preheader)),
        "body_text": body,
        "blocks": blocks_of(mailout, text.language, now),
        "belongs": mailout.belongs,
        "campaign": campaign,
        "coalition_name": Coalition.here().text(text.language).name,
        "leave_url": marks.mark(LEAVE),
        "public_url": public_url(mailout, text.language) if mailout.is_public else "",
        "wishes_url": _wishes_url(text.language) if mailout.belongs == Belongs.LIST else "",
        "site_url": f"{settings.SITE_URL}/{text.language}/",
    }


def _wishes_url(language: str) -> str:
    """Where people of the list choose their letters; for all the same: letters are passed on."""
    with translation.override(language):
        return settings.SITE_URL + reverse("supporters:find")


def _list_id(mailout: MailOut) -> str:
    """Names the list to mail programs; the same in every letter of one ground."""
    ground = mailout.campaign.slug if mailout.campaign else mailout.belongs
    if mailout.belongs == Belongs.CAMPAIGN and mailout.campaign and mailout.campaign.is_case:
        ground = "cases"  # a header travels in the open: no name of a person
    return f"<{ground}.{mail_domain()}>"


def _note(language: str) -> str:
    """What a reader is told first who reads another language than the letter's."""
    said = _("We have this letter in %(language)s only, not yet in the language that you chose.")
    return said % {"language": language_said(language)}


def _said(part: str | Slot, facts: Mapping[str, str]) -> str:
    return part.said(facts) if isinstance(part, Slot) else part
