"""Which entries of the security log somebody sees: what was done by, to or at what lies in the area of their post."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from huisheng.echo.audit.rules import DID_NAMES
from huisheng.echo.models import AuditEntry
from huisheng.people.permissions.rules import Hat, areas
from huisheng.territory.models import Appointment
from huisheng.territory.places.services import in_areas


def entries_for(hats: list[Hat], *, did: str = "", day: str = "") -> "QuerySet[AuditEntry]":
    """Of one's own area, and what belongs to no person and no place (a backup); `day`: 2026-11-22."""
    mine = areas("audit.see", hats)
    people = Appointment.objects.filter(in_areas(mine, "place__path")).values("person")
    of_the_house = Q(by=None, whose=None, path="")
    found = AuditEntry.objects.filter(
        in_areas(mine, "path") | Q(by__in=people) | Q(whose__in=people) | of_the_house
    )
    found = found.filter(did=did) if did in DID_NAMES else found
    found = found.filter(at__date=day) if day else found
    return found.select_related("by", "whose")


def choices(here: str) -> list[dict[str, Any]]:
    """What may be looked for."""
    named = [("", gettext("全部")), *((key, gettext(words)) for key, words in DID_NAMES.items())]
    return [{"key": key, "label": words, "here": key == here} for key, words in named]
