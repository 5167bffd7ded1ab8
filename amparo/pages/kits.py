"""The media kit: facts with their sources, the coalition's mark, photographs with who made them.

A newcomer's mistake: the files as they were uploaded. What goes out is a rendition of what was
made anew at upload: pixels, and nothing of camera or place.
"""

import io
import zipfile
from pathlib import PurePosixPath

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from amparo.evidence.citing import notes_for, without_marks
from amparo.evidence.models import Claim
from amparo.evidence.wording import figure, time_of
from amparo.lib.markup import to_text
from amparo.pages.models import Photograph, PressPage
from amparo.web.models import Coalition
from amparo.web.templatetags.web import phone

WIDEST = "max-2400x2400"
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same for all, so that the file tells no hour of anything


def kit_of(page: PressPage) -> bytes:
    """A zip in the language of the page."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as kit:
        _put(kit, _("facts") + ".txt", _facts(page).encode())
        mark = Coalition.here().mark
        if mark:
            with mark.open("rb") as content:
                _put(kit, _("mark") + PurePosixPath(mark.name or "").suffix, content.read())
        for at, (photograph, _caption) in enumerate(photographs_of(page), 1):
            rendition = photograph.get_rendition(WIDEST)
            with rendition.file.open("rb") as content:
                suffix = PurePosixPath(rendition.file.name).suffix
                _put(kit, _("photograph") + f"-{at}{suffix}", content.read())
    return out.getvalue()


def photographs_of(page: PressPage) -> list[tuple[Photograph, str]]:
    """(photograph, caption) in the page's order; one that was taken back is left out."""
    values = [block.value for block in page.kit]
    return [(each["photograph"], each["caption"]) for each in values if each["photograph"]]


def _facts(page: PressPage) -> str:
    here = Coalition.here()
    text = here.text(page.language)
    said = [here.name, text.about or text.tagline]
    said.append(" · ".join(filter(None, [phone(here.hotline) if here.hotline else "", here.email])))
    said.append(without_marks(to_text(page.whole_html())))
    notes = notes_for(page.words_that_cite())
    said += [_claim(note.claim) for note in notes if note.claim]
    for at, (photograph, caption) in enumerate(photographs_of(page), 1):
        credit = (
            _("Photograph: %(name)s") % {"name": photograph.credit} if photograph.credit else ""
        )
        name = _("photograph") + f"-{at}: {photograph.shown}"
        about = [name, strip_tags(caption), credit]
        said.append(". ".join(filter(None, about)))
    return "\n\n".join(filter(None, said)) + "\n"


def _claim(claim: Claim) -> str:
    sources = "; ".join(
        ", ".join(filter(None, [each.source.title, each.source.publisher, each.source.url]))
        for each in claim.cited_sources.all()
    )
    told = ", ".join(filter(None, [figure(claim, claim.text()), time_of(claim)]))
    return f"{claim.sentence} ({told}) {sources}" if told else f"{claim.sentence} {sources}"


def _put(kit: zipfile.ZipFile, name: str, content: bytes) -> None:
    kit.writestr(zipfile.ZipInfo(name, _WHEN), content)
