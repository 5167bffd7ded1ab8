"""The sheet for signing on paper, made from the petition as it stands and kept in memory.

A newcomer's mistake: typesetting at every download. It takes half a second of a whole core, and
anybody may ask; so one sheet is made at a time, and kept while its words stay the same.
"""

import threading
from functools import lru_cache

from amparo.petitions.papers import Sheet, sheet_pdf

MOST_KEPT = 60  # sheets, each some tens of kilobytes

_one_at_a_time = threading.Lock()


def sheet_for(sheet: Sheet) -> bytes:
    """The sheet as PDF. Raises lib.typesetting.CannotTypeset."""
    with _one_at_a_time:
        return _made(sheet)


@lru_cache(maxsize=MOST_KEPT)
def _made(sheet: Sheet) -> bytes:
    return sheet_pdf(sheet)
