"""Sources, claims that stand on them, and every place where one of either is cited."""

from amparo.evidence.models.citations import Citation, CitationQuerySet, Why
from amparo.evidence.models.claims import (
    Bound,
    Claim,
    ClaimChange,
    ClaimQuerySet,
    ClaimSource,
    ClaimText,
    Disagreement,
    DisagreementText,
    Status,
    Topic,
    Unit,
    What,
)
from amparo.evidence.models.sources import Source

__all__ = [
    "Bound",
    "Citation",
    "CitationQuerySet",
    "Claim",
    "ClaimChange",
    "ClaimQuerySet",
    "ClaimSource",
    "ClaimText",
    "Disagreement",
    "DisagreementText",
    "Source",
    "Status",
    "Topic",
    "Unit",
    "What",
    "Why",
]
