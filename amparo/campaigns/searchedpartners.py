"""What the search finds of organizations: those that the page of partners names.

A newcomer's mistake: every listed organization. A partner of a case alone stands on no page that
lists, because lists are copied and a case must be able to go.
"""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.campaigns import shown
from amparo.organizations.models import Organization
from amparo.web.searching import Document, Source


def partners(language: str, now: datetime) -> Iterator[Document]:
    found = {each.pk: each for each in _named(language, now)}
    for organization in found.values():
        names = [each.name for each in organization.names.all()]
        where = ", ".join(filter(None, (organization.city, organization.state)))
        yield Document(
            key=str(organization.pk),
            language=language,
            title=organization.name,
            path=reverse("campaigns:partners"),
            kind=_("Organization that we work with"),
            summary=where,
            body=lambda names=names: "\n".join(names),  # type: ignore[misc]
        )


def _named(language: str, now: datetime) -> Iterator[Organization]:
    """As campaigns.views.partners shows them, some more than once."""
    today = timezone.localdate(now)
    listed = Organization.objects.listed().filter(is_us=False).with_names()
    yield from (each for each in listed if each.logo)
    yield from (each.member for each in shown.our_members(today))
    for coalition in shown.coalitions(today):
        yield coalition.organization
        yield from (each.member for each in coalition.members)
    for card in shown.public_cards(language, now):
        if not card.campaign.is_case:
            for group in shown.partners_of(card.campaign):
                yield from (each.organization for each in group.partnerships)


SOURCE = Source("partners", partners)
