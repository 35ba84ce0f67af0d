"""What a gated view is given, for those who read types: somebody logged in, with hats."""

from typing import Any

from django.http import HttpRequest

from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat


class StaffRequest(HttpRequest):
    """A request behind the gate of an act that needs a login: who asks, and everything they may act as."""

    hats: list[Hat]
    user: Person
    htmx: Any
