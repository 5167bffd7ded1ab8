"""Any ask as flyer, picture and messages tell it: its title, the ask, to whom, until when.

A newcomer's mistake: one of these for each room. A room that has more to tell (a gathering has a
place and a day) registers a kind of its own afterwards, under the same code.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from amparo.announcing.kinds import AnnouncedKind
from amparo.campaigns.actions import Action, asks
from amparo.campaigns.models import Campaign, Kind
from amparo.campaigns.standing import Standings
from amparo.evidence.citing import without_marks
from amparo.lib.announcing import Facts
from amparo.lib.dates import moment_in_words
from amparo.web.models import Coalition
from amparo.web.templatetags.web import phone

if TYPE_CHECKING:
    from amparo.campaigns.kinds import AskKind

PublicId = Callable[[str, str, datetime], UUID | None]


def announced_kind(kind: "AskKind[Any]") -> AnnouncedKind:
    """How the asks of a kind are announced, unless its room knows better."""

    def facts(action_id: UUID, language: str, on: date | None) -> Facts | None:
        action = asks(kind.model).with_words().filter(pk=action_id).first()
        text = action.text(language) if action else None
        if action is None or text is None or on is not None:
            return None
        with override(language):
            return _told(kind, action, text)

    def page_path(action_id: UUID, language: str) -> str:
        action = asks(kind.model).filter(pk=action_id).first()
        return kind.path(action, language) if action else ""

    return AnnouncedKind(
        code=kind.code,
        public_id=public_id_of(kind.standings),
        facts=facts,
        page_path=page_path,
        is_sensitive=is_case_of(kind.standings),
    )


def campaign_kind() -> AnnouncedKind:
    """A campaign itself. Not a case, nor many: what was passed on as a picture stays out there."""
    return AnnouncedKind(
        code="campaign",
        public_id=_public_campaign,
        facts=_facts_of_campaign,
        page_path=_path_of_campaign,
    )


def _public_campaign(slug: str, language: str, now: datetime) -> UUID | None:
    today = timezone.localdate(now)
    found = _plain_campaigns().public(today).with_texts().filter(slug=slug).first()
    return UUID(str(found.pk)) if found and found.is_public_in(language, today) else None


def _facts_of_campaign(campaign_id: UUID, language: str, on: date | None) -> Facts | None:
    found = _plain_campaigns().with_texts().filter(pk=campaign_id).first()
    text = found.text(language) if found else None
    if found is None or text is None or text.language != language or on is not None:
        return None
    with override(language):
        path = reverse("campaigns:page", args=[found.slug])
        return Facts(
            language=language,
            title=text.title,
            url=settings.SITE_URL + path,
            kind=_("Campaign"),
            summary=without_marks(text.aim),
            phone=phone(Coalition.here().hotline),
            coalition=Coalition.here().text(language).name,
        )


def _path_of_campaign(campaign_id: UUID, language: str) -> str:
    found = _plain_campaigns().filter(pk=campaign_id).first()
    with override(language):
        return reverse("campaigns:page", args=[found.slug]) if found else ""


def _plain_campaigns() -> Any:
    return Campaign.objects.filter(kind=Kind.CAMPAIGN)


def public_id_of(standings: Standings[Any]) -> PublicId:
    """The id of an ask by its address, where the public may see it in that language."""

    def public_id(slug: str, language: str, now: datetime) -> UUID | None:
        standing = standings.by_slug(slug)
        if standing is None or not standing.action.is_public_in(language, now):
            return None
        return UUID(str(standing.action.pk))

    return public_id


def is_case_of(standings: Standings[Any]) -> Callable[[UUID], bool]:
    """Is this an ask for a person, whose pages can be left quickly?"""

    def is_case(action_id: UUID) -> bool:
        standing = standings.by_id(action_id)
        return standing is not None and standing.action.campaign.is_case

    return is_case


def _told(kind: "AskKind[Any]", action: Action, text: Any) -> Facts:
    language = text.language
    return Facts(
        language=language,
        title=text.title,
        url=settings.SITE_URL + kind.path(action, language),
        kind=str(kind.label),
        summary=text.ask,
        phone=phone(Coalition.here().hotline),
        more=_more(action, text),
        come=str(kind.button),
        coalition=Coalition.here().name,
    )


def _more(action: Action, text: Any) -> tuple[tuple[str, str], ...]:
    until = ""
    if action.closes_at:
        local = timezone.localtime(action.closes_at)
        until = moment_in_words(local, text.language, today=timezone.localdate())
    pairs = (
        (pgettext("announcement", "To"), text.addressee),
        (pgettext("announcement", "Until"), until),
    )
    return tuple((label, said) for label, said in pairs if said)
