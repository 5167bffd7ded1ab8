"""What this room puts into feeds: open asks of every kind, and what became of them.

A newcomer's mistake: a case in a feed. Programs copy feeds and keep them for ever, and a takedown
would not reach those copies.
"""

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.actions import Action
from amparo.campaigns.kinds import Ask, AskKind, all_asks, all_kinds
from amparo.campaigns.models import Update
from amparo.evidence.citing import without_marks
from amparo.lib.markup import excerpt
from amparo.web.feeds import Entry, Feed

MOST_UPDATES = 50


def open_asks(language: str, campaign: str, now: datetime) -> list[Entry]:
    """What can be done now."""
    found = [ask for ask in all_asks(language, now) if ask.is_open and not ask.is_case]
    mine = [ask for ask in found if campaign in ("", ask.campaign_slug)]
    return [_of_ask(ask) for ask in mine]


def updates(language: str, campaign: str, now: datetime) -> Iterator[Entry]:
    """What happened since people took part, the newest first."""
    kinds = {kind.code: kind for kind in all_kinds()}
    rows = Update.objects.filter(campaign__slug=campaign) if campaign else Update.objects.all()
    for update in rows.prefetch_related("texts").order_by("-posted_on")[:MOST_UPDATES]:
        kind = kinds.get(update.action_kind)
        standing = kind.standings.by_id(update.action_id) if kind else None
        if kind and standing and _may_be_told(standing.action, language, now):
            yield from _of_update(kind, standing.action, update, language)


def _of_ask(ask: Ask) -> Entry:
    posted = ask.opens_at or ask.changed_at or timezone.now()
    return Entry(
        id=ask.id,
        title=ask.title,
        path=ask.url,
        summary=ask.sentence,
        language=ask.language,
        posted_at=posted,
        changed_at=max(posted, ask.changed_at or posted),
        section=ask.campaign,
    )


def _of_update(
    kind: AskKind[Action], action: Action, update: Update, language: str
) -> Iterator[Entry]:
    text = update.text_for(language)
    if text is None:
        return
    posted = datetime.combine(update.posted_on, time(12), timezone.get_current_timezone())
    yield Entry(
        id=update.pk,
        title=text.title,
        path=kind.path(action, language),
        summary=excerpt(without_marks(text.body), length=400),
        language=text.language,
        posted_at=posted,
        changed_at=posted,
        section=action.title,
    )


def _may_be_told(action: Action, language: str, now: datetime) -> bool:
    return not action.campaign.is_case and action.is_public_in(language, now)


ASKS = Feed("asks", _("Take action"), _("Everything that you can do now, as it opens."))
NEWS = Feed(
    "news",
    _("What happened"),
    _("Our news, releases and briefs, and what became of petitions, letters and calls."),
)
