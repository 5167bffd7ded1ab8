"""Sections of statutes that a text cites: a second signal, which survives a rewriting.

Minnesota's sections look like 13.021, 299A.01 or 629.80; the number alone in a sentence could be
an amount, so that one is read where the text says section, subdivision or chapter, or brackets it.
"""

import re

_NUMBER = r"\d{1,3}[A-Z]{0,2}\.\d{2,4}"
_BRACKETED = re.compile(rf"\[({_NUMBER})\]")
_SAID = re.compile(rf"\bsections?\s+((?:{_NUMBER}(?:\s*(?:,|;|and|or|to|,\s*and)\s*)?)+)", re.I)
_ONE = re.compile(_NUMBER)


def cited_sections(text: str) -> frozenset[str]:
    """The sections that the text codes or cites, as the statutes number them."""
    if not _ONE.search(text):
        return frozenset()
    found = set(_BRACKETED.findall(text))
    for run in _SAID.findall(text):
        found.update(_ONE.findall(run))
    return frozenset(each.upper() for each in found)
