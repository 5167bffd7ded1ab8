"""What is wrong with a file, in a sentence for whoever brought it, and what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.lib.shapes import CannotRead
from amparo.places.importers.sheets import CannotImport

Trouble = CannotImport | CannotRead

_SAID: dict[str, str | Promise] = {
    "too-heavy": gettext_lazy(
        "This file is too large. Tables may have 20 MB; boundaries 50 MB, unpacked 200 MB."
    ),
    "too-many-rows": gettext_lazy("This table has more than 200,000 lines."),
    "encoding": gettext_lazy(
        "Letters of this file are not in UTF-8. Please save it as UTF-8 and bring it again."
    ),
    "not-a-table": gettext_lazy("This file is not a table of text."),
    "no-header": gettext_lazy("The first line has to name the columns."),
    "missing-column": gettext_lazy("A column is missing."),
    "missing-value": gettext_lazy("Something is missing here."),
    "formula": gettext_lazy(
        "This cell is a formula. Please write its value instead; nothing was stored."
    ),
    "unknown-kind": gettext_lazy("We cannot tell what kind this is. Please choose it below."),
    "unknown-county": gettext_lazy("We do not know this county or place. Is its state loaded?"),
    "not-a-number": gettext_lazy("This number has the wrong length, or is none."),
    "not-a-day": gettext_lazy("This is not a day. It should look like 2027-05-31."),
    "not-a-phone": gettext_lazy("This is not a telephone number."),
    "nothing": gettext_lazy("There is nothing in this file that we could take."),
    "wrong-width": gettext_lazy("This line has more or fewer columns than the others."),
    "other-state": gettext_lazy("This is of another state."),
    "unknown-office": gettext_lazy("We do not know an office of this kind."),
    "not-people": gettext_lazy("This is not a file of people as Open States writes them."),
    "unknown-format": gettext_lazy(
        "We take GeoJSON, TopoJSON, KML, KMZ and a zip with .shp, .shx, .dbf and .prj. "
        "This is none of them."
    ),
    "broken-file": gettext_lazy("This file is damaged or incomplete."),
    "no-projection": gettext_lazy(
        "This file does not say in which projection it is. Please write its EPSG number below; "
        "whoever published it names it (26915 in much of Minnesota)."
    ),
    "unknown-projection": gettext_lazy("We do not know this projection."),
    "elsewhere": gettext_lazy(
        "In this projection the areas lie outside the United States. It is the wrong one, or "
        "longitude and latitude changed places."
    ),
    "broken-ring": gettext_lazy("The ring of an area is broken and cannot be mended."),
    "no-area": gettext_lazy("There are points or lines here, and no areas."),
}


def sentence(trouble: Trouble) -> str:
    """The sentence, with where it was."""
    said = str(_SAID[trouble.reason])
    where = _where(trouble)
    return f"{said} ({where})" if where else said


def _where(trouble: Trouble) -> str:
    if isinstance(trouble, CannotRead):
        return trouble.where
    line = _("line %(number)s") % {"number": trouble.line} if trouble.line else ""
    return ": ".join(part for part in (line, trouble.word) if part)
