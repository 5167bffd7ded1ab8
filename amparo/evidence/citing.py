"""Notes of a text: `[claim:key]` and `[source:key]` become numbers, in the order of first mention.

Each kind of place (a petition, a page) registers how to find its titles and addresses, so that a
claim can say where it is cited. A newcomer's mistake: numbering in a text. Nobody writes numbers;
where an older text has [1], it means the first of the sources that are listed for it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amparo.evidence import recounting
from amparo.evidence.models import Claim, ClaimQuerySet, ClaimSource, Source

_ONE = r"\[(?:(?P<kind>claim|source):(?P<key>[a-z0-9_-]{1,80})|(?P<number>\d{1,2}))\]"
MARK = re.compile(_ONE)
_RUN = re.compile(rf"[ \u00a0]?(?:{re.sub(r'[?]P<[a-z]+>', '?:', _ONE)})+")
_TAG = re.compile(r"(<[^>]*>)")

Cited = Claim | Source


# where texts are


@dataclass(frozen=True)
class Place:
    """A text that cites something. `url` is "" while the public may not see it."""

    title: str
    url: str = ""
    group: tuple[str, str] = ("", "")  # (key, title) of the campaign that it belongs to
    language: str = ""  # of a place that has one alone, as a page has


@dataclass(frozen=True)
class PlaceKind:
    """`find` answers for those of the ids that exist, in the language of the moment."""

    code: str  # kept with each citation, so never changed
    name: str | Promise
    find: Callable[[Collection[str]], Mapping[str, Place]]


_kinds: dict[str, PlaceKind] = {}


def register(kind: PlaceKind) -> None:
    """Add a kind of place; the same code again replaces it."""
    _kinds[kind.code] = kind


def kind_name(code: str) -> str:
    return str(_kinds[code].name) if code in _kinds else code


def places(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Place]:
    """The places of (kind, id) pairs, those that exist, asked once for each kind."""
    by_kind: dict[str, set[str]] = {}
    for kind, place_id in wanted:
        by_kind.setdefault(kind, set()).add(place_id)
    return {
        (code, place_id): place
        for code, ids in by_kind.items()
        if code in _kinds
        for place_id, place in _kinds[code].find(ids).items()
    }


# marks in a text


def marks_in(text: str) -> list[tuple[str, str]]:
    """(kind, key) of everything that a text cites by key, each once, in its order."""
    found = ((mark["kind"], mark["key"]) for mark in MARK.finditer(text) if mark["kind"])
    return list(dict.fromkeys(found))


def unknown_marks(text: str) -> list[str]:
    """Marks that lead nowhere, as they were typed; a claim without a source leads nowhere yet."""
    cited = marks_in(text)
    known = {*_claims(cited, Claim.objects.public()), *_sources(cited)}
    return [f"[{kind}:{key}]" for kind, key in cited if (kind, key) not in known]


def without_marks(text: str) -> str:
    """The text for mail, messages and search, where a note has no place."""
    return _RUN.sub("", text)


@dataclass(frozen=True)
class Note:
    """One numbered note. A claim's note names the sources that the claim stands on."""

    number: int
    claim: Claim | None = None
    source: Source | None = None
    mentions: int = 1
    stale: recounting.Stale | None = None  # the claim's figure would be another now

    @property
    def anchors(self) -> list[str]:
        """Where the text mentions it, in its order: the way back."""
        return [_anchor(self.number, at) for at in range(1, self.mentions + 1)]

    @property
    def stands_on(self) -> list[ClaimSource]:
        return list(self.claim.cited_sources.all()) if self.claim else []


@dataclass
class Notes:
    """The notes of one text, and the text with its marks made into numbers."""

    items: list[Note] = field(default_factory=list)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)  # mentions so far, over all pieces

    def __iter__(self) -> Iterator[Note]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def mentioned(self) -> "Notes":
        """The same without the listed sources that the text does not mention: for a part of it."""
        named = [note for note in self.items if note.mentions]
        return Notes(named, self.numbers, self.seen)

    def html(self, markup: str) -> SafeString:
        """Safe markup with each mark as a link to its note; marks that lead nowhere go.

        A page in pieces hands them over in their order, each once: mentions are counted on.
        """

        def link(run: re.Match[str]) -> str:
            links = [_link(number, self.seen) for number in self._numbers_of(run[0])]
            if not links:  # a number in brackets that is no note stays as it was written
                return run[0] if "[" in MARK.sub(_only_numbers, run[0]) else ""
            return f"<sup>{', '.join(links)}</sup>"

        parts = _TAG.split(markup)
        said = [part if at % 2 else _RUN.sub(link, part) for at, part in enumerate(parts)]
        return mark_safe("".join(said))  # noqa: S308 - `markup` is safe, and the links are ours

    def runs(self, text: str) -> list[str | list[int]]:
        """A text for paper: pieces of words, and lists of note numbers between them."""
        pieces: list[str | list[int]] = []
        end = 0
        for run in _RUN.finditer(text):
            numbers = self._numbers_of(run[0])
            is_words = not numbers and "[" in MARK.sub(_only_numbers, run[0])
            if is_words:
                continue
            pieces += [text[end : run.start()], numbers]
            end = run.end()
        return [each for each in (*pieces, text[end:]) if each]

    def _numbers_of(self, run: str) -> list[int]:
        keys = (_key_of(mark) for mark in MARK.finditer(run))
        return list(dict.fromkeys(self.numbers[key] for key in keys if key in self.numbers))


def notes_for(text: str, *, listed: Sequence[Source] = ()) -> Notes:
    """Number what `text` cites by first mention; listed sources that it does not mention follow.

    `text` is all that the page says in one language, in its order. Two queries at most,
    and one more where figures are counted by a room of ours.
    """
    order = [_key_of(mark) for mark in MARK.finditer(text)]
    wanted = [key for key in dict.fromkeys(order) if key[0] != "number"]
    among = Claim.objects.public().with_words()
    found: dict[tuple[str, str], Cited] = {**_claims(wanted, among), **_sources(wanted)}
    found |= {("number", str(at)): source for at, source in enumerate(listed, 1)}
    keys = [key for key in dict.fromkeys(order) if key in found]
    keys += [key for key in found if key[0] == "number" and key not in keys]
    return _numbered(keys, found, order)


def _numbered(
    keys: list[tuple[str, str]],
    found: Mapping[tuple[str, str], Cited],
    order: Sequence[tuple[str, str]],
) -> Notes:
    """One number for one thing, even where a text names a source by number and by key."""
    notes = Notes()
    known: dict[UUID, int] = {}
    for key in keys:
        known.setdefault(found[key].pk, len(known) + 1)
        notes.numbers[key] = known[found[key].pk]
    things = {found[key].pk: found[key] for key in keys}
    claims = [pk for pk, thing in things.items() if isinstance(thing, Claim)]
    stale = recounting.stale(claims) if claims else {}
    for pk, number in known.items():
        mentions = sum(1 for key in order if notes.numbers.get(key) == number)
        thing = things[pk]
        claim = thing if isinstance(thing, Claim) else None
        source = thing if isinstance(thing, Source) else None
        notes.items.append(Note(number, claim, source, mentions, stale.get(pk)))
    return notes


def _link(number: int, seen: dict[int, int]) -> SafeString:
    seen[number] = seen.get(number, 0) + 1
    return format_html(
        '<a href="#note-{}" id="{}" role="doc-noteref" aria-label="{}">{}</a>',
        number,
        _anchor(number, seen[number]),
        _("Note %(number)s") % {"number": number},
        number,
    )


def _anchor(number: int, at: int) -> str:
    return f"cite-{number}" if at == 1 else f"cite-{number}-{at}"


def _key_of(mark: re.Match[str]) -> tuple[str, str]:
    if mark["kind"]:
        return mark["kind"], mark["key"]
    return "number", str(int(mark["number"]))


def _only_numbers(mark: re.Match[str]) -> str:
    return mark[0] if mark["number"] else ""


def _claims(
    wanted: Iterable[tuple[str, str]], among: ClaimQuerySet
) -> dict[tuple[str, str], Cited]:
    keys = [key for kind, key in wanted if kind == "claim"]
    if not keys:
        return {}
    return {("claim", claim.key): claim for claim in among.filter(key__in=keys)}


def _sources(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Cited]:
    keys = [key for kind, key in wanted if kind == "source"]
    if not keys:
        return {}
    return {("source", source.key): source for source in Source.objects.filter(key__in=keys)}
