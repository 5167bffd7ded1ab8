"""Which names of a list may be one organization's: proposals for a person, never a decision.

Two names are compared where they share a word that few others have; articles, towns, states,
acronyms and legal endings are left out first. A newcomer's mistake: comparing each with each; two
thousand names would be two million pairs.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from amparo.lib.pastedlists.states import folded

K = TypeVar("K", bound=Hashable)

ALIKE = 88  # of 100; below it pairs of one kind begin: "Iowa Legal Aid", "Ohio Legal Aid"
_COMMON = 40  # a word of more names than this tells nothing
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W_]\.){2,}(?:[^\W_]\b)?")  # L.U.N.A.
_EMPTY = {
    "the", "a", "an", "el", "la", "los", "las", "of", "de", "del", "and", "y", "e", "for", "para",
    "in", "en", "inc", "llc", "incorporated", "corp", "co", "foundation", "fundacion", "chapter",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named(Generic[K]):
    """A name with what stands beside it; `key` is whatever the caller knows it by."""

    key: K
    name: str
    acronym: str = ""
    city: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Alike(Generic[K]):
    """Two that may be one, and how much alike they are, of 100."""

    first: K
    second: K
    score: int


def find_alike(named: Sequence[Named[K]]) -> list[Alike[K]]:
    """All pairs that a person should look at, the most alike first."""
    words = [_words(each) for each in named]
    found = [
        Alike(named[a].key, named[b].key, score)
        for a, b in _pairs(named, words)
        if _may_be_one(named[a], named[b])
        and (score := _score(named[a], words[a], named[b], words[b])) >= ALIKE
    ]
    return sorted(found, key=lambda pair: -pair.score)


def find_like(wanted: Named[K], named: Sequence[Named[K]]) -> list[Alike[K]]:
    """Those of a list that may be `wanted`, the most alike first; for one at a time."""
    words = _words(wanted)
    found = [
        Alike(wanted.key, each.key, score)
        for each in named
        if each.key != wanted.key
        and _may_be_one(wanted, each)
        and (score := _score(wanted, words, each, _words(each))) >= ALIKE
    ]
    return sorted(found, key=lambda pair: -pair.score)


def plain_name(name: str) -> str:
    """The words of a name by which it is the same name: for "already there"."""
    return " ".join(_split(name))


def _words(named: Named[K]) -> tuple[str, ...]:
    """The telling words; all of them where nothing else is left."""
    said = _split(named.name)
    aside = _EMPTY | set(_split(named.acronym)) | set(_split(named.city))
    if named.state:
        aside |= {named.state.lower()}
    telling = tuple(word for word in said if word not in aside)
    return telling or tuple(said)


def _split(text: str) -> list[str]:
    return _WORD.findall(_DOTTED.sub(lambda found: found[0].replace(".", ""), folded(text)))


def _pairs(
    named: Sequence[Named[K]], words: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """Each two that share a telling word or their letters, once."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, (each, said) in enumerate(zip(named, words, strict=True)):
        for word in {_stem(word) for word in said} | {f"({_letters(each, said)})"}:
            holders[word].append(place)
    seen = {
        pair
        for places in holders.values()
        if len(places) <= _COMMON
        for pair in combinations(places, 2)
    }
    yield from sorted(seen)


def _may_be_one(first: Named[K], second: Named[K]) -> bool:
    return not first.state or not second.state or first.state == second.state


def _score(
    first: Named[K], words: tuple[str, ...], second: Named[K], others: tuple[str, ...]
) -> int:
    if first.acronym and folded(first.acronym) == folded(second.acronym) and first.state:
        return 95
    if _letters(first, words) == _letters(second, others) and _is_short(words, others):
        return 92
    score = fuzz.token_sort_ratio(" ".join(words), " ".join(others))
    return int(score)


def _letters(named: Named[K], words: Sequence[str]) -> str:
    """Its acronym, given or made of its words."""
    return folded(named.acronym) or "".join(word[0] for word in words)


def _is_short(words: Sequence[str], others: Sequence[str]) -> bool:
    """One of the two is an acronym standing for itself: "CASA", "L.U.N.A."."""
    return (len(words) == 1) != (len(others) == 1)


def _stem(word: str) -> str:
    return word[:5]
