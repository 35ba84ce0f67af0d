"""北门 takes more than one evening: the meetings about it and what a neighbour said stand in one dossier."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.collect.models import Concern
from huisheng.deliberate.dossiers import services

HAT = "莲池社区 社区经办人"


def bound(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Opened after the first meeting; the later ones and one matter were put in as they came."""
    by = {"by": told["lin"], "hat": HAT}
    sessions = list(told["council"].sessions.order_by("starts"))
    dossier = services.open_(
        place=told["tingyu"], title="听雨苑北门整治", owner=told["lin"],
        words="充电棚、夜宵摊、消防通道放在一起想：人走得通，车停得下，车进得来。",
        at=sessions[0].starts + timedelta(days=1), **by,
    )  # fmt: skip
    for session in sessions:
        after = session.closed_at or at - timedelta(hours=30)
        services.add_session(dossier, session, at=after + timedelta(hours=1), **by)
    matter = Concern.objects.filter(voice__title__startswith="消防通道", is_open=True)[0]
    row = services.add_matter(dossier, matter, at=at - timedelta(hours=20), **by)
    return {"dossier": dossier, "dossier_matter": row}
