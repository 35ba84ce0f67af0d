"""What later rooms offer beside a matter. They say so here when they are loaded, so that this room need not know them."""

from collections.abc import Callable
from typing import Any

from huisheng.collect.concerns.models import Concern
from huisheng.echo.models import Speaker
from huisheng.people.permissions.requests import StaffRequest

# Each answers with links as `_acts.html` takes them, for this reader and this matter; without a query of its own.
Offers = Callable[[StaffRequest, Concern], list[dict[str, Any]]]
FURTHER: list[Offers] = []


def further(request: StaffRequest, concern: Concern) -> list[dict[str, Any]]:
    """Every link that later rooms have for this reader, in the order of the rooms."""
    return [link for offers in FURTHER for link in offers(request, concern)]


# The same for whoever spoke on something that is no concern, on the page behind their number.
OwnOffers = Callable[[Speaker], list[dict[str, Any]]]
OWN_FURTHER: list[OwnOffers] = []


def further_own(speaker: Speaker) -> list[dict[str, Any]]:
    """Every link that other mechanisms have for whoever spoke."""
    return [link for offers in OWN_FURTHER for link in offers(speaker)]


# The same beside a hot topic: what several people speak of may be put before a council.
ABOUT_TOPICS: list[Callable[[StaffRequest, Any], list[dict[str, Any]]]] = []


def further_about(request: StaffRequest, topic: Any) -> list[dict[str, Any]]:
    """Every link that later rooms have for this reader beside a hot topic (hot.models.HotTopic)."""
    return [link for offers in ABOUT_TOPICS for link in offers(request, topic)]
