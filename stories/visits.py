"""What the neighbour head heard at a door, and kept for the next time."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.collect.visits.services import visit
from huisheng.people.permissions.rules import Hat, Role


def at_the_doors(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """One visit, of which nothing has to become a matter."""
    head = Hat(Role.HEAD, told["tingyu3"].path, "听雨苑 3栋 邻长")
    words = "说最近都好，天冷了，想知道暖气片谁来看。"
    kept = visit(told["wang_home"], words=words, by=told["zhou"], at=at - timedelta(days=2), hat=head)
    return {"visit": kept}
