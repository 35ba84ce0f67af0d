"""Who put it up where and when; a place that is left out says why. No photo is asked for (R1.3)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.notices import rules
from huisheng.deliberate.notices.models import Notice, Posting, Spot
from huisheng.deliberate.notices.services.finding import missing_spots, standing
from huisheng.deliberate.notices.services.publishing import locked
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person


@transaction.atomic
def post_up(
    notice: Notice,
    spots: Iterable[Spot],
    *,
    who: str,
    on: date,
    by: Person | None,
    at: datetime,
    board: str = "",
    hat: str = "",
) -> int:
    """The text of now was put up at these spots; answers at how many it was not up before."""
    now, wanted = locked(notice), {spot.pk for spot in spots}
    refuse_if(
        rules.why_not_post(standing(now), places=len(wanted), at=on, on=localtime(at).date())
        or (because("请写谁贴的。") if not who.strip() else "")
    )
    new = [spot for spot in missing_spots(now) if spot.pk in wanted]
    rows = [
        Posting(text=now.text, spot=spot, who=who.strip(), board=board.strip(), on=on, by=by, at=at)
        for spot in new
    ]
    Posting.objects.bulk_create(rows)
    if new:
        say(
            now.voice,
            by=by,
            at=at,
            did="posted",
            says=f"{month_day(on)}贴好了：{_named(new)}。",
            to=[],
            hat=hat,
        )
    return len(new)


def _named(spots: list[Spot]) -> str:
    """The first few by name, the others as a number."""
    names = "、".join(spot.place.where for spot in spots[:4])
    return f"{names}等 {len(spots)} 处" if len(spots) > 4 else names


@transaction.atomic
def leave_out(
    notice: Notice, spots: Iterable[Spot], *, why: str, by: Person | None, at: datetime, hat: str = ""
) -> int:
    """It will not hang at these spots, for a reason that everybody reads. Refused for all of them."""
    now, wanted = locked(notice), {spot.pk for spot in spots}
    refuse_if(rules.why_over(standing(now)) or (because("请写一句为什么不贴。") if not why.strip() else ""))
    gone = [spot for spot in missing_spots(now) if spot.pk in wanted]
    refuse_if(because("请选不贴的地方。") if not gone else "")
    left = now.spots.filter(why_not="").count() - len(gone)
    refuse_if(because("总要贴在一处。") if left < 1 else "")
    Spot.objects.filter(pk__in=[spot.pk for spot in gone]).update(why_not=why.strip())
    say(now.voice, by=by, at=at, did="left_out", says=f"{_named(gone)}不贴：{why.strip()}", to=[], hat=hat)
    return len(gone)
