"""Time zones by the names that people have for them.

A newcomer's mistake: saying the zone everywhere. It is said where a gathering's clock is not the
coalition's own; who lives there needs no word about it.
"""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

# The names of https://data.iana.org/time-zones/tzdb/zone1970.tab (read 2026-11)
ZONES: dict[str, Promise] = {
    "America/New_York": _("Eastern Time"),
    "America/Chicago": _("Central Time"),
    "America/Denver": _("Mountain Time"),
    "America/Phoenix": _("Arizona Time"),
    "America/Los_Angeles": _("Pacific Time"),
    "America/Anchorage": _("Alaska Time"),
    "Pacific/Honolulu": _("Hawaii Time"),
    "America/Puerto_Rico": _("Puerto Rico Time"),
    "America/Mexico_City": _("Mexico City Time"),
}


def zone_choices(*also: str) -> list[tuple[str, str]]:
    """The zones to choose from, the coalition's own and `also` among them."""
    names = dict.fromkeys([*ZONES, settings.TIME_ZONE, *filter(None, also)])
    return [(name, _called(name)) for name in names]


def in_zone(said: str, zone: str, language: str) -> str:
    """Hours in words, with their zone where it is not the coalition's own."""
    if zone == settings.TIME_ZONE:
        return said
    with override(language):
        return gettext("%(hours)s (%(zone)s)") % {"hours": said, "zone": _called(zone)}


def _called(zone: str) -> str:
    return str(ZONES.get(zone) or zone.rpartition("/")[2].replace("_", " "))
