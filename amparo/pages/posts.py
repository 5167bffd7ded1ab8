"""Posts written and changed without Wagtail's editor, in one language or more.

A newcomer's mistake: writing all of a form into every twin. Twins may have other photographs, tags,
campaigns, given in Wagtail's editor; only what somebody changed is changed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from amparo.accounts.models import User
from amparo.audit.operations import record
from amparo.campaigns.models import Campaign
from amparo.lib.markup import clean_text, paragraphs
from amparo.pages.drafts import new_draft, newest, save_version
from amparo.pages.models import NewsPage, Photograph
from amparo.pages.operations import free_slug, news_index
from amparo.pages.plain import blocks_of, rewritten, text_of

LONGEST_LEDE = 400  # letters, as the page takes

_PLAIN = re.compile(r"<p>(?:[^<]|<br>)*</p>")


@dataclass(frozen=True)
class Words:
    """A post in one language: below its title all that it says, the lede first."""

    title: str
    text: str


@dataclass(frozen=True)
class Facts:
    """What somebody changed of all that twins share; None where nothing was."""

    photograph: Photograph | None = None
    is_without_photograph: bool = False
    campaign: tuple[Campaign | None] | None = None  # in a tuple, for None is a choice
    tags_gone: tuple[str, ...] = ()
    tags_new: tuple[str, ...] = ()


def post_twins(key: UUID) -> list[NewsPage]:
    """One post in each language, as it was last saved, in the order of the site."""
    return newest(NewsPage.objects.filter(translation_key=key).select_related("locale"))


def version_of(twins: Sequence[NewsPage]) -> str:
    """Another word after every change, by whomever."""
    return "-".join(str(page.latest_revision_id) for page in twins)


def words_of(page: NewsPage) -> Words:
    """A post as somebody changes it."""
    return Words(page.title, "\n\n".join(filter(None, (_head(page), text_of(page.body)))))


@transaction.atomic
def write_post(
    words: Mapping[str, Words], facts: Facts, *, today: date, by: User, key: UUID | None = None
) -> UUID:
    """Save a post in each language of `words`; return the key of its twins.

    What is new is a draft. What was out stays out and shows the change. Raises CannotPost where the
    site was not built.
    """
    twins = {page.language: page for page in post_twins(key)} if key else {}
    first = next(iter(twins.values()), None)
    key = key or uuid4()
    for language, said in words.items():
        known = twins.get(language)
        if known and words_of(known) == said and facts == Facts():
            continue
        page = known or _new(language, key, said.title, first, today)
        page.title = said.title
        _write(page, said.text)
        _apply(facts, page)
        save_version(page, by)
    record("pages.write_post", actor=by.actor, detail={"post": str(key), "texts": sorted(words)})
    return key


def _write(page: NewsPage, text: str) -> None:
    """The first paragraph stands in lists, where it is plain and short enough to."""
    head = _head(page)
    if head and (text == head or text.startswith(f"{head}\n\n")):
        page.body = rewritten(page.body, text[len(head) :])
        return
    first, *rest = paragraphs(text)
    has_none = not head and bool(page.body)  # it was written so, and stays so
    if has_none or len(first) > LONGEST_LEDE or not _is_plain(first):
        page.lede, page.body = "", rewritten(page.body, text)
    else:
        page.lede, page.body = first, rewritten(page.body, "\n\n".join(rest))


def _head(page: NewsPage) -> str:
    return clean_text(page.lede)


def _is_plain(paragraph: str) -> bool:
    [block] = blocks_of(paragraph)
    return block[0] == "paragraph" and bool(_PLAIN.fullmatch(block[1].replace("\n", "")))


def _new(language: str, key: UUID, title: str, twin: NewsPage | None, today: date) -> Any:
    """A draft; beside a twin it begins with what that one has."""
    posted_on, parent = twin.posted_on if twin else today, news_index(language)
    page = new_draft(NewsPage, parent, key, title, slug=free_slug(parent, title, posted_on))
    page.posted_on = posted_on
    if twin:
        page.photograph, page.campaign, page.byline = twin.photograph, twin.campaign, twin.byline
        page.tags.set([tag.name for tag in twin.tags.all()])
    return page


def _apply(facts: Facts, page: NewsPage) -> None:
    if facts.photograph or facts.is_without_photograph:
        page.photograph = facts.photograph
    if facts.campaign:
        [page.campaign] = facts.campaign
    if facts.tags_gone or facts.tags_new:
        kept = [tag.name for tag in page.tags.all() if tag.name not in facts.tags_gone]
        page.tags.set(dict.fromkeys([*kept, *facts.tags_new]))
