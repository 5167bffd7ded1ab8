"""A gathering as flyer, picture and messages tell it: of all its dates, or of one.

A newcomer's mistake: the address. Where it is told only to those who come, a flyer tells the part
of town; `place_of` decides.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from amparo.announcing.kinds import AnnouncedKind
from amparo.announcing.wording import joined
from amparo.campaigns.announced import public_id_of
from amparo.gatherings.calendars import address_of
from amparo.gatherings.dates import Occurrence, next_occurrence, occurrence_on, organizations_as
from amparo.gatherings.kinds import GATHERINGS
from amparo.gatherings.models import Gathering, GatheringText, HostRole, Kind
from amparo.gatherings.places import place_of
from amparo.gatherings.words import when_in_words
from amparo.lib.announcing import Facts
from amparo.lib.dates import day_in_words, time_in_words, times_in_words
from amparo.web.models import Coalition
from amparo.web.templatetags.web import phone

# What a room above knows of how one comes: (gathering, date, language) -> a sentence, or ""
HowToCome = Callable[[Gathering, Occurrence | None], str]
_ways: list[HowToCome] = []


def register_way(way: HowToCome) -> None:
    """Let a room above say how one comes: "Come without an appointment, or call"."""
    _ways.append(way)


def announced_kind() -> AnnouncedKind:
    return AnnouncedKind(
        code=Gathering.KIND,
        public_id=public_id_of(GATHERINGS.standings),
        facts=_facts,
        page_path=_page_path,
        is_sensitive=_is_sensitive,
    )


def _is_sensitive(gathering_id: UUID) -> bool:
    """A clinic is; and whatever is done for a person."""
    standing = GATHERINGS.standings.by_id(gathering_id)
    if standing is None:
        return False
    return standing.action.kind == Kind.CLINIC or standing.action.campaign.is_case


def _page_path(gathering_id: UUID, language: str) -> str:
    gathering = Gathering.objects.filter(pk=gathering_id).first()
    return address_of(gathering, language) if gathering else ""


def _facts(gathering_id: UUID, language: str, on: date | None) -> Facts | None:
    """None where it has no words in this language, or no such date."""
    gathering = Gathering.objects.with_words().filter(pk=gathering_id).first()
    text = gathering.text(language) if gathering else None
    if gathering is None or not isinstance(text, GatheringText):
        return None
    occurrence = _occurrence(gathering, on)
    if on is not None and occurrence is None:
        return None
    with override(language):
        return _told(gathering, text, occurrence, is_one=on is not None)


def _occurrence(gathering: Gathering, on: date | None) -> Occurrence | None:
    """The date that was asked for, or the only one."""
    if on is not None:
        return occurrence_on(gathering, on)
    if gathering.rule or gathering.first_on is None:
        return None
    return occurrence_on(gathering, gathering.first_on) or next_occurrence(
        gathering, timezone.now()
    )


def _told(
    gathering: Gathering, text: GatheringText, occurrence: Occurrence | None, *, is_one: bool
) -> Facts:
    language, place = text.language, place_of(gathering, text.language, occurrence=occurrence)
    path = address_of(gathering, language, occurrence if is_one else None)
    return Facts(
        language=language,
        title=text.title,
        url=settings.SITE_URL + path,
        kind=str(gathering.get_kind_display()),
        summary=text.ask,
        on=occurrence.on if occurrence else None,
        day=_day(gathering, occurrence, language),
        hours=_hours(occurrence, language),
        place=place.name,
        address=place.address or place.area,
        door=place.door,
        cost=pgettext("cost", "Free") if gathering.kind == Kind.CLINIC else "",
        bring=text.bring,
        access=place.accessibility,
        phone=phone(Coalition.here().hotline),
        hosts=_hosts(gathering, occurrence, language),
        more=_more(occurrence, language),
        come=" ".join(filter(None, (way(gathering, occurrence) for way in _ways))),
        coalition=Coalition.here().name,
    )


def _day(gathering: Gathering, occurrence: Occurrence | None, language: str) -> str:
    today = timezone.localdate()
    if occurrence is None:
        return when_in_words(gathering, language, today=today)
    return day_in_words(occurrence.on, language, weekday=True, today=today)


def _hours(occurrence: Occurrence | None, language: str) -> str:
    if occurrence is None or occurrence.starts_time is None:
        return ""
    if occurrence.ends_time is None:
        return time_in_words(occurrence.starts_time, language)
    return times_in_words(occurrence.starts_time, occurrence.ends_time, language)


def _hosts(gathering: Gathering, occurrence: Occurrence | None, language: str) -> str:
    hosts = occurrence.hosts if occurrence else organizations_as(gathering, HostRole.HOST)
    others = [
        *organizations_as(gathering, HostRole.CO_HOST),
        *organizations_as(gathering, HostRole.SPONSOR),
    ]
    owner = [gathering.owner] if gathering.owner else []
    names = [each.name_in(language) for each in (*owner, *hosts, *others)]
    return joined(list(dict.fromkeys(names)))


def _more(occurrence: Occurrence | None, language: str) -> tuple[tuple[str, str], ...]:
    if occurrence is None:
        return ()
    said = ((_("This time"), occurrence.theme(language)), (_("Mind"), occurrence.note(language)))
    return tuple((label, words) for label, words in said if words)
