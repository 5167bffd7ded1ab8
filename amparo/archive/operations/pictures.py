"""Pictures of an old site: found by the addresses that posts name, made anew, kept out of sight.

Each is kept by itself, so that an interruption loses none that was read: the next run brings the
rest. A newcomer's mistake: keeping the uploads folder. Only what a post shows is read at all.
"""

from dataclasses import dataclass, field

from django.core.files.base import ContentFile

from amparo.archive.models import Import, Item, OldPicture
from amparo.lib.oldsites.records import CannotParse
from amparo.lib.oldsites.uploads import Uploads
from amparo.lib.pictures import CannotRead, Format, Picture, remake

LONGEST = 1_800  # dots of the longer side
LONGEST_ADDRESS = 500


@dataclass
class Pictures:
    """How many were kept, are not in the uploads, or are no pictures that we take."""

    kept: int = 0
    missing: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def keep_pictures(origin: Import, uploads: Uploads) -> Pictures:
    """Keep every picture that open items show and `uploads` holds."""
    told = Pictures()
    for address in sorted(wanted()):
        try:
            found = uploads.find(address)
            picture = _remade(*found) if found else None
        except (CannotRead, CannotParse):
            told.unreadable.append(address)
            continue
        if picture is None:
            told.missing.append(address)
            continue
        row = OldPicture(origin=origin, address=address)
        row.file.save(f"old{picture.suffix}", ContentFile(picture.data), save=False)
        row.save()
        told.kept += 1
    return told


def _remade(path: str, data: bytes) -> Picture:
    """A drawing of few colors, as a GIF is, stays sharp as PNG."""
    into: Format | None = "PNG" if path.lower().endswith(".gif") else None
    return remake(data, longest=LONGEST, into=into, is_old=True)


def wanted() -> set[str]:
    """Addresses that open items name and that are not here yet."""
    named = {
        each["photo"]["src"]
        for blocks in Item.objects.open().values_list("blocks", flat=True)
        for each in blocks
        if each["kind"] == "photo" and each["photo"].get("src")
    }
    named = {address for address in named if len(address) <= LONGEST_ADDRESS}
    return named - set(OldPicture.objects.values_list("address", flat=True))
