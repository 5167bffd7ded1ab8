"""What the public pages of a letter show, gathered for their templates.

A newcomer's mistake: showing what waits. A name stands here when an organizer has looked at it.
"""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.signons.listing import Group, groups_of
from amparo.signons.models import Freeze, Letter, Role
from amparo.signons.papers import counts_sentence
from amparo.signons.printing import Names, names_of
from amparo.web.progress import Progress

ON_THE_PAGE = 400  # names that stand below the letter itself; more have a page of their own
WAYS = ("organization", "office", "person")


def letter_path(letter: Letter) -> str:
    """The page's address in the language of the moment."""
    return reverse("signons:letter", args=[letter.slug])


def ways_of(letter: Letter) -> list[str]:
    """How one may sign it, the usual one first."""
    taken = {
        "organization": letter.takes_organizations,
        "office": letter.takes_offices,
        "person": letter.takes_individuals,
    }
    return [way for way in WAYS if taken[way]]


def path_of(letter: Letter, way: str) -> str:
    """Where one signs it in a way."""
    if way == "organization":
        return letter_path(letter)
    return reverse(f"signons:{way}", args=[letter.slug])


def page_context(letter: Letter, language: str, signs: str) -> dict[str, Any]:
    """All of a letter's own page but its form."""
    names = names_of(letter)
    listed = len(names.endorsements)
    groups = groups_of(letter, names.endorsements, language)
    recipients = list(letter.recipients.prefetch_related("texts"))
    hosts = letter.hosts.select_related("organization").prefetch_related("organization__names")
    return {
        **list_context(letter, names, groups),
        "progress": Progress(count=listed + names.counts.individuals, goal=letter.goal or 0),
        "are_listed_here": listed <= ON_THE_PAGE,
        "signs": signs,
        "other_ways": [(way, path_of(letter, way)) for way in ways_of(letter) if way != signs],
        "addressees": [each.lines_in(language) for each in recipients if each.role == Role.TO],
        "copies": [each.line_in(language) for each in recipients if each.role == Role.COPY],
        "hosts": [each.organization for each in hosts],
        "freezes": freezes_of(letter, language),
    }


def list_context(letter: Letter, names: Names, groups: Sequence[Group]) -> dict[str, Any]:
    """The list itself, and where it stands whole."""
    return {
        "groups": groups,
        "individuals": names.individuals,
        "counts": names.counts,
        "counts_sentence": counts_sentence(names.counts),
        "signers_url": reverse("signons:signers", args=[letter.slug]),
        "has_jump": len(groups) > 3,
    }


def freezes_of(letter: Letter, language: str) -> list[tuple[Freeze, str]]:
    """Each print with its address in this language; one that lacks the language is left out."""
    found = letter.freezes.prefetch_related("files")
    return [
        (freeze, reverse("signons:print", args=[letter.slug, freeze.number]))
        for freeze in found
        if any(file.language == language for file in freeze.files.all())
    ]


def way_words() -> dict[str, str]:
    """What one reads above each form."""
    return {
        "organization": _("Sign for an organization"),
        "office": _("Sign by your office"),
        "person": _("Sign for yourself"),
    }


def keep_lines() -> dict[str, str]:
    """What is kept of a signature that stands on the list, in one sentence or two."""
    return {
        "organization": _(
            "The organization and its place are for the public list. Your own name, your title "
            "and your e-mail are sealed: only the organizers' own keys open them."
        ),
        "office": _(
            "Your name, your office and its place are for the public list, once you confirm. "
            "Your e-mail is sealed: only the organizers' own keys open it."
        ),
    }
