"""What an import changed, in words: its counts in one sentence, its lines one by one."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from amparo.bills.importers.errors import said_again


def counted(counts: Mapping[str, int]) -> str:
    """ "bills added: 3; steps changed: 12"; "" where nothing changed."""
    words = _words()
    return "; ".join(
        f"{words[what]}: {number}" for what, number in counts.items() if what in words and number
    )


def line_said(line: Sequence[str]) -> str:
    """A kept line, [what, of which, why not], in the language of the moment."""
    what, about, why = (*line, "", "")[:3]
    said = f"{_words().get(what, what)}: {about}"
    return f"{said}. {said_again(why)}" if why else said


def _words() -> dict[str, str]:
    return {
        "bills_added": _("bills added"),
        "bills_changed": _("bills changed"),
        "fields_changed": _("titles or subjects changed"),
        "steps_added": _("steps added"),
        "steps_changed": _("steps changed"),
        "steps_gone": _("steps gone"),
        "sponsors_added": _("sponsors added"),
        "sponsors_changed": _("sponsors changed"),
        "sponsors_gone": _("sponsors gone"),
        "relations_added": _("related bills added"),
        "relations_changed": _("related bills changed"),
        "relations_gone": _("related bills gone"),
        "hearings_added": _("hearings added"),
        "hearings_changed": _("hearings changed"),
        "hearings_gone": _("hearings gone"),
        "people_added": _("members of Congress added"),
        "people_changed": _("members of Congress changed"),
        "sponsors_named": _("sponsors named"),
        "votes_added": _("votes added"),
        "votes_changed": _("votes changed"),
        "texts_added": _("texts added"),
        "texts_filled": _("words of known texts added"),
        "waiting": _("left out, because its bill is not here: import the bill first"),
        "refused": _("left out, because it could not be stored"),
        "skipped": _("not needed"),
        "same": _("unchanged"),
    }
