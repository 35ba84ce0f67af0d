"""What time itself does: everybody is reminded of a session once, the day before."""

from datetime import datetime, timedelta

from django.db import transaction

from huisheng.deliberate.councils.models import CouncilSession
from huisheng.deliberate.councils.services.finding import hour, known
from huisheng.deliberate.councils.services.telling import tell_council, tell_matters

BEFORE = timedelta(hours=24)


def remind_all(*, at: datetime) -> int:
    """Sessions that were notified and begin within a day; answers of how many. Twice in a minute reminds once."""
    due = CouncilSession.objects.filter(
        notified_at__isnull=False, reminded_at=None, opened_at=None, cancelled_at=None,
        starts__gt=at, starts__lte=at + BEFORE,
    )  # fmt: skip
    return sum(_remind(pk, at) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, at: datetime) -> bool:
    """The chair, and everybody whose matter is on the agenda. False when somebody was faster."""
    waiting = CouncilSession.objects.filter(pk=pk, reminded_at=None, cancelled_at=None)
    if not waiting.update(reminded_at=at):
        return False
    session = known().get(pk=pk)
    silent = session.invitations.filter(closed_at=None, answered_at=None).select_related("body")
    names = "、".join(one.body.name for one in silent)
    call = f"还没有答复：{names}，请打电话。" if names else ""
    says = f"快开会了：{hour(session.starts)}，{session.where}。"
    tell_council(
        session.council, "reminded", says + call, by=None, at=at, hat="", staff=[session.council.chair]
    )
    tell_matters(
        session.items.all(), f"{session.council.name}{says}说的事在议程上，欢迎来听。", by=None, at=at, hat=""
    )
    return True
