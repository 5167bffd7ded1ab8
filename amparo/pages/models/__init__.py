"""The pages that people write, and their photographs."""

from amparo.pages.models.photographs import Photograph, PhotographRendition
from amparo.pages.models.press import (
    BriefPage,
    BriefsPage,
    Mailing,
    PressPage,
    ReleasePage,
    SeriesPage,
)
from amparo.pages.models.prose import (
    CampaignStory,
    HomePage,
    NewsIndexPage,
    NewsPage,
    NewsTag,
    PrivacyPage,
    StandardPage,
)

__all__ = [
    "BriefPage",
    "BriefsPage",
    "CampaignStory",
    "HomePage",
    "Mailing",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "Photograph",
    "PhotographRendition",
    "PressPage",
    "PrivacyPage",
    "ReleasePage",
    "SeriesPage",
    "StandardPage",
]
