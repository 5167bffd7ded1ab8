"""Shared wording between texts of law: words, shingles, candidates, alignment.

A provision is followed by its wording, not by its bill's number: `read` makes words of a text with
the way back to its characters, `fingerprints` makes the few numbers that are kept in a database,
`rank` finds the texts that hold most of a watched one, `align` shows which words of it stand where.

A newcomer's mistake: comparing two texts the same way round. What counts is how much of the
*watched* text stands in the other; an omnibus of ten thousand words may hold all of it.
What no function here sees is a paraphrase.
"""

from amparo.lib.textreuse.alignment import Alignment, Passage, align, align_codes, rough_coverage
from amparo.lib.textreuse.citations import cited_sections
from amparo.lib.textreuse.ranking import Candidate, Postings, rank
from amparo.lib.textreuse.shingles import SHINGLE_WORDS, WINDOW, Hashes, distinct, fingerprints
from amparo.lib.textreuse.words import Codes, Words, read

__all__ = [
    "SHINGLE_WORDS",
    "WINDOW",
    "Alignment",
    "Candidate",
    "Codes",
    "Hashes",
    "Passage",
    "Postings",
    "Words",
    "align",
    "align_codes",
    "cited_sections",
    "distinct",
    "fingerprints",
    "rank",
    "read",
    "rough_coverage",
]
