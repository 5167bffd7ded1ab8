"""Names of places that a text says, the same in every language: to compare twins by.

A newcomer's mistake: looking for every county's name. Clay, Brown and Rice are words too; a county
counts where one of the texts calls it a county.
"""

import re

from amparo.places.counties import counties, states

# ... besides those of two words: New York is Nueva York to many, and rightly so
_OTHERWISE_IN_SPANISH = {
    *("Hawaii", "Louisiana", "Michigan", "Mississippi", "Missouri", "Oregon", "Pennsylvania"),
    "Washington",
}
_KINDS = (" County", " Parish", " Borough", " Census Area", " Municipality", " Municipio", " city")


def named_in(*texts: str, state: str = "") -> list[str]:
    """States, and the counties (of `state`, or of any) that one of the texts names as such."""
    everything = "\n".join(texts)
    one_word = {name for _code, name in states() if " " not in name} - _OTHERWISE_IN_SPANISH
    named = {name for name in one_word if _stands(name, everything)}
    return sorted(named | _counties_in(everything, state))


def _counties_in(text: str, state: str) -> set[str]:
    codes = [state] if state else [code for code, _name in states()]
    said = {_before(match[0]) for match in _ENGLISH.finditer(text)}
    said |= {match[1].rstrip(".") for match in _SPANISH.finditer(text)}
    short = {_short(name) for code in codes for _fips, name in counties(code)} if said else set()
    return {name for name in short if any(_leads(name, each) for each in said)}


_WORD = r"(?:Ste?\.|[A-ZÁÉÍÓÚÑ][\w’'-]*)"
_NAME = rf"{_WORD}(?: (?:of |de |la |du )?{_WORD}){{0,3}}"
_ENGLISH = re.compile(rf"{_NAME} Count(?:y|ies)\b")
_SPANISH = re.compile(rf"\b[Cc]ondado de ({_NAME})")


def _before(said: str) -> str:
    return said.rpartition(" ")[0]


def _short(name: str) -> str:
    ending = next((each for each in _KINDS if name.endswith(each)), "")
    return name.removesuffix(ending)


def _leads(name: str, said: str) -> bool:
    """Is the county's name the end (in English) or the beginning (in Spanish) of what was said?"""
    return said == name or said.endswith(f" {name}") or said.startswith(f"{name} ")


def _stands(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None
