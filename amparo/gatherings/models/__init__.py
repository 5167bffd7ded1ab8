"""The tables of gatherings, by what they are about."""

from amparo.gatherings.models.dates import (
    Attendance,
    ChangedDate,
    ChangedDateText,
    DateHost,
    Reminded,
)
from amparo.gatherings.models.gatherings import (
    Gathering,
    GatheringQuerySet,
    GatheringText,
    Host,
    HostRole,
    Kind,
    coalition_zone,
    takes_rsvps_by_default,
)
from amparo.gatherings.models.people import Coming

__all__ = [
    "Attendance",
    "ChangedDate",
    "ChangedDateText",
    "Coming",
    "DateHost",
    "Gathering",
    "GatheringQuerySet",
    "GatheringText",
    "Host",
    "HostRole",
    "Kind",
    "Reminded",
    "coalition_zone",
    "takes_rsvps_by_default",
]
