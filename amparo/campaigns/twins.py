"""Languages in step: what one text of a campaign or an ask states and its twin does not.

A newcomer's mistake: refusing to save because twins differ. A difference is a question; whoever
wrote the text may have meant it. The desk shows it, and nothing more.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.actions import Action, ActionText
from amparo.campaigns.models import Campaign
from amparo.lib.dates import day_in_words
from amparo.lib.twins import Difference, Twin, differences, older
from amparo.web.languages import in_language

CAMPAIGN_FIELDS = ("title", "aim", "summary", "background")
MILESTONE, UPDATE, DELIVERY = ("title", "note"), ("title", "body"), ("place", "note")

_KINDS: dict[str, Promise] = {
    "telephone": _("Telephone"),
    "bill": _("Bill"),
    "date": _("Date"),
    "weekday": _("Day of the week"),
    "time": _("Time"),
    "figure": _("Figure"),
    "place": _("Place"),
}


@dataclass(frozen=True)
class Note:
    """A difference, in words of the reader's language."""

    field: str  # the label of the field
    languages: tuple[str, str]
    difference: Difference
    words: str


@dataclass(frozen=True)
class Report:
    """How far the languages of a text are in step."""

    missing: list[str]  # no complete text in these
    older: list[str]  # last changed before the newest
    notes: list[Note]

    @property
    def is_in_step(self) -> bool:
        return not (self.missing or self.older or self.notes)


def compare(thing: Campaign | Action) -> Report:
    """Compare the texts of a campaign or an ask, each with the next."""
    is_campaign = isinstance(thing, Campaign)
    campaign = thing if isinstance(thing, Campaign) else thing.campaign
    texts = sorted(thing.texts.all(), key=lambda text: text.changed_at)
    places = places_of(campaign)
    twins = [Twin(text.language, text.changed_at) for text in texts]
    return Report(
        missing=thing.missing_languages(),
        older=older(twins),
        notes=[
            *(
                compare_texts(texts, CAMPAIGN_FIELDS, places=places)
                if is_campaign
                else _all_that_differs(texts, places)
            ),
            *_what_came_after(thing, places),
        ],
    )


def compare_texts(
    texts: Sequence[Any], fields: Sequence[str], *, places: Collection[str] = ()
) -> list[Note]:
    """What texts with these fields state differently. For any model with a language and fields."""
    in_order = sorted(texts, key=lambda text: text.language)
    return [
        note
        for left, right in pairwise(in_order)
        for name in fields
        for note in _notes(
            capfirst(str(left._meta.get_field(name).verbose_name)),
            (getattr(left, name), getattr(right, name)),
            (left.language, right.language),
            places,
        )
    ]


def places_of(campaign: Campaign) -> list[str]:
    """Names that no language changes: where the campaign's targets are."""
    targets = campaign.targets.with_names()
    return sorted({target.place.jurisdiction.short_name for target in targets})


def _all_that_differs(texts: Sequence[ActionText], places: Collection[str]) -> list[Note]:
    """Part by part of everything that the texts of an ask say, each plank of a platform too."""
    in_order = sorted(texts, key=lambda text: text.language)
    return [
        note
        for left, right in pairwise(in_order)
        for part, said in left.all_words.items()
        for note in _notes(
            left.label_of(part),
            (said, right.all_words.get(part, "")),
            (left.language, right.language),
            places,
        )
    ]


def _what_came_after(thing: Campaign | Action, places: Collection[str]) -> Iterator[Note]:
    """The same of a campaign's milestones, or of an ask's updates and deliveries, each by name."""
    for record, name, fields in _records(thing):
        for note in compare_texts(record.texts.all(), fields, places=places):
            yield replace(note, field=name)


def _records(thing: Campaign | Action) -> Iterator[tuple[Any, str, tuple[str, ...]]]:
    language = get_language() or ""
    if isinstance(thing, Campaign):
        for milestone in thing.milestones.prefetch_related("texts"):
            text = in_language(milestone.texts.all(), language)
            yield milestone, _named(gettext("Milestone"), text.title if text else ""), MILESTONE
        return
    for update in thing.updates.prefetch_related("texts"):
        yield update, _named(gettext("Update"), day_in_words(update.posted_on, language)), UPDATE
    for delivery in thing.deliveries.prefetch_related("texts"):
        on = day_in_words(delivery.delivered_on, language)
        yield delivery, _named(gettext("Delivery"), on), DELIVERY


def _named(what: str, which: str) -> str:
    return f"{what} · {which}"


def _notes(
    label: str, words: tuple[str, str], languages: tuple[str, str], places: Collection[str]
) -> list[Note]:
    """Nothing where one of the two has not been written: that is missing, not different."""
    said, answered = words
    if not said or not answered:
        return []
    found = differences(said, answered, *languages, places=places)
    return [Note(label, languages, each, _words(each, languages)) for each in found]


def _words(difference: Difference, languages: tuple[str, str]) -> str:
    left, right = difference.left, difference.right
    kind = str(_KINDS.get(difference.kind, difference.kind))
    if left and right:
        return gettext("%(kind)s: “%(left)s” (%(one)s), but “%(right)s” (%(other)s).") % {
            "kind": kind,
            "left": left.said.strip(),
            "right": right.said.strip(),
            "one": languages[0].upper(),
            "other": languages[1].upper(),
        }
    fact = left or right
    there, lacking = languages if left else (languages[1], languages[0])
    return gettext("%(kind)s: “%(said)s” stands in %(there)s and not in %(lacking)s.") % {
        "kind": kind,
        "said": fact.said.strip() if fact else "",
        "there": there.upper(),
        "lacking": lacking.upper(),
    }
