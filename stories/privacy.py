"""Something to be mindful of, sealed beside a matter."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.collect.models import Concern
from huisheng.collect.sensitive.services import write


def sealed(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """The secretary was told on the telephone how to knock."""
    concern = Concern.objects.filter(holder__person=told["chen"], is_open=True).latest("pk")
    words = "一个人住，右耳听不见，敲门要重一点。"
    at -= timedelta(minutes=1)
    return {"sensitive": write(concern, words=words, agreed=True, how="phone", by=told["chen"], at=at)}
