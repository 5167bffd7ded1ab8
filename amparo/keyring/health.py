"""What is not right with the keys, in sentences: for `amparo doctor` and for the desk.

A newcomer would repair here: this only looks. Each sentence says what to do about it.
"""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.keyring.chain import entitled, read_chain, root_file
from amparo.keyring.epochs import is_verified
from amparo.keyring.errors import Unavailable
from amparo.keyring.kits import is_unconfirmed
from amparo.keyring.models import Epoch, Grant, Holder, HolderKind, OpenedBy
from amparo.keyring.runtime import runtime
from amparo.lib.sealing.grants import Refusal

ENOUGH = 2  # holders: one may lose her paper


def problems(*, today: date) -> list[str]:
    """Return a sentence for each thing that needs somebody; an empty list is good news."""
    try:
        return [*_of_kit(), *_of_grants(), *_of_holders(), *_of_epochs(today)]
    except Unavailable:
        return [_("Nothing can be sealed now; forms answer “not now”."), _why()]


def has_altered_epoch() -> bool:
    """Tell whether a public key of this boot is not what the server wrote. Raises Unavailable."""
    here = runtime()
    of_this_boot = Epoch.objects.sealing().filter(boot=here.boot)
    return any(not is_verified(epoch, here) for epoch in of_this_boot)


def _why() -> str:
    if not settings.RUNTIME_DIR.is_dir():
        return _("The directory in memory (RUNTIME_DIR) is not there: start Amparo as a service.")
    if not root_file().exists():
        return _("There is no paper kit yet: `amparo init` makes it.")
    if settings.RUNTIME_URL:
        return _(
            "The Valkey of RUNTIME_URL does not answer, or keeps what it has to forget; or the key "
            "in RUNTIME_DIR or the file root.pub was altered. `amparo doctor` says which."
        )
    return _(
        "RUNTIME_DIR is on a disk, or the key in it or the file root.pub was altered. If nobody "
        "changed them on purpose, treat the server as broken into."
    )


def _of_kit() -> Iterator[str]:
    if is_unconfirmed():
        yield _(
            "The words of the paper kit have not been typed back. Until then its key is in the "
            "server's memory: type the 24 words under Keys, and it goes."
        )
    if is_unconfirmed(HolderKind.CLINIC_KIT):
        yield _(
            "The words of the clinics' paper kit have not been typed back. Until then its key is "
            "in the server's memory: an attorney types the 24 words under Keys, and it goes."
        )


def _of_grants() -> Iterator[str]:
    broken = [grant for grant, why in read_chain().refused if why is not Refusal.REVOKED]
    for grant in broken:
        holder = Holder.objects.filter(pk=grant.holder).first()
        yield _(
            "The grant of %(name)s does not verify, so nothing is sealed to that key. If nobody "
            "changed it on purpose, treat the server as broken into."
        ) % {"name": holder.label if holder else "?"}


def _of_holders() -> Iterator[str]:
    for row in Grant.objects.filter(revocation__isnull=True).select_related("holder"):
        if bytes(row.sealing_public) != bytes(row.holder.sealing_public):
            yield _(
                "The key in the row of %(name)s is not the one that was granted. The granted one "
                "is used; find out who changed the row."
            ) % {"name": row.holder.label}
    count = len(entitled(OpenedBy.ORGANIZERS))
    if count < ENOUGH:
        yield ngettext(
            "Only %(count)d key holder can open what supporters tell us. If that key is lost, so "
            "are their names: add another holder.",
            "Only %(count)d key holders can open what supporters tell us. Add another.",
            count,
        ) % {"count": count}
    attorneys = len(entitled(OpenedBy.ATTORNEYS))
    if 0 < attorneys < ENOUGH:
        yield _(
            "Only one key holder can open what clinics are told. If that key is lost, so is what "
            "people said: an attorney makes the clinics' paper kit under Keys, or lets another in."
        )


def _of_epochs(today: date) -> Iterator[str]:
    if has_altered_epoch():
        yield _(
            "A public key was altered since the server started. Forms of that campaign answer "
            "“not now” until new keys are begun under Keys."
        )
    few = _opened_by_few(today).count()
    if few:
        yield ngettext(
            "%(count)d month of sealed cards can be opened by one key holder only.",
            "%(count)d months of sealed cards can be opened by one key holder only.",
            few,
        ) % {"count": few}


def _opened_by_few(today: date) -> QuerySet[Epoch]:
    present = Q(wraps__holder__left_on__isnull=True)
    living = Epoch.objects.living().filter(month__lte=today)
    return living.annotate(able=Count("wraps", filter=present)).filter(able__lt=ENOUGH)
