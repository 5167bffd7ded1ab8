"""The tables of campaigns, by what they are about."""

from amparo.campaigns.models.campaigns import (
    Campaign,
    CampaignText,
    Kind,
    Promised,
    State,
)
from amparo.campaigns.models.cases import CaseConsent, Tombstone
from amparo.campaigns.models.parts import (
    CampaignRole,
    Milestone,
    MilestoneText,
    PartnerRole,
    Partnership,
    Target,
)
from amparo.campaigns.models.records import (
    Delivery,
    DeliveryText,
    RecordQuerySet,
    Update,
    UpdateText,
    Wording,
)

__all__ = [
    "Campaign",
    "CampaignRole",
    "CampaignText",
    "CaseConsent",
    "Delivery",
    "DeliveryText",
    "Kind",
    "Milestone",
    "MilestoneText",
    "PartnerRole",
    "Partnership",
    "Promised",
    "RecordQuerySet",
    "State",
    "Target",
    "Tombstone",
    "Update",
    "UpdateText",
    "Wording",
]
