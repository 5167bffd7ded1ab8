"""`amparo import wordpress`: an old site brought along from the command line.

A newcomer's mistake: publishing here. Whoever runs a command has not read ten years of posts; they
wait on the desk until an organizer has.
"""

from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.archive.bringing import Brought
from amparo.archive.bringing import bring as bring_now
from amparo.archive.telling import not_brought, not_understood, refusal
from amparo.audit.actors import Actor
from amparo.hosting.errors import CannotHost
from amparo.lib.oldsites import CannotParse
from amparo.lib.oldsites.uploads import Uploads, from_folder, from_zip


def bring(file: Path, *, uploads: Path | None) -> Iterator[str]:
    """Read a file and say what came of it, a sentence each. Raises CannotHost; nothing is kept."""
    try:
        pictures = _uploads(uploads)
        with file.open("rb") as stream:
            brought = bring_now(
                file.name,
                stream,
                pictures,
                actor=Actor.command("amparo import"),
                now=timezone.now(),
            )
    except OSError as error:
        raise CannotHost(f"{error.filename}: {error.strerror}") from None
    except CannotParse as error:
        raise CannotHost(f"{file.name}: {refusal(error)}") from None
    return _told(brought)


def _uploads(path: Path | None) -> Uploads | None:
    if path is None:
        return None
    if path.is_dir():
        return from_folder(path)
    return from_zip(path.open("rb"))


def _told(brought: Brought) -> Iterator[str]:
    outcome, pictures = brought.outcome, brought.pictures
    yield (
        f"{outcome.origin.name}: {outcome.new} new, {outcome.known} known, "
        f"{outcome.changed} with other words, {outcome.changed_on_site} changed there since."
    )
    if pictures is not None:
        yield (
            f"Pictures: {pictures.kept} kept, {len(pictures.missing)} missing, "
            f"{len(pictures.unreadable)} unreadable."
        )
        yield from (f"  missing: {address}" for address in pictures.missing)
        yield from (f"  unreadable: {address}" for address in pictures.unreadable)
    yield from not_brought(brought.outcome.origin)
    yield from not_understood(brought.outcome.origin.items.all())
    yield _("Nothing is on the site yet: an organizer looks through it at the desk.")
