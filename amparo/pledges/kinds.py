"""What other rooms may know of platforms and resolutions: their pages, their state.

A newcomer's mistake: counting a platform's pledges as its tally. A tally counts people who took
part and were sealed; pledges are public, and bodies that adopted a resolution are no people.
"""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from amparo.campaigns.actions import Effort
from amparo.campaigns.kinds import AskKind
from amparo.campaigns.models import Campaign
from amparo.campaigns.takedown import Gone, Part
from amparo.pledges.models import Adoption, Platform, Pledge, Resolution
from amparo.pledges.operations.resolutions import forget_reports, note_report
from amparo.supporters.operations import Submission


def _pledged(platform: Platform) -> int:
    return Pledge.objects.in_force().filter(platform=platform).count()


def _passed(resolution: Resolution) -> int:
    return Adoption.objects.passed().filter(resolution=resolution).count()


PLATFORMS = AskKind(
    Platform,
    label=_("Platform"),
    page="pledges:platform",
    button=_("Read the platform"),
    button_after=_("Read the platform"),
    goes=_("The platform “%(title)s” with its planks and with every pledge to it."),
    effort=Effort.HOUR,
    count_of=_pledged,
)
RESOLUTIONS = AskKind(
    Resolution,
    label=_("Resolution"),
    page="pledges:resolution",
    button=_("Bring it before your body"),
    button_after=_("See where it passed"),
    goes=_("The resolution “%(title)s” with the list of where it passed."),
    effort=Effort.DAY,
    count_of=_passed,
)


def on_stored(card_id: UUID, submission: Submission, is_new: bool) -> None:
    """A report came in, sealed; say that one waits."""
    note_report(submission.action_id, card_id)


def on_removed(card_ids: list[UUID]) -> None:
    forget_reports(card_ids)


REPORTED: dict[str, Any] = {
    "needs_contact": False,
    "told": {"body": _("Body that decided"), "reach": _("How to reach whoever told us")},
    "on_stored": on_stored,
    "on_removed": on_removed,
    "apart": _("Each of these is one report of one body's decision, judged by itself."),
}


def _names_of_documents(campaign: Campaign) -> list[str]:
    proofs = Pledge.objects.filter(platform__campaign=campaign).exclude(proof_file="")
    return list(proofs.values_list("proof_file", flat=True))


# Runs before the platforms' own part, which deletes the rows that name the files.
DOCUMENTS = Part(
    "documents of pledges",
    name_what_goes=lambda campaign: [],
    remove=lambda campaign, now: Gone(files=_names_of_documents(campaign)),
)
