"""The only way a desk view gets a clinic day: by its campaign; attorneys without a role in it too,
unless it is kept to its roles.

The same answer, 404, for "not there" and "not yours".
"""

from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from amparo.accounts.models import Role, User
from amparo.campaigns.access import campaigns_to_change, campaigns_to_see
from amparo.clinics.models import ClinicDay, ClinicDayQuerySet


def days_to_see(user: User) -> ClinicDayQuerySet:
    """The clinic days that this person may look at, at the desk."""
    days = ClinicDay.objects.with_slots()
    if user.is_active and user.role == Role.ATTORNEY:
        hers = Q(gathering__campaign__roles__user=user)
        return days.filter(hers | Q(gathering__campaign__limited_to_roles=False)).distinct()
    return days.filter(gathering__campaign__in=campaigns_to_see(user))


def day_to_see(user: User, pk: UUID) -> ClinicDay:
    """One that this person may look at. Raises Http404."""
    return get_object_or_404(days_to_see(user), pk=pk)


def day_to_change(user: User, pk: UUID) -> ClinicDay:
    """One whose hours this person may change. Raises Http404."""
    changeable = ClinicDay.objects.with_slots().filter(
        gathering__campaign__in=campaigns_to_change(user)
    )
    return get_object_or_404(changeable, pk=pk)
