"""Letters to those who come: tomorrow, this morning, something changed, a place is free, were you
there?

They are sealed into the outbox when somebody says that she comes, because the server cannot read
her address later, and held there until their hour or until something happens. A letter is written
when it goes, from what holds then; so it is never out of date, and whoever cancelled gets none.
A newcomer's mistake: putting the place or the hour into the draft.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from amparo.campaigns.actions import ActionState
from amparo.gatherings.dates import Occurrence, next_occurrences, occurrence_on, past_occurrences
from amparo.gatherings.models import Coming, Gathering
from amparo.gatherings.places import place_of
from amparo.outbox.letters import Draft, Letter, register_writer
from amparo.supporters.emails import spoken_name
from amparo.web.models import Coalition

DAY, MORNING, CHANGED, IN, AFTER = "day", "morning", "changed", "in", "after"
LETTERS = (DAY, MORNING, CHANGED, IN, AFTER)
REMINDERS = (DAY, MORNING, AFTER)  # these go by the clock
DATES_IN_A_LETTER = 3
SOON = timedelta(hours=40)  # a reminder that goes late says nothing about another date


def hold_of(coming_id: UUID, letter: str) -> str:
    """What holds a letter to somebody back in the outbox."""
    return f"gatherings:{coming_id.hex}:{letter}"


def draft(letter: str, *, to: str, language: str, name: str, link: str, coming_id: UUID) -> Draft:
    """A letter that will be written when it goes."""
    facts = {
        "to": to,
        "language": language,
        "name": spoken_name(name),
        "link": link,
        "coming": coming_id.hex,
    }
    return Draft(f"gatherings.{letter}", facts)


def register_writers() -> None:
    """Let the outbox write these letters; called when the server starts."""
    for letter in LETTERS:
        register_writer(f"gatherings.{letter}", partial(_written, letter))


def _written(letter: str, facts: Mapping[str, str]) -> Letter | None:
    """Write one letter; None where there is nothing to say any more."""
    coming = Coming.objects.filter(pk=UUID(facts["coming"])).first()
    if coming is None or not _is_meant(letter, coming):
        return None
    gathering = Gathering.objects.with_words().get(pk=coming.gathering_id)
    if gathering.state == ActionState.DRAFT or gathering.any_text() is None:
        return None
    now = timezone.now()
    dates = _dates(letter, gathering, coming.which, now)
    if letter in REMINDERS and not dates:
        return None
    with translation.override(facts["language"]):
        return _rendered(letter, facts, gathering, coming, dates)


def _is_meant(letter: str, coming: Coming) -> bool:
    waits = coming.state == Coming.State.WAITING and letter == CHANGED
    return coming.state == Coming.State.COMING or waits


def _dates(letter: str, gathering: Gathering, which: str, now: datetime) -> list[Occurrence]:
    """The dates that a letter is about."""
    if letter == AFTER:
        gone = [_named(gathering, which)] if which else past_occurrences(gathering, now, count=1)
        return [each for each in gone if each and now - SOON * 2 < each.over_at <= now]
    if which:
        found = _named(gathering, which)
        coming = [found] if found and not found.is_over(now) else []
    else:
        coming = next_occurrences(gathering, now, count=DATES_IN_A_LETTER)
    if letter in REMINDERS:
        held = [each for each in coming if not each.is_cancelled]
        return [each for each in held if each.sorts_by < now + SOON][:1]
    return coming


def _named(gathering: Gathering, which: str) -> Occurrence | None:
    return occurrence_on(gathering, date.fromisoformat(which))


def _rendered(
    letter: str,
    facts: Mapping[str, str],
    gathering: Gathering,
    coming: Coming,
    dates: list[Occurrence],
) -> Letter:
    language = facts["language"]
    text = gathering.any_text(language)
    title = text.title if text else ""
    day = dates[0] if dates else None
    subject = " ".join((_subject(letter, day) % {"title": title}).split())
    context = {
        "letter": letter,
        "title": title,
        "subject": subject,
        "text": text,
        "coalition_name": Coalition.here().text(language).name,
        "language": language,
        "name": facts["name"],
        "party_size": coming.party_size,
        "is_waiting": coming.state == Coming.State.WAITING,
        "is_cancelled": gathering.is_cancelled,
        "is_left_out": bool(coming.which) and not dates,
        "dates": [_shown(each, language) for each in dates],
        "yours_url": settings.SITE_URL + reverse("gatherings:coming", args=[facts["link"]]),
        "public_url": settings.SITE_URL + reverse("gatherings:gathering", args=[gathering.slug]),
    }
    return Letter(
        to=facts["to"],
        subject=subject,
        text=render_to_string("gatherings/mail/letter.txt", context),
        html=render_to_string("gatherings/mail/letter.html", context),
        language=language,
    )


def _shown(occurrence: Occurrence, language: str) -> dict[str, object]:
    """One date as the letter tells it; whoever gets the letter comes, so the place is told."""
    gathering = occurrence.gathering
    return {
        "occurrence": occurrence,
        "place": place_of(gathering, language, occurrence=occurrence, is_coming=True),
        "hosts": [each.name_in(language) for each in occurrence.hosts],
        "theme": occurrence.theme(language),
        "note": occurrence.note(language),
    }


def _subject(letter: str, day: Occurrence | None) -> str:
    if letter == CHANGED and day is not None and day.is_cancelled:
        return gettext("Cancelled: %(title)s")
    subjects = {
        DAY: gettext("Tomorrow: %(title)s"),
        MORNING: gettext("Today: %(title)s"),
        CHANGED: gettext("Something changed: %(title)s"),
        IN: gettext("There is a place for you: %(title)s"),
        AFTER: gettext("Were you there? %(title)s"),
    }
    return subjects[letter]
