"""How much of a watched text has to be there to call it what.

The three shares were fitted to pairs that people have judged (`bench/tiers.py`, decision 68), never
to what `make bench-provisions` measures: of the shares that tell those pairs apart about equally
well, the lowest, because a provision that is missed costs more than one looked at in vain.
"""

from amparo.lib.textreuse.alignment import MOST_PLACES, Alignment

REAPPEARS, EDITED, TRACE = 0.85, 0.5, 0.35  # coverage from which each is said
FEWEST_WORDS = 12  # in common; fewer say nothing, whatever their share
WORTH_READING = TRACE / MOST_PLACES  # covered roughly, in one place of several
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
