"""The tables of platforms, of who pledges to them, and of the resolutions that bodies adopt.

A newcomer's mistake: looking for what people told us when they reported a resolution. That is
sealed on cards of the supporters room; here stands what an organizer read and wrote down.
"""

from amparo.pledges.models.candidates import Candidate
from amparo.pledges.models.platforms import (
    Instrument,
    Plank,
    PlankText,
    Platform,
    PlatformText,
    Question,
    QuestionText,
    Reading,
)
from amparo.pledges.models.pledges import (
    Answer,
    Fit,
    OwnWords,
    Pledge,
    PledgedPlank,
    ProofKind,
    Scope,
    Verdict,
)
from amparo.pledges.models.progress import Stage, Step
from amparo.pledges.models.resolutions import (
    Adoption,
    BodyKind,
    Outcome,
    Report,
    Resolution,
    ResolutionText,
)

__all__ = [
    "Adoption",
    "Answer",
    "BodyKind",
    "Candidate",
    "Fit",
    "Instrument",
    "Outcome",
    "OwnWords",
    "Plank",
    "PlankText",
    "Platform",
    "PlatformText",
    "Pledge",
    "PledgedPlank",
    "ProofKind",
    "Question",
    "QuestionText",
    "Reading",
    "Report",
    "Resolution",
    "ResolutionText",
    "Scope",
    "Stage",
    "Step",
    "Verdict",
]
