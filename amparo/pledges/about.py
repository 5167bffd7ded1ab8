"""What pledges tell of an office: which platform its holder gave her word to."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.officials.about import Told
from amparo.pledges.kinds import PLATFORMS
from amparo.pledges.models import Pledge


def pledges_of_offices(language: str, now: datetime) -> dict[UUID, list[Told]]:
    """By office, of officials whose pledge stands; a candidate answers for no district yet."""
    found: dict[UUID, list[Told]] = defaultdict(list)
    pledges = Pledge.objects.in_force().filter(official__isnull=False).with_words()
    for pledge in pledges:
        platform, official = pledge.platform, pledge.official
        ask = PLATFORMS.ask_of(platform, language, now)
        if official is None or ask is None or not platform.is_public_in(language, now):
            continue
        with override(language):
            title = _("Pledged: %(title)s") % {"title": ask.title}
        found[official.office_id].append(Told(title, ask.url, official=official.pk))
    return found
