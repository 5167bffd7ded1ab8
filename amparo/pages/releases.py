"""Press releases and briefs, written without Wagtail's editor: in steps, in both languages.

A newcomer's mistake: publishing where one writes. A release is written, its twins are compared,
who is quoted is asked; then `send_out` lets it go, at once or at its hour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from amparo.accounts.models import User
from amparo.audit.operations import record
from amparo.campaigns.models import Campaign
from amparo.pages.drafts import new_draft, newest, save_version, send_out
from amparo.pages.models import (
    BriefPage,
    BriefsPage,
    HomePage,
    Mailing,
    PressPage,
    ReleasePage,
    SeriesPage,
)
from amparo.pages.operations import CannotPost
from amparo.pages.plain import rewritten


class CannotHold(Exception):
    """It is public already: what is out cannot be put under embargo."""


@dataclass(frozen=True)
class Contact:
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Quotation:
    """What somebody said in one language; agreed on a day, in a way."""

    words: str
    who: str
    agreed_on: date
    agreed_how: str
    role: str = ""


@dataclass(frozen=True)
class ReleaseWords:
    """A release in one language."""

    title: str
    text: str
    lede: str = ""
    dateline: str = ""
    contacts: Sequence[Contact] = field(default_factory=tuple)


@dataclass(frozen=True)
class ReleaseFacts:
    issued_on: date
    embargo_until: datetime | None = None
    campaign: Campaign | None = None


@dataclass(frozen=True)
class BriefWords:
    title: str
    text: str
    lede: str = ""


# releases


def release_twins(key: UUID) -> list[ReleasePage]:
    """One release in each language, as it was last saved, in the order of the site."""
    return newest(ReleasePage.objects.filter(translation_key=key).select_related("locale"))


@transaction.atomic
def write_release(
    facts: ReleaseFacts,
    words: Mapping[str, ReleaseWords],
    *,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> UUID:
    """Save a release as a draft in each language of `words`; return the key of its twins.

    What was out stays out and shows the change; what waits for its hour waits with the change.
    Raises CannotHold.
    """
    twins = {page.language: page for page in release_twins(key)} if key else {}
    is_held = facts.embargo_until is not None and facts.embargo_until > now
    if is_held and any(page.live for page in twins.values()):
        raise CannotHold
    key = key or uuid4()
    for language, said in words.items():
        page = twins.get(language) or new_draft(ReleasePage, press_page(language), key, said.title)
        page.title, page.lede, page.dateline = said.title, said.lede, said.dateline
        page.body = rewritten(page.body, said.text) if said.text else page.body
        page.contacts = [("contact", vars(contact)) for contact in said.contacts]
        page.issued_on, page.embargo_until = facts.issued_on, facts.embargo_until
        page.campaign = facts.campaign
        save_version(page, by)
    record("press.write", actor=by.actor, detail={"release": str(key), "texts": sorted(words)})
    return key


@transaction.atomic
def quote(key: UUID, said: Mapping[str, Quotation], *, by: User) -> None:
    """Add what somebody said, who has agreed to it, in each language of `said`."""
    for page in release_twins(key):
        quotation = said.get(page.language)
        if quotation is not None:
            kept = [("quotation", dict(each.value)) for each in page.quotations]
            page.quotations = [*kept, ("quotation", vars(quotation))]
            save_version(page, by)
    record("press.quote", actor=by.actor, detail={"release": str(key)})


@transaction.atomic
def unquote(key: UUID, number: int, *, by: User) -> None:
    """Take the quotation with this number (from 1) out of every language, as they may ask."""
    for page in release_twins(key):
        kept = [("quotation", dict(each.value)) for each in page.quotations]
        if number <= len(kept):
            page.quotations = [each for at, each in enumerate(kept, 1) if at != number]
            save_version(page, by)
    record("press.unquote", actor=by.actor, detail={"release": str(key)})


@transaction.atomic
def note_mailing(key: UUID, *, outlet: str, language: str, mailed_on: date, by: User) -> Mailing:
    """Somebody of ours has mailed it to an outlet; said again for one day, it changes nothing."""
    found, is_new = Mailing.objects.get_or_create(
        release=key,
        outlet=outlet,
        language=language,
        mailed_on=mailed_on,
        defaults={"mailed_by": by.full_name},
    )
    if is_new:
        record("press.mail", actor=by.actor, detail={"release": str(key), "language": language})
    return found


@transaction.atomic
def forget_mailing(mailing: Mailing, *, by: User) -> None:
    record("press.unmail", actor=by.actor, detail={"release": str(mailing.release)})
    mailing.delete()


# briefs


@transaction.atomic
def write_series(words: Mapping[str, BriefWords], *, by: User, key: UUID | None = None) -> UUID:
    """Save a series, public at once: what it holds comes out brief by brief."""
    twins = {page.language: page for page in series_twins(key)} if key else {}
    key = key or uuid4()
    for language, said in words.items():
        page = twins.get(language) or new_draft(SeriesPage, briefs_page(language), key, said.title)
        page.title, page.lede = said.title, said.lede
        page.body = rewritten(page.body, said.text) if said.text else page.body
        save_version(page, by)
        if not page.live:
            send_out([page], by=by)
    record("press.write_series", actor=by.actor, detail={"series": str(key)})
    return key


@transaction.atomic
def write_brief(
    series: UUID,
    words: Mapping[str, BriefWords],
    *,
    number: int,
    issued_on: date,
    by: User,
    key: UUID | None = None,
) -> UUID:
    """Save a brief as a draft in each language of `words`, as number so and so of its series."""
    parents = {page.language: page for page in series_twins(series)}
    twins = {page.language: page for page in brief_twins(key)} if key else {}
    key = key or uuid4()
    for language, said in words.items():
        page = twins.get(language)
        if page is None:
            parent = SeriesPage.objects.get(pk=parents[language].pk)
            page = new_draft(BriefPage, parent, key, said.title)
        page.title, page.lede = said.title, said.lede
        page.body = rewritten(page.body, said.text) if said.text else page.body
        page.number, page.issued_on = number, issued_on
        save_version(page, by)
    record("press.write_brief", actor=by.actor, detail={"brief": str(key), "texts": sorted(words)})
    return key


def series_twins(key: UUID) -> list[SeriesPage]:
    return newest(SeriesPage.objects.filter(translation_key=key).select_related("locale"))


def brief_twins(key: UUID) -> list[BriefPage]:
    return newest(BriefPage.objects.filter(translation_key=key).select_related("locale"))


# the tree


def press_page(language: str) -> PressPage:
    """The page for journalists, made in every language at its first use. Raises CannotPost."""
    return _below_home(PressPage, language, "press", lambda: gettext("Press"))


def briefs_page(language: str) -> BriefsPage:
    return _below_home(BriefsPage, language, "briefs", lambda: gettext("Briefs"))


def _below_home(model: type[Any], language: str, slug: str, title: Any) -> Any:
    made: dict[str, Any] = {
        page.locale.language_code: page for page in model.objects.select_related("locale")
    }
    key = next((page.translation_key for page in made.values()), uuid4())
    for code in settings.SITE_LANGUAGES:
        home = HomePage.objects.filter(locale__language_code=code).first()
        if home is None:
            raise CannotPost(code)
        if code not in made:
            with override(code):
                page = model(title=title(), slug=slug, locale=home.locale, translation_key=key)
            home.add_child(instance=page)
            page.save_revision().publish()
            made[code] = page
    return model.objects.get(pk=made[language].pk)
