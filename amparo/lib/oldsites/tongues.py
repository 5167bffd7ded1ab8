"""In which language an old post is, and where one language ends and the other begins.

Small words tell it: "the" is not Spanish and "para" not English. Lines without any (an address, a
date, "PDF") go with what stands around them. Where the small words say nothing at all, py3langid
guesses. A newcomer's mistake: believing it. What comes out is proposed, and a person looks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from amparo.lib.oldsites.bodies import RULE, Block
from amparo.lib.twins.words import MONTHS, WEEKDAYS, alternatives

_ENGLISH = """
the of and to in for is on that with this are be by at from as it was have will we our you your not
they who their or an has but more about join us please what when where there would can if all his
her she he been were which do how than into no
"""
_SPANISH = """
de la que el en y los las del se por con una para un es al lo como más su sus este esta son no o
pero nos nuestra nuestro ha han fue hay ser sobre ya sin también porque cuando donde dónde muy entre
desde todos todas usted ustedes le les está están estas estos mas contra hasta quien ven venga únete
"""
SMALL_WORDS = {"en": frozenset(_ENGLISH.split()), "es": frozenset(_SPANISH.split())}
_SPANISH_SIGNS = re.compile(r"[ñ¿¡áéíóú]|ción\b", re.IGNORECASE)
_ENGLISH_SIGNS = re.compile(r"(?:\b(?:th|wh)\w|\w(?:ing|ght|tion)\b)", re.IGNORECASE)
_MARK = re.compile(
    r"\(?\s*(?:(?:en\s+)?(?:espa[nñ]ol|ingl[eé]s)\s+(?:(?:más|mas)\s+)?(?:abajo|sigue)"
    r"|(?:abajo|sigue)\s+en\s+(?:espa[nñ]ol|ingl[eé]s)"
    r"|(?:in\s+)?(?:english|spanish)\s+(?:below|follows)"
    r"|(?:below|follows)\s+in\s+(?:english|spanish))\s*[.:]?\s*\)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LINE_END = re.compile(r"<br ?/?>")
_DATED = re.compile(rf"\b(?:{alternatives(MONTHS)}|{alternatives(WEEKDAYS)})\b|\d{{1,2}}/\d", re.I)
_FILE = re.compile(r"\bPDF\b|\.(?:pdf|jpe?g|png)\b", re.IGNORECASE)
LONGEST_TITLE = 110
CHANGE = 1.2  # what a change of language costs, in blocks that speak clearly
CHANGE_ANNOUNCED = 0.6
LEAST_WORDS = 12  # below that, the other language is a quotation or a name
LEAST_EVIDENCE = 4.0
MOST_CHANGES = 6
MARK = "mark"  # instead of a language: says that the other one follows
PICTURE = ""  # belongs to every language


@dataclass(frozen=True)
class Split:
    """`by_block` gives each block's language, PICTURE or MARK; `languages` in order of appearance.

    `is_sure`: nothing needs a second look.
    """

    languages: tuple[str, ...]
    by_block: tuple[str, ...]
    is_sure: bool


def split(blocks: Sequence[Block], title: str, languages: Sequence[str]) -> Split:
    """Tell the language of each block of a post."""
    texts = [block.words for block in blocks]
    marks = {at for at, text in enumerate(texts) if _MARK.fullmatch(text.strip())}
    is_announced = bool(marks) or any(_MARK.search(text) for text in texts)
    rules = {at for at, block in enumerate(blocks) if block.value == RULE}
    silent = marks | rules
    spoken = [at for at, block in enumerate(blocks) if block.kind != "photo" and at not in silent]
    evidence = [_evidence(texts[at], languages) for at in spoken]
    parted = None if is_announced else _parted_by_rule(evidence, spoken, rules, languages)
    told = parted or _path(evidence, languages, is_announced)
    found = dict(zip(spoken, told, strict=True))
    says_so = is_announced or parted is not None
    kept = _languages_kept({at: texts[at] for at in spoken}, found, says_so)
    if len(kept) < 2:
        return _of_one(blocks, marks, title, texts, languages)
    by_block = tuple(MARK if at in marks else found.get(at, PICTURE) for at in range(len(blocks)))
    changes = sum(1 for left, right in pairwise(told) if left != right)
    by_block = _with_rules(by_block, rules, found)
    return Split(tuple(dict.fromkeys(told)), by_block, is_announced and changes == 1)


def _parted_by_rule(
    evidence: Sequence[dict[str, float]],
    spoken: Sequence[int],
    rules: set[int],
    languages: Sequence[str],
) -> list[str] | None:
    """The languages, where they change once and a rule stands there: it says so, like words do."""
    told = _path(evidence, languages, is_announced=True)
    changes = [at for at in range(1, len(told)) if told[at] != told[at - 1]]
    if len(changes) != 1:
        return None
    before, after = spoken[changes[0] - 1], spoken[changes[0]]
    return told if any(before < rule < after for rule in rules) else None


def _with_rules(
    by_block: tuple[str, ...], rules: set[int], found: Mapping[int, str]
) -> tuple[str, ...]:
    """A rule between two languages belongs to neither; another one to the words before it."""
    placed = list(by_block)
    for at in rules:
        before = next((found[each] for each in range(at, -1, -1) if each in found), PICTURE)
        after = next((found[each] for each in range(at, len(placed)) if each in found), PICTURE)
        placed[at] = before if before == after else MARK
    return tuple(placed)


def language_of(text: str, languages: Sequence[str]) -> tuple[str, bool]:
    """The language of a text, and whether its small words tell so."""
    evidence = _evidence(text, languages)
    best = max(languages, key=lambda code: evidence.get(code, 0.0))
    others = max((evidence.get(code, 0.0) for code in languages if code != best), default=0.0)
    if evidence.get(best, 0.0) - others >= 1.0:
        return best, evidence.get(best, 0.0) >= 2 * others + 2
    return _guessed(text, languages), False


def titles_of(
    title: str, pieces: Mapping[str, Sequence[Block]], languages: Sequence[str]
) -> dict[str, str]:
    """A title for each language of a post: halves of the old one, or the first line of the piece.

    Old titles say "Reunión / Meeting"; where they do not, a short first line is one.
    """
    parts = [part.strip() for part in re.split(r"\s+/\s+", title) if part.strip()]
    by_language: dict[str, list[str]] = {code: [] for code in pieces}
    here = [code for code in languages if code in pieces]
    for part in parts if len(parts) > 1 else [title]:
        for half in re.split(r":\s+", part) if len(parts) > 1 else [part]:
            by_language[language_of(half, here)[0]].append(half)
    return {
        code: ": ".join(by_language[code]) or _first_line(pieces[code]) or title for code in pieces
    }


def _first_line(blocks: Sequence[Block]) -> str:
    """The first line that could stand as a title: short, and more than a date or a file."""
    for block in blocks[:3]:
        lines = [Block("quote", line).words.strip() for line in _LINE_END.split(block.value)]
        said = next((line for line in lines if _is_title(line)), "")
        if said or any(len(line) > LONGEST_TITLE for line in lines):
            return said
    return ""


def _is_title(line: str) -> bool:
    words = [word for word in _WORD.findall(_DATED.sub(" ", line)) if len(word) > 2]
    is_bare = bool(_DATED.search(line)) and len(words) < 3
    return 12 <= len(line) <= LONGEST_TITLE and not is_bare and not _FILE.search(line)


def _evidence(text: str, languages: Sequence[str]) -> dict[str, float]:
    words = [word.casefold() for word in _WORD.findall(text)]
    found = {
        code: float(sum(word in SMALL_WORDS[code] for word in words))
        for code in languages
        if code in SMALL_WORDS
    }
    if "es" in found:
        found["es"] += 0.5 * len(_SPANISH_SIGNS.findall(text))
    if "en" in found:
        found["en"] += 0.5 * len(_ENGLISH_SIGNS.findall(text))
    return found


def _path(
    evidence: Sequence[dict[str, float]], languages: Sequence[str], is_announced: bool
) -> list[str]:
    """The likeliest language of each block, where a change costs something (Viterbi)."""
    change = CHANGE_ANNOUNCED if is_announced else CHANGE
    best: dict[str, tuple[float, list[str]]] = {code: (0.0, []) for code in languages}
    for each in evidence:
        total = sum(each.values())
        step = {}
        for code in languages:
            share = each.get(code, 0.0) / total if total else 0.5
            cost = (1.0 - share) * min(1.0, total / 3)
            before, paid = _cheapest(best, code, change)
            step[code] = (paid + cost, [*best[before][1], code])
        best = step
    return min(best.values(), key=lambda pair: pair[0])[1]


def _cheapest(
    best: dict[str, tuple[float, list[str]]], code: str, change: float
) -> tuple[str, float]:
    """From which language one comes to this one, and what that has cost so far."""
    costs = {old: cost + (change if old != code else 0.0) for old, (cost, _) in best.items()}
    before = min(costs, key=lambda old: costs[old])
    return before, costs[before]


def _languages_kept(texts: dict[int, str], found: dict[int, str], is_announced: bool) -> set[str]:
    """Languages with enough words to be a piece of their own."""
    order = [found[at] for at in sorted(found)]
    if sum(1 for left, right in pairwise(order) if left != right) > MOST_CHANGES:
        return set()
    kept = set()
    for code in set(order):
        said = " ".join(text for at, text in texts.items() if found[at] == code)
        least = LEAST_WORDS // 3 if is_announced else LEAST_WORDS
        evidence = _evidence(said, [code]).get(code, 0.0)
        if len(_WORD.findall(said)) >= least and evidence >= (
            1.0 if is_announced else LEAST_EVIDENCE
        ):
            kept.add(code)
    return kept


def _of_one(
    blocks: Sequence[Block],
    marks: set[int],
    title: str,
    texts: Sequence[str],
    languages: Sequence[str],
) -> Split:
    whole = "\n".join([title, *(text for at, text in enumerate(texts) if at not in marks)])
    code, is_sure = language_of(whole, languages)
    by_block = tuple(
        PICTURE if block.kind == "photo" else MARK if at in marks else code
        for at, block in enumerate(blocks)
    )
    return Split((code,), by_block, is_sure and not marks)


def _guessed(text: str, languages: Sequence[str]) -> str:
    """What py3langid says of a text in which no small word speaks. Loads its model: some 60 MB."""
    if not _WORD.search(text):
        return languages[0]
    import py3langid

    py3langid.set_languages(list(languages))
    code = str(py3langid.classify(text)[0])
    return code if code in languages else languages[0]
