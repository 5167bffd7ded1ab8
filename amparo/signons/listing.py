"""Who signed, in order and in groups: the same list for the page, the print and the file.

A newcomer's mistake: sorting the headings in English. "Nueva York" stands elsewhere than
"New York", and a reader looks for it where her alphabet has it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from amparo.lib.pastedlists import NAMES, state_name
from amparo.organizations.sorting import sort_key
from amparo.signons.models import Arrangement, Endorsement, Letter, Scope, SignerKind

IDENTIFICATION_ONLY = "for identification purposes only"  # as it is kept
NATIONAL, OFFICES, ELSEWHERE = "national", "offices", "elsewhere"  # anchors beside the states'


@dataclass(frozen=True, slots=True)
class Signer:
    """One line of the list, in one language."""

    name: str
    acronym: str = ""
    office: str = ""
    place: str = ""
    note: str = ""
    website: str = ""
    is_office: bool = False
    sort: str = ""
    state: str = ""

    @property
    def named(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    @property
    def beside(self) -> str:
        """What follows the name: ", Duluth (for identification purposes only)"."""
        said = "".join(f", {part}" for part in (self.office, self.place) if part)
        return f"{said} ({self.note})" if self.note else said

    @property
    def line(self) -> str:
        """All of it in one line, as a printed list has it."""
        return self.named + self.beside

    @property
    def site(self) -> str:
        """The address of its website as one says it: example.org/river."""
        parts = urlsplit(self.website)
        return parts.netloc.removeprefix("www.") + parts.path.rstrip("/")


@dataclass(frozen=True, slots=True)
class Group:
    """Signers under one heading; the only group of a plain list has none."""

    anchor: str
    title: str
    signers: Sequence[Signer]


def groups_of(letter: Letter, endorsements: Iterable[Endorsement], language: str) -> list[Group]:
    """The list in the arrangement that the letter asks for."""
    listed = list(endorsements)
    if letter.arrangement in (Arrangement.ALPHABET, Arrangement.ENTERED):
        return _one_list(letter, listed, language)
    if letter.arrangement == Arrangement.STATES_ENTERED:
        listed.sort(key=_as_entered)
        return _by_state(listed, language)
    return [
        replace(group, signers=sorted(group.signers, key=_by_name))
        for group in _by_state(listed, language)
    ]


def matching(groups: Sequence[Group], asked: str) -> list[Group]:
    """The groups with those signers alone that hold every word of a search."""
    words = sort_key(asked).split()

    def holds(signer: Signer, group: Group) -> bool:
        said = sort_key(f"x {signer.line} {group.title} {signer.state}")
        return all(word in said for word in words)

    found = [
        Group(group.anchor, group.title, [each for each in group.signers if holds(each, group)])
        for group in groups
    ]
    return [group for group in found if group.signers]


def count_of(groups: Sequence[Group]) -> int:
    return sum(len(group.signers) for group in groups)


def state_choices() -> list[tuple[str, str]]:
    """The states for a form, by their names in the language of the moment."""
    language = get_language() or ""
    named = [(code, state_name(code, language)) for code in NAMES]
    return [("", "—"), *sorted(named, key=lambda pair: sort_key(pair[1]))]


def _one_list(letter: Letter, listed: list[Endorsement], language: str) -> list[Group]:
    if letter.arrangement == Arrangement.ENTERED:
        listed.sort(key=_as_entered)
        signers = [_signer(each, language, with_state=True) for each in listed]
    else:
        signers = [_signer(each, language, with_state=True) for each in listed]
        signers.sort(key=_by_name)
    return [Group("all", "", signers)] if signers else []


def _by_state(listed: list[Endorsement], language: str) -> list[Group]:
    held: dict[str, list[Signer]] = defaultdict(list)
    for each in listed:
        anchor = _anchor(each)
        with_state = anchor in (NATIONAL, OFFICES)
        held[anchor].append(_signer(each, language, with_state=with_state))
    with override(language):
        titles = {
            NATIONAL: pgettext("organizations", "National"),
            OFFICES: _("By their office"),
            ELSEWHERE: _("Elsewhere"),
        }
    states = [(state_name(code, language), code) for code in held if code not in titles]
    ordered = [
        (titles[NATIONAL], NATIONAL),
        *sorted(states, key=lambda pair: sort_key(pair[0])),
        (titles[ELSEWHERE], ELSEWHERE),
        (titles[OFFICES], OFFICES),
    ]
    return [
        Group(anchor.lower(), title, held[anchor]) for title, anchor in ordered if anchor in held
    ]


def _anchor(endorsement: Endorsement) -> str:
    if endorsement.kind == SignerKind.OFFICE:
        return OFFICES
    if endorsement.scope == Scope.NATIONAL:
        return NATIONAL
    return endorsement.state or ELSEWHERE


def _note(note: str, language: str) -> str:
    """A note as it is kept; the usual one in the reader's language."""
    if note.casefold() != IDENTIFICATION_ONLY:
        return note
    with override(language):
        return _("for identification purposes only")


def _as_entered(endorsement: Endorsement) -> tuple[int, str]:
    return endorsement.order, endorsement.sort_name


def _by_name(signer: Signer) -> tuple[str, str]:
    return signer.sort, signer.line


def _signer(endorsement: Endorsement, language: str, *, with_state: bool) -> Signer:
    name = endorsement.name_in(language)
    is_national = endorsement.scope == Scope.NATIONAL
    state = "" if is_national else state_name(endorsement.state, language)
    place = ", ".join(filter(None, (endorsement.city, state))) if with_state else endorsement.city
    return Signer(
        name=name,
        acronym=endorsement.acronym,
        office=endorsement.office,
        place=place,
        note=_note(endorsement.note, language),
        website=endorsement.website,
        is_office=endorsement.kind == SignerKind.OFFICE,
        sort=sort_key(name),
        state=state_name(endorsement.state, language) if endorsement.state else "",
    )
