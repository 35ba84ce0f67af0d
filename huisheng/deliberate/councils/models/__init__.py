"""What is remembered of councils."""

from huisheng.deliberate.councils.models.bodies import (
    CADENCES,
    PARTIES,
    Blueprint,
    Council,
    CouncilParty,
    Responsibility,
)
from huisheng.deliberate.councils.models.items import (
    BodyOffer,
    Item,
    ItemMatter,
    ItemPaper,
    ItemParty,
    ItemStep,
    ItemWord,
)
from huisheng.deliberate.councils.models.sessions import (
    Absence,
    Attendee,
    CouncilSession,
    Invitation,
    PartyNotice,
)

__all__ = [
    "CADENCES",
    "PARTIES",
    "Absence",
    "Attendee",
    "Blueprint",
    "BodyOffer",
    "Council",
    "CouncilParty",
    "CouncilSession",
    "Invitation",
    "Item",
    "ItemMatter",
    "ItemPaper",
    "ItemParty",
    "ItemStep",
    "ItemWord",
    "PartyNotice",
    "Responsibility",
]
