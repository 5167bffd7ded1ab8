"""Every change of organizations and of who belongs to which coalition.

A newcomer's mistake: storing a logo as it came. It is decoded and encoded again (lib.pictures), so
that nothing but pixels reaches the disk.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.lib.dates import DateWindow
from amparo.lib.pictures import Picture
from amparo.organizations.models import Membership, Organization
from amparo.organizations.sorting import sort_key
from amparo.web.languages import write_in_languages

LOGO_LONGEST = 384  # dots; shown at 190 at most, twice that for sharp screens


@dataclass(frozen=True)
class Called:
    """What an organization is called in one language."""

    name: str
    logo_alt: str = ""


class CannotRemove(Exception):
    """Something still names this organization: take it out there first."""


@transaction.atomic
def save_organization(
    organization: Organization,
    *,
    names: Mapping[str, Called],
    actor: Actor,
    logo: Picture | None = None,
    drops_logo: bool = False,
) -> Organization:
    """Write an organization with its names; a language left empty loses its name."""
    is_new = organization.pk is None
    called = {code: each for code, each in names.items() if each.name}
    organization.sort_name = sort_key(next(iter(called.values())).name) if called else ""
    _put_logo(organization, logo, drops_logo)
    organization.save()
    write_in_languages(organization.names, {code: asdict(each) for code, each in called.items()})
    verb = "organizations.add" if is_new else "organizations.change"
    record(verb, actor=actor, about=organization)
    return organization


@transaction.atomic
def remove_organization(organization: Organization, *, actor: Actor) -> None:
    """Delete an organization that no campaign names. Raises CannotRemove."""
    record("organizations.remove", actor=actor, about=organization)
    logo, storage = organization.logo.name or "", organization.logo.storage
    try:
        organization.delete()
    except ProtectedError as error:
        raise CannotRemove from error
    if logo:
        transaction.on_commit(lambda: storage.delete(logo))


@transaction.atomic
def set_membership(
    *,
    member: Organization,
    coalition: Organization,
    role: str,
    since: DateWindow,
    actor: Actor,
    left_on: date | None = None,
) -> Membership:
    """Say that an organization belongs to a coalition; said again, it changes what was said."""
    membership, _ = Membership.objects.update_or_create(
        member=member,
        coalition=coalition,
        defaults={
            "role": role,
            "since_starts_on": since.starts_on,
            "since_ends_on": since.ends_on,
            "left_on": left_on,
        },
    )
    record("organizations.join", actor=actor, about=membership, detail={"role": role})
    return membership


@transaction.atomic
def remove_membership(membership: Membership, *, actor: Actor) -> None:
    """Take back a membership that was entered by mistake; one that ended has `left_on`."""
    record("organizations.unjoin", actor=actor, about=membership)
    membership.delete()


def _put_logo(organization: Organization, logo: Picture | None, drops_logo: bool) -> None:
    """Replace the picture; the old file goes when the change is certain."""
    old = organization.logo.name if organization.logo else ""
    if logo is None and not drops_logo:
        return
    storage = organization.logo.storage
    if logo is None:
        organization.logo = ""
    else:
        organization.logo.save(f"logo{logo.suffix}", ContentFile(logo.data), save=False)
    if old:
        transaction.on_commit(lambda: storage.delete(old))
