"""What supporters' room asks of a clinic day: its title, its keyspace, whether it takes bookings.

A newcomer's mistake: the campaign's keyspace. Organizers hold that one; a clinic day has a
keyspace of its own, which only attorneys can open.
"""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from amparo.clinics.days import ClinicDate, day_by_id
from amparo.clinics.models import ClinicDay
from amparo.clinics.operations.booking import forget_cards, take_slot
from amparo.supporters.kinds import ActionKind
from amparo.supporters.models import Keyspace
from amparo.web.languages import in_language


def clinic_kind() -> ActionKind:
    return ActionKind(
        code=ClinicDay.KIND,
        label=_("Times at a clinic"),
        title=_title,
        public_url=_public_url,
        keyspace_of=_keyspace_of,
        is_open=_is_open,
        needs_contact=False,
        told={"spoken": _("Language")},
        on_stored=take_slot,
        on_removed=forget_cards,
    )


def day_path(found: ClinicDate, language: str) -> str:
    """The page on which one books an hour of this date."""
    with override(language):
        return reverse(
            "clinics:day", args=[found.gathering.slug, found.day.original_on.isoformat()]
        )


def title_in(found: ClinicDate, language: str) -> str:
    text = in_language(found.gathering.texts.all(), language)
    return text.title if text else found.gathering.slug


def _title(day_id: UUID, language: str) -> str:
    found = day_by_id(day_id)
    return title_in(found, language) if found else ""


def _public_url(day_id: UUID, language: str) -> str:
    found = day_by_id(day_id)
    return day_path(found, language) if found else ""


def _keyspace_of(day_id: UUID) -> Keyspace:
    return ClinicDay.objects.select_related("keyspace").get(pk=day_id).keyspace


def _is_open(day_id: UUID, now: datetime) -> bool:
    found = day_by_id(day_id)
    return bool(found and found.is_bookable(now))
