"""What the public pages of a call-in day show, gathered for their templates.

A newcomer's mistake: today's outcomes. Pages show calls as the batches count them, and outcomes up
to yesterday; nothing moves at the moment when somebody tells us how her call went.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from amparo.callins import figures
from amparo.callins.calling import Called, calls_of, only_for
from amparo.callins.models import CallIn, CallInText
from amparo.callins.papers import CallSheet, PrintedLetter, ToCall
from amparo.callins.script import letter_for, script_for
from amparo.campaigns.asking import Visit
from amparo.campaigns.standing import Standing
from amparo.lib.dates import day_in_words, days_in_words, moment_in_words, times_in_words
from amparo.supporters.figures import public_comments
from amparo.web.models import Coalition

COMMENTS_ON_PAGE = 6
NOBODY = gettext_lazy("Whom we call is not decided yet.")
BLANK = "__________"  # where one says or writes her name, on paper


def path_of(callin: CallIn, number: int = 0) -> str:
    """The page's address in the language of the moment; of one target where it is numbered."""
    if number:
        return reverse("callins:target", args=[callin.slug, number])
    return reverse("callins:callin", args=[callin.slug])


def languages_of(visit: Visit[CallIn]) -> list[str]:
    """Those in which its pages may be shown."""
    return [code for code in settings.SITE_LANGUAGES if visit.action.is_public_in(code, visit.now)]


def text_of(standing: Standing[CallIn], language: str) -> CallInText:
    found = standing.text_in(language)
    if found is None:
        raise LookupError("a published call-in day without a text")
    text: CallInText = found[0]
    return text


def call_context(
    standing: Standing[CallIn], called: Called | None, language: str
) -> dict[str, Any]:
    """Whom to call, with what to say, and who comes after."""
    callin, text = standing.action, text_of(standing, language)
    calls = calls_of(callin, language)
    following = calls.after(called) if called else None
    return {
        "calls": calls,
        "called": called,
        "only_for": only_for(called.only) if called else "",
        "counties": calls.by_county(),
        "by_district": any(each.district for each in calls.in_turn),
        "script": script_for(text, called.target if called else None),
        "following": following,
        "following_url": path_of(callin, following.number) if following else "",
        "write_url": reverse("callins:write", args=[callin.slug, called.number]) if called else "",
        "when": when_in_words(callin, language),
        "sheet_url": reverse("callins:sheet", args=[callin.slug]),
    }


def story_context(callin: CallIn, now: datetime) -> dict[str, Any]:
    """What stands below: acts and words, what people heard, how many called."""
    shown = callin.shown_acts.select_related("act").prefetch_related("act__texts")
    return {
        "acts": [each.act for each in shown],
        "comments": public_comments(callin.pk, limit=COMMENTS_ON_PAGE),
        "totals": figures.public_totals(callin, timezone.localdate(now)),
    }


def when_in_words(callin: CallIn, language: str) -> str:
    """The window of the calls: a day, a day with hours, some days; "" while it has no end."""
    if callin.opens_at is None or callin.closes_at is None:
        return _until(callin, language)
    first, last = timezone.localtime(callin.opens_at), timezone.localtime(callin.closes_at)
    if first.date() != (last - timedelta(minutes=1)).date():
        return days_in_words(first.date(), last.date(), language, today=timezone.localdate())
    today = timezone.localdate()
    day = day_in_words(first.date(), language, weekday=True, today=today)
    if (last - first) >= timedelta(hours=23):
        return day
    return f"{day}, {times_in_words(first.time(), last.time(), language)}"


def keep_line(standing: Standing[CallIn], language: str) -> str:
    """What we keep of a report and until when, in one sentence."""
    until = standing.keyspace.shred_on
    if until is None:
        return _("The answer is counted by day; what they said is sealed.")
    return _(
        "The answer is counted by day, without anything about you. What they said is sealed: only "
        "the organizers' own keys open it, and it is destroyed by %(day)s at the latest."
    ) % {"day": day_in_words(until, language)}


def call_sheet(standing: Standing[CallIn], language: str) -> CallSheet:
    """The sheet for paper, in the language of the text that there is."""
    callin, text = standing.action, text_of(standing, language)
    with override(text.language):
        calls = calls_of(callin, text.language)
        only = calls.everybody[0].target if len(calls.everybody) == 1 else None
        script = script_for(text, only, name=BLANK)
        campaign = callin.campaign.text()
        return CallSheet(
            language=text.language,
            coalition=Coalition.here().name,
            campaign=campaign.title if campaign else "",
            title=text.title,
            ask=text.ask,
            when=when_in_words(callin, text.language),
            callers=text.callers,
            targets=tuple(_to_call(each) for each in calls.everybody),
            opening=script.opening,
            points=tuple(script.points),
            closing=script.closing,
            voicemail=script.voicemail,
            address=settings.SITE_URL + path_of(callin) + "?source=paper",
        )


def printed_letter(standing: Standing[CallIn], called: Called, language: str) -> PrintedLetter:
    """The letter to one target, to be signed by hand."""
    text = text_of(standing, language)
    with override(text.language):
        letter = letter_for(text, called.target, name=BLANK)
        office = called.target.office
        address = [line.strip() for line in office.address.splitlines() if line.strip()]
        return PrintedLetter(
            language=text.language,
            title=text.title,
            recipient=tuple(part for part in (called.name, called.title, *address) if part),
            day=day_in_words(timezone.localdate(), text.language),
            salutation=letter.salutation,
            paragraphs=tuple(letter.paragraphs),
            closing=letter.closing,
        )


def _to_call(called: Called) -> ToCall:
    return ToCall(
        name=called.name,
        title=called.title,
        numbers=tuple((each.shown, each.use) for each in called.dialed),
        only=only_for(called.only),
        is_fallback=called.is_fallback,
    )


def _until(callin: CallIn, language: str) -> str:
    if callin.closes_at is None:
        return ""
    last: datetime = timezone.localtime(callin.closes_at)
    said = moment_in_words(last, language, today=timezone.localdate())
    return _("Until %(moment)s") % {"moment": said}
