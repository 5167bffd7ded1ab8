"""What is said of an import in words: why a file is refused, what was not brought or understood.

A newcomer's mistake: words in lib. It knows no language; it gives reasons, and these are sentences.
"""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.archive.models import Import, Item
from amparo.lib.oldsites import CannotParse


def refusal(error: CannotParse) -> str:
    """Why a file was refused, and what to do."""
    sentences = {
        "too-large": _("This is larger than any blog that we know: nothing of it was kept."),
        "too-many": _("It holds more posts or files than we take at once: nothing was kept."),
        "too-much": _(
            "Its posts are together longer than we can read at once: nothing was kept. Please "
            "bring them in parts: WordPress exports some months at a time if you ask it to."
        ),
        "item-too-large": _("One post in it is longer than a book: nothing was kept."),
        "unpacks-too-far": _("This zip unpacks to far more than it should: nothing was kept."),
        "nested": _("There is another archive within this zip. Please unpack that one first."),
        "not-xml": _("This is no export of WordPress: it cannot be read as XML (line %(where)s)."),
        "cut-off": _("The file ends in the middle (line %(where)s). Please download it again."),
        "entities": _("This file gives orders to programs that read it, as no export does."),
        "encoding": _("Its letters are not written as the file says. Please export it again."),
        "no-export": _("This is XML, but no export of WordPress: Tools, Export, All content."),
        "empty": _("There is nothing in this file."),
        "no-zip": _("This zip cannot be opened, or a name in it leads out of it."),
    }
    return sentences[error.reason] % {"where": error.where or "?"}


def not_brought(origin: Import) -> list[str]:
    """What of the file is not here, and why, a sentence each."""
    told = origin.left_out
    lines = {
        "comments": ngettext(
            "%(count)d comment was not brought: whoever wrote it never agreed to stand here.",
            "%(count)d comments were not brought: their authors never agreed to stand here.",
            told.get("comments", 0),
        ),
        "drafts": ngettext(
            "%(count)d draft was not brought.",
            "%(count)d drafts were not brought.",
            told.get("drafts", 0),
        ),
        "private": ngettext(
            "%(count)d private post was not brought.",
            "%(count)d private posts were not brought.",
            told.get("private", 0),
        ),
        "locked": ngettext(
            "%(count)d post behind a password was not brought.",
            "%(count)d posts behind a password were not brought.",
            told.get("locked", 0),
        ),
        "menus": ngettext(
            "%(count)d line of a menu was not brought.",
            "%(count)d lines of menus were not brought.",
            told.get("menus", 0),
        ),
        "kinds": ngettext(
            "%(count)d thing of a plugin was not brought.",
            "%(count)d things of plugins were not brought.",
            told.get("kinds", 0),
        ),
        "taken_down": ngettext(
            "%(count)d post was taken down here, and stays away.",
            "%(count)d posts were taken down here, and stay away.",
            told.get("taken_down", 0),
        ),
    }
    return [line % {"count": told[key]} for key, line in lines.items() if told.get(key)]


def not_understood(items: Iterable[Item]) -> list[str]:
    """What of some items could not be kept as it was, a sentence each."""
    odd: Counter[str] = Counter()
    for item in items:
        odd.update(item.odd)
    lines = {
        "films": ngettext(
            "%(count)d film or map of another site is a link now.",
            "%(count)d films or maps of other sites are links now.",
            odd["films"],
        ),
        "files": ngettext(
            "%(count)d link leads to a file (PDF, sound) that is still on the old site.",
            "%(count)d links lead to files (PDF, sound) that are still on the old site.",
            odd["files"],
        ),
        "tables": ngettext(
            "%(count)d table was made into lines.",
            "%(count)d tables were made into lines.",
            odd["tables"],
        ),
        "forms": ngettext(
            "%(count)d field of a form was left out.",
            "%(count)d fields of forms were left out.",
            odd["forms"],
        ),
        "scripts": ngettext(
            "%(count)d script was left out.", "%(count)d scripts were left out.", odd["scripts"]
        ),
        "shortcodes": ngettext(
            "%(count)d thing of a plugin within a text was left out.",
            "%(count)d things of plugins within texts were left out.",
            odd["shortcodes"],
        ),
        "broken": ngettext(
            "%(count)d post could be read as plain words only.",
            "%(count)d posts could be read as plain words only.",
            odd["broken"],
        ),
    }  # fmt: skip
    return [line % {"count": odd[key]} for key, line in lines.items() if odd[key]]
