"""What a candidate's published platform has besides its words: who decides each of its twelve
planks, and by what means. The words are read from the source when the test runs.
"""

import re
from dataclasses import dataclass

PLANKS = (  # who decides, in English and Spanish; by what means, as the desk calls it
    ("The mayor", "La alcaldía", "Direction to a department"),
    ("The city council", "El concejo municipal", "Ordinance"),
    ("The Legislature", "La Legislatura", "State law"),
    ("The city council", "El concejo municipal", "Budget line"),
    ("The city council", "El concejo municipal", "Ordinance"),
    ("The city council", "El concejo municipal", "Direction to a department"),
    ("The voters of the state", "El electorado del estado", "Amendment by ballot"),
    ("The city and the county", "La ciudad y el condado", "Budget line"),
    ("The city council", "El concejo municipal", "Budget line"),
    ("The city council", "El concejo municipal", "Ordinance"),
    ("The city council", "El concejo municipal", "Refusal of funds"),
    ("The city council", "El concejo municipal", "Resolution"),
)  # fmt: skip
PRIORITY_COUNT, READING_COUNT = 3, 5


@dataclass(frozen=True)
class Source:
    """The parts of the source, in its order."""

    vision: str
    priorities: tuple[str, ...]
    planks: tuple[tuple[str, str], ...]  # demand, reasons
    readings: tuple[str, ...]


def parts_of(text: str) -> Source:
    """Cut the source at its headings and numbers."""
    before, rest = text.split("Vision and Priorities")
    numbered, after = rest.split("Thank you to")
    lines = [line.strip() for line in numbered.splitlines() if re.match(r"\s*\d+\. ", line)]
    words = [line.split(". ", 1)[1] for line in lines]
    priorities, planks = words[:PRIORITY_COUNT], words[PRIORITY_COUNT:]
    readings = [line.strip() for line in after.split("Further Reading")[1].splitlines()]
    cut = [plank.split(": ", 1) for plank in planks]
    return Source(
        vision=before.strip().splitlines()[2],
        priorities=tuple(priorities),
        planks=tuple((demand, reasons) for demand, reasons in cut),
        readings=tuple(line for line in readings if line),
    )
