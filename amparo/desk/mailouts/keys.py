"""What people did, as an audience's line offers it: keys with their names, by campaign.

A newcomer would offer every ask to every line. A line begins with people who agreed to hear from
the ground of the letter; the conditions in it may name whatever this organizer may change.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amparo.accounts.models import User
from amparo.bills.models import Bill
from amparo.campaigns.access import campaigns_to_change
from amparo.campaigns.actions import ActionState, asks
from amparo.campaigns.kinds import AskKind, all_kinds
from amparo.campaigns.models import Campaign
from amparo.committees.models import KIND as COMMITTEE
from amparo.committees.models import Committee
from amparo.gatherings.models import Gathering
from amparo.mailouts.audiences import ALL, ALL_COMMITTEES, BROUGHT, CAME, LIST
from amparo.mailouts.below import BILL
from amparo.mailouts.models import Belongs, MailOut
from amparo.places.covering import districts_placed
from amparo.places.models import DistrictKind
from amparo.supporters import kinds as supporter_kinds
from amparo.supporters.models import ListImport

MOST_BILLS = 100  # offered, the latest session's first
SHOWN_COUNTIES = 3  # of a district

Choice = tuple[str, str | Promise]
Group = tuple[str | Promise, list[Choice]]


def beginnings(mailout: MailOut) -> list[Choice]:
    """The people with whom a line of this letter may begin."""
    on_list = (LIST, _("People on the standing list"))
    if mailout.belongs == Belongs.CAMPAIGN and mailout.campaign is not None:
        everybody = (ALL, _("Everybody who took part in this campaign"))
        asks = [
            choice for _title, choices in _by_campaign([mailout.campaign]) for choice in choices
        ]
        return [everybody, *asks, on_list]
    if mailout.belongs == Belongs.COMMITTEES:
        return [(ALL_COMMITTEES, _("Everybody in a committee")), *_committees(), on_list]
    return [on_list, *_brought()]


def conditions(user: User) -> list[Group]:
    """Everything that a line may ask besides, by campaign."""
    ours = [(LIST, _("People on the standing list")), *_committees()]
    return [(_("The coalition"), ours), *_by_campaign(campaigns_to_change(user).with_texts())]


def labels(user: User, mailout: MailOut) -> dict[str, str]:
    """The name of every key that this organizer may be shown."""
    known = [*beginnings(mailout), *(each for _name, group in conditions(user) for each in group)]
    said = _("Brought along: %(label)s")
    came = ((f"{BROUGHT}:{each.pk}", said % {"label": each.label}) for each in _lists())
    return {key: str(label) for key, label in (*came, *known)}


def districts(state: str, day: date) -> list[Group]:
    """Districts whose counties are known, by kind, each with them."""
    groups: dict[str, list[Choice]] = {}
    for district, covered in districts_placed(state, day):
        around = ", ".join(each.name for each in covered[:SHOWN_COUNTIES])
        more = ", …" if len(covered) > SHOWN_COUNTIES else ""
        kind = str(DistrictKind(district.kind).label)
        groups.setdefault(kind, []).append((str(district.pk), f"{district.name} ({around}{more})"))
    return list(groups.items())


def below(user: User, mailout: MailOut) -> list[Group]:
    """What may stand below a letter: open asks of campaigns that she may change, followed bills."""
    found: QuerySet[Campaign] = campaigns_to_change(user).with_texts()
    if mailout.campaign is not None:
        found = found.filter(pk=mailout.campaign.pk) | found.exclude(kind="case")
    offered: list[Group] = [*_shown(found), (_("The road of a bill"), _bills())]
    return [(title, choices) for title, choices in offered if choices]


def _by_campaign(campaigns: Any) -> Iterator[Group]:
    taking = {kind.code for kind in supporter_kinds.all_kinds()}
    for campaign in campaigns:
        choices: list[Choice] = []
        for kind in all_kinds():
            if kind.code in taking:
                choices += _did(kind, campaign)
        if choices:
            yield campaign.title, choices


def _did(kind: AskKind[Any], campaign: Campaign) -> Iterator[Choice]:
    for ask in asks(kind.model).filter(campaign=campaign).with_words():
        if ask.state == ActionState.DRAFT:
            continue
        yield f"{kind.code}:{ask.pk}", f"{kind.label}: {ask.title}"
        if isinstance(ask, Gathering):
            yield f"{CAME}:{ask.pk}", _("Was there: %(title)s") % {"title": ask.title}


def _shown(campaigns: Any) -> Iterator[Group]:
    for campaign in campaigns:
        yield (
            campaign.title,
            [
                (f"{kind.code}:{ask.pk}", f"{kind.label}: {ask.title}")
                for kind in all_kinds()
                for ask in asks(kind.model).filter(campaign=campaign).with_words()
                if ask.state == ActionState.OPEN
            ],
        )


def _bills() -> list[Choice]:
    found = Bill.objects.followed().with_words()[:MOST_BILLS]
    return [(f"{BILL}:{each.pk}", f"{each.identifier}: {each.name}"[:120]) for each in found]


def _brought() -> list[Choice]:
    """Lists of which somebody has not been written to yet."""
    found = _lists().filter(cards__isnull=False, undoing_since=None).distinct()
    said = _("Brought along, not written to yet: %(label)s")
    return [(f"{BROUGHT}:{each.pk}", said % {"label": each.label}) for each in found]


def _lists() -> QuerySet[ListImport]:
    return ListImport.objects.filter(undone_on=None)


def _committees() -> list[Choice]:
    found = Committee.objects.exclude(state="draft").prefetch_related("texts")
    texts = [(each, each.any_text()) for each in found]
    said = _("Committee: %(name)s")
    return [(f"{COMMITTEE}:{each.pk}", said % {"name": text.title}) for each, text in texts if text]
