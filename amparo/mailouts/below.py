"""What stands below a letter: asks, and the roads of bills, by keys such as "petition:<id>".

A newcomer's mistake: a picture of the road. A picture would be fetched, and tell who reads; mail
programs draw no SVG. The stations stand as words with a sign before each.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from amparo.bills.drawing import said
from amparo.bills.models import Bill, Step, StepKind
from amparo.bills.roads import Station, road_of
from amparo.bills.shown import address, steps_of
from amparo.campaigns.kinds import Ask, all_kinds
from amparo.mailouts.models import MailOut, MailOutText
from amparo.supporters import kinds as supporter_kinds

BILL = "bill"
_SIGNS = {"done": "✓", "here": "●", "ended": "✕", "ahead": "○"}  # apart from one another in ink


@dataclass(frozen=True, slots=True)
class Stop:
    """One station of a bill's road."""

    sign: str
    name: str
    said: str  # "it is here now"
    is_here: bool


@dataclass(frozen=True, slots=True)
class Block:
    """An ask or a bill as it stands below a letter, in one language."""

    title: str
    sentence: str
    button: str
    url: str
    language: str
    when: str = ""
    road: tuple[Stop, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All that it says, as it is approved."""
        stops = (f"{each.name}: {each.said}" for each in self.road)
        return (self.language, self.title, self.sentence, self.button, self.url, *stops)


def blocks_of(mailout: MailOut, language: str, now: datetime) -> list[Block]:
    """What stands below the letter and may be seen, each in `language` or one that it has."""
    found = [_block(mailout, key, language, now) for key in mailout.blocks]
    return [each for each in found if each is not None]


def beside_words(mailout: MailOut, now: datetime) -> list[tuple[MailOutText, list[Block]]]:
    """The letter in each of its languages, with what stands below it there."""
    return [(text, blocks_of(mailout, text.language, now)) for text in mailout.texts.all()]


def _block(mailout: MailOut, key: str, language: str, now: datetime) -> Block | None:
    kind_code, _colon, name = key.partition(":")
    if kind_code == BILL:
        return _bill(UUID(name), language)
    kind = next((each for each in all_kinds() if each.code == kind_code), None)
    if kind is None:
        return None
    standing = kind.standings.by_id(UUID(name))
    if standing is None or not standing.action.is_public_in(language, now):
        return None
    ask = kind.ask_of(standing.action, language, now)
    return _ask(mailout, ask) if ask else None


def _ask(mailout: MailOut, ask: Ask) -> Block:
    facts = supporter_kinds.get(ask.kind).facts_of(ask.id, ask.language) if _has_cards(ask) else {}
    return Block(
        title=ask.title,
        sentence=ask.sentence,
        button=ask.button,
        url=f"{settings.SITE_URL}{ask.url}?{urlencode({'source': mailout.source})}",
        language=ask.language,
        when=str(facts.get("when", "")),
    )


def _has_cards(ask: Ask) -> bool:
    return any(each.code == ask.kind for each in supporter_kinds.all_kinds())


def _bill(pk: UUID, language: str) -> Block | None:
    """None once nobody follows it: then it has no page."""
    bill = Bill.objects.followed().with_words().filter(pk=pk).first()
    if bill is None:
        return None
    steps = steps_of(bill)
    with translation.override(language):
        last = steps[-1] if steps else None
        return Block(
            title=f"{bill.identifier}: {bill.name}",
            sentence=_("Last step: %(step)s") % {"step": _step(last, language)} if last else "",
            button=_("See the road of this bill"),
            url=settings.SITE_URL + address(bill),
            language=language,
            road=tuple(_stop(each) for each in road_of(steps, bill.stage)),
        )


def _step(step: Step, language: str) -> str:
    """What happened last, and when: in our words where we have some."""
    told = step.told
    what = told.words if told else str(StepKind(step.kind).label)
    when = step.window.in_words(language) if step.window.is_announced else ""
    return f"{what.rstrip('.')}, {when}" if when else what


def _stop(station: Station) -> Stop:
    return Stop(_SIGNS[station.state], station.name, said(station), station.state == "here")
