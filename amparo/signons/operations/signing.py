"""What the public does to a letter: an organization, an official or a person signs it.

A newcomer's mistake: telling the card what the list shows. The organization stands in a row of
this room; the card holds who signed for it, and nothing else needs to be sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amparo.signons.listing import IDENTIFICATION_ONLY
from amparo.signons.models import Letter, SignerKind
from amparo.signons.operations.endorsing import Given
from amparo.supporters.models import Visibility
from amparo.supporters.operations import Submission


@dataclass(frozen=True, slots=True)
class LetterSubmission(Submission):
    """A submission with what is written down in clear; None for an individual."""

    given: Given | None = None


def organization_of(given: Mapping[str, Any], language: str) -> Given:
    """What OrganizationForm validated, as an endorsement."""
    names = {
        field.removeprefix("other_name_"): name
        for field, name in given.items()
        if field.startswith("other_name_") and name
    }
    return Given(
        given["organization"],
        scope=given["scope"],
        city=given["city"],
        state=given["state"],
        website=given["website"],
        note=IDENTIFICATION_ONLY if given["identification_only"] else "",
        names=names,
    )


def office_of(given: Mapping[str, Any]) -> Given:
    """What OfficeForm validated; the name is hers until she confirms."""
    return Given(
        "",
        kind=SignerKind.OFFICE,
        office=given["office"],
        city=given["city"],
        state=given["state"],
        note=IDENTIFICATION_ONLY if given["identification_only"] else "",
    )


def submission_of(
    letter: Letter, given: Mapping[str, Any], signs: str, *, language: str, source: str
) -> LetterSubmission:
    """What is stored of a form; `signs` is organization, office or person."""
    endorsement = {
        "organization": lambda: organization_of(given, language),
        "office": lambda: office_of(given),
    }.get(signs, lambda: None)()
    is_office = signs == "office"
    return LetterSubmission(
        action_kind=Letter.KIND,
        action_id=letter.pk,
        text_hash=given["text_hash"],
        language=language,
        name=given["name"],
        email=given["email"],
        phone=given.get("phone", ""),
        town=given.get("town", ""),
        visibility=Visibility.PUBLIC if is_office else given.get("visibility", Visibility.COUNTED),
        wants_news=given["wants_news"],
        source=source,
        told={"title": given["title"]} if given.get("title") else {},
        given=endorsement,
    )
