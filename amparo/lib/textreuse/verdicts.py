"""How much of a watched text has to be there to call it what.

The three shares are those that were seen to part what came back from what did not, on bills of the
116th and 117th Congress; they were not fitted to what `make bench-provisions` measures, and the
bench prints what they yield.
"""

from amparo.lib.textreuse.alignment import Alignment

REAPPEARS, EDITED, TRACE = 0.7, 0.4, 0.2  # coverage from which each is said
FEWEST_WORDS = 12  # in common; fewer say nothing, whatever their share
WORTH_A_LOOK = 0.03  # of a watched text's weight: from here on it is aligned


def tier_of(found: Alignment) -> str:
    """ "reappears", "edited", "trace", or "" where nothing is worth a word."""
    shared = sum(each.length for each in found.passages)
    if shared < FEWEST_WORDS:
        return ""
    if found.coverage >= REAPPEARS:
        return "reappears"
    if found.coverage >= EDITED:
        return "edited"
    return "trace" if found.coverage >= TRACE else ""
