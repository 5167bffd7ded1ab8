"""What people who stood with us left here, gathered from the modules of this folder."""

from amparo.supporters.models.cards import (
    HOUSEHOLD_LIMIT,
    Card,
    CommentState,
    Keyspace,
    ListWish,
    LostLetter,
    MergedCard,
    PublicComment,
    PublicName,
    Tally,
    Visibility,
)
from amparo.supporters.models.imports import (
    AgeKey,
    ImportedCard,
    ImportRemark,
    ListImport,
    Remark,
)
from amparo.supporters.models.listed import (
    AddressChange,
    HowOften,
    ListWeek,
    Preference,
    Topic,
    TopicName,
)

__all__ = [
    "HOUSEHOLD_LIMIT",
    "AddressChange",
    "AgeKey",
    "Card",
    "CommentState",
    "HowOften",
    "ImportRemark",
    "ImportedCard",
    "Keyspace",
    "ListImport",
    "ListWeek",
    "ListWish",
    "LostLetter",
    "MergedCard",
    "Preference",
    "PublicComment",
    "PublicName",
    "Remark",
    "Tally",
    "Topic",
    "TopicName",
    "Visibility",
]
