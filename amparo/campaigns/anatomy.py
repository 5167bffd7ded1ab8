"""What every ask's page shows, gathered for its templates: campaigns/ask.html and its family.

A newcomer's mistake: a live count. Pages show the batched tally, what was released, and nothing
that moves at the moment when somebody takes part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.campaigns.actions import A, Action, ActionText
from amparo.campaigns.kinds import AskKind
from amparo.campaigns.models import Delivery, DeliveryText, UpdateText, Wording
from amparo.campaigns.standing import Standing
from amparo.evidence.citing import notes_for
from amparo.evidence.models import Source
from amparo.lib.changes import Piece, compare_words
from amparo.lib.dates import day_in_words, moment_in_words
from amparo.lib.markup import to_html
from amparo.web.addresses import in_language as path_in
from amparo.web.languages import in_language
from amparo.web.proofofwork import stamp


@dataclass(frozen=True, slots=True)
class ShownUpdate:
    on: date
    text: UpdateText


@dataclass(frozen=True, slots=True)
class ShownDelivery:
    on: date
    count: int | None
    text: DeliveryText
    photo_url: str
    photo_width: int
    photo_height: int


def frame_context(
    kind: AskKind[A], standing: Standing[A], language: str, now: datetime
) -> dict[str, Any]:
    """What every page about an ask shows: its words, its campaign, where it stands."""
    action = standing.action
    shown = standing.text_in(language)
    if shown is None:
        raise LookupError("a published ask without a text")
    path = kind.path(action, language)
    return {
        "action": action,
        "text": shown[0],
        "text_hash": shown[1],
        "kind_label": kind.label,
        "is_case": action.campaign.is_case,
        "is_open": action.is_open(now),
        "campaign_title": action.campaign.title,
        "campaign_url": reverse("campaigns:page", args=[action.campaign.slug]),
        "ask_url": path,
        "announce_url": _announce_url(action, shown[0], language),
        "share_address": settings.SITE_URL + path,
        "share_words": shown[0].ask or shown[0].title,
        "keep_line": keep_line(kind.keyspace_of(action).shred_on, language),
    }


def page_context(
    kind: AskKind[A],
    standing: Standing[A],
    language: str,
    now: datetime,
    *,
    sources: Sequence[Source] = (),
) -> dict[str, Any]:
    """All of an ask's own page but its form; `sources` are the room's own list of notes.

    Every part of the text that may cite is there as markup: "body_html", and others of CITING.
    """
    action, frame = standing.action, frame_context(kind, standing, language, now)
    text: ActionText = frame["text"]
    deliveries, updates = list(_deliveries(action, language)), list(_updates(action, language))
    since = [each.text.note for each in deliveries] + [each.text.body for each in updates]
    notes = notes_for("\n\n".join([text.words_that_cite, *since]), listed=sources)
    parts = {name: notes.html(to_html(getattr(text, name))) for name in text.CITING}
    return {
        **frame,
        **_times(action, language, now),
        **{f"{name}_html": markup for name, markup in parts.items()},
        "notes": notes,
        "updates": updates,
        "deliveries": deliveries,
    }


def form_context(
    kind: AskKind[A], standing: Standing[A], path: str, source: str, now: datetime
) -> dict[str, Any]:
    """What surrounds a form: where it posts, its stamp, the switch that keeps what was typed."""
    action = standing.action
    path += f"?source={source}" if source else ""
    public = [code for code in settings.SITE_LANGUAGES if action.is_public_in(code, now)]
    return {
        "form_action": path,
        "alternates": {code: path_in(path, code) for code in public},
        "switch_form": "ask-form",
        "stamp": stamp(action_kind=kind.code, action_id=action.pk, now=now),
    }


def keep_line(until: date | None, language: str) -> str:
    """What we keep of who takes part and until when, in one sentence."""
    if until is None:
        return _("What you write here is sealed: only the organizers' own keys open it.")
    return _(
        "What you write here is sealed: only the organizers' own keys open it, and it is "
        "destroyed by %(day)s at the latest."
    ) % {"day": day_in_words(until, language)}


def text_changes(before: Wording | None, after: ActionText) -> list[tuple[str, list[Piece]]]:
    """What changed, part by part; nothing where nobody knows the words that she had seen."""
    if before is None or before.language != after.language:
        return []
    compared = [
        (after.label_of(name), compare_words(before.words[name], words))
        for name, words in after.bound_words.items()
        if name in before.words
    ]
    return [(label, pieces) for label, pieces in compared if pieces]


def _announce_url(action: Action, text: ActionText, language: str) -> str:
    """Flyer and words to pass on; of a person nothing is made that cannot be recalled."""
    if action.campaign.is_case or text.language != language:
        return ""
    return reverse("announcing:page", args=[action.KIND, action.slug])


def _times(action: Action, language: str, now: datetime) -> dict[str, str]:
    """When it opens, closes or closed, in words; only what the page has to say."""
    opens, closes = action.opens_at, action.closes_at
    said: dict[str, str] = {}
    if opens and opens > now:
        said["opens_on"] = _moment(opens, language)
    if closes and closes > now:
        said["closes_on"] = _moment(closes, language)
    elif closes:
        said["closed_on"] = day_in_words(timezone.localtime(closes).date(), language)
    return said


def _moment(moment: datetime, language: str) -> str:
    today = timezone.localdate()
    return moment_in_words(timezone.localtime(moment), language, today=today)


def _updates(action: Action, language: str) -> Iterator[ShownUpdate]:
    for update in action.updates.prefetch_related("texts"):
        text = in_language(update.texts.all(), language)
        if text:
            yield ShownUpdate(update.posted_on, text)


def _deliveries(action: Action, language: str) -> Iterator[ShownDelivery]:
    for delivery in action.deliveries.prefetch_related("texts"):
        text = in_language(delivery.texts.all(), language)
        if text:
            yield _shown(delivery, text)


def _shown(delivery: Delivery, text: DeliveryText) -> ShownDelivery:
    photo = delivery.photo
    url, width, height = (photo.url, photo.width, photo.height) if photo else ("", 0, 0)
    return ShownDelivery(delivery.delivered_on, delivery.name_count, text, url, width, height)
