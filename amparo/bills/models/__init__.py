"""Bills and all that belongs to them. An import never overwrites what a person corrected.

A newcomer's mistake: joining `Session`s of years into one. What is watched crosses sessions, bills
do not: SF 1143 of 2011 and of 2013 are two bills.
"""

from amparo.bills.models.bills import (
    Bill,
    BillQuerySet,
    BillRelation,
    BillSource,
    BillText,
    Feed,
    Position,
    RelationKind,
    Sponsor,
    SponsorRole,
    Stage,
)
from amparo.bills.models.imports import FeedTrouble, FeedWatch, ImportRun, ImportState, Mention
from amparo.bills.models.legislators import Legislator
from amparo.bills.models.parts import Chamber, Hand
from amparo.bills.models.sessions import Body, BodyKind, Session, SessionKind
from amparo.bills.models.steps import Hearing, MemberVote, Option, Step, StepKind, StepText, Vote
from amparo.bills.models.texts import LegalText, Provision, TextIsNeverEdited, TextKind

__all__ = [
    "Bill",
    "BillQuerySet",
    "BillRelation",
    "BillSource",
    "BillText",
    "Body",
    "BodyKind",
    "Chamber",
    "Feed",
    "FeedTrouble",
    "FeedWatch",
    "Hand",
    "Hearing",
    "ImportRun",
    "ImportState",
    "LegalText",
    "Legislator",
    "MemberVote",
    "Mention",
    "Option",
    "Position",
    "Provision",
    "RelationKind",
    "Session",
    "SessionKind",
    "Sponsor",
    "SponsorRole",
    "Stage",
    "Step",
    "StepKind",
    "StepText",
    "TextIsNeverEdited",
    "TextKind",
    "Vote",
]
