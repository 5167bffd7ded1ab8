"""What the search finds of campaigns and their asks: the words that their pages show.

A newcomer's mistake: the columns that one kind of ask adds to its text. One of them may be told
only to who is coming; the four that every ask has stand on its page, and a kind says what else does
(`also_found_by`).
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.campaigns.actions import Action, asks
from amparo.campaigns.kinds import AskKind, all_kinds
from amparo.campaigns.models import Campaign, Update, UpdateText
from amparo.campaigns.takedown import Gone, Part
from amparo.evidence.citing import without_marks
from amparo.web.searchindex import forget_about
from amparo.web.searching import Document, Source


def campaigns(language: str, now: datetime) -> Iterator[Document]:
    today = timezone.localdate(now)
    for campaign in Campaign.objects.public(today).with_texts():
        text = next((each for each in campaign.texts.all() if each.language == language), None)
        if text is None or not campaign.is_public_in(language, today):
            continue
        yield Document(
            key=str(campaign.pk),
            language=language,
            title=text.title,
            path=reverse("campaigns:page", args=[campaign.slug]),
            kind=_("Campaign"),
            summary=without_marks(text.aim),
            body=_joined(text.summary, text.background),
            dated_on=campaign.opens_on,
            about=str(campaign.pk),
        )


def asks_of_all(language: str, now: datetime) -> Iterator[Document]:
    for kind in all_kinds():
        for action in asks(kind.model).published().with_words().select_related("campaign"):
            if action.is_public_in(language, now):
                yield from _of_ask(kind, action, language)


def remove(campaign: Campaign, now: datetime) -> Gone:
    forget_about(str(campaign.pk))
    return Gone()


def _of_ask(kind: AskKind[Any], action: Action, language: str) -> Iterator[Document]:
    text = action.text(language)
    if text is None or text.language != language:
        return
    yield Document(
        key=f"{kind.code}:{action.pk}",
        language=language,
        title=text.title,
        path=kind.path(action, language),
        kind=str(kind.label),
        summary=without_marks(text.ask),
        body=_joined(text.addressee, text.words_that_cite, kind.also_found_by(action, language)),
        dated_on=timezone.localdate(action.opens_at) if action.opens_at else None,
        about=str(action.campaign_id),
    )


def updates_of_all(language: str, now: datetime) -> Iterator[Document]:
    """What became of asks, told in their updates; read where the ask is read."""
    kinds = {kind.code: kind for kind in all_kinds()}
    for update in Update.objects.prefetch_related("texts"):
        kind, text = kinds.get(update.action_kind), _said_in(update, language)
        standing = kind.standings.by_id(update.action_id) if kind and text else None
        if kind and text and standing and standing.action.is_public_in(language, now):
            yield _of_update(kind, standing.action, update, text)


def _said_in(update: Update, language: str) -> UpdateText | None:
    return next((text for text in update.texts.all() if text.language == language), None)


def _of_update(kind: AskKind[Any], action: Action, update: Update, text: UpdateText) -> Document:
    return Document(
        key=str(update.pk),
        language=text.language,
        title=text.title,
        path=f"{kind.path(action, text.language)}#updates-title",
        kind=_("What happened"),
        summary=action.title,
        body=_joined(text.body),
        dated_on=update.posted_on,
        about=str(action.campaign_id),
    )


def _joined(*texts: str) -> Any:
    return lambda: without_marks("\n".join(texts))


def _campaigns_left(keys: Collection[str], language: str, now: datetime) -> set[str]:
    today = timezone.localdate(now)
    found = Campaign.objects.public(today).with_texts().filter(pk__in=list(keys))
    return {str(each.pk) for each in found if each.is_public_in(language, today)}


def _asks_left(keys: Collection[str], language: str, now: datetime) -> set[str]:
    left = set()
    for kind in all_kinds():
        ids = [key.partition(":")[2] for key in keys if key.startswith(f"{kind.code}:")]
        for action in asks(kind.model).published().with_words().filter(pk__in=ids):
            if action.is_public_in(language, now):
                left.add(f"{kind.code}:{action.pk}")
    return left


SOURCES = [
    Source("campaigns", campaigns, _campaigns_left),
    Source("asks", asks_of_all, _asks_left),
    Source("updates", updates_of_all),
]
PART = Part("search", name_what_goes=lambda campaign: [], remove=remove)
