"""What is done with an old site: read, looked at, paired, taken over, let go."""

from amparo.archive.operations.looking import (
    CannotPair,
    Corrected,
    correct,
    forget_import,
    leave_out,
    look_again,
    look_at,
    name_authors,
    pair,
    part,
)
from amparo.archive.operations.pictures import keep_pictures
from amparo.archive.operations.reading import Outcome, read_in
from amparo.archive.operations.taking import take_over

__all__ = [
    "CannotPair",
    "Corrected",
    "Outcome",
    "correct",
    "forget_import",
    "keep_pictures",
    "leave_out",
    "look_again",
    "look_at",
    "name_authors",
    "pair",
    "part",
    "read_in",
    "take_over",
]
