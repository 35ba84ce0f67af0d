"""After-care: a settled matter of a chosen kind is looked at again after so many days (M91)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.stages import Stage as Matter
from huisheng.collect.models import Category, Concern
from huisheng.echo.models import Line
from huisheng.echo.refusals import because, refuse_if
from huisheng.people.models import Person
from huisheng.resolve.tasks import rules
from huisheng.resolve.tasks.models import Recheck, RecheckRule
from huisheng.territory.models import Appointment
from huisheng.territory.posts.services import choose, posts_over

# To start from: drains come back after the rain, leaks after the winter, clutter after a month.
STARTING = {"C4": (30, 90), "C3": (90,), "C6": (30, 90), "D6": (30,), "A2": (30,)}


@transaction.atomic
def seed_rules() -> None:
    """The starting table; only into an empty one, so that what a street took out stays out."""
    if RecheckRule.objects.exists():
        return
    known = {category.code: category for category in Category.objects.filter(code__in=STARTING)}
    rows = [(known[code], days) for code, several in STARTING.items() if code in known for days in several]
    RecheckRule.objects.bulk_create([RecheckRule(category=category, days=days) for category, days in rows])


@transaction.atomic
def change_rules(category: Category, days: Iterable[int]) -> list[RecheckRule]:
    """After these many days, each once, between a week and two years; none at all stops it for the future."""
    wanted = sorted(set(days))
    refuse_if(because("请写 7 到 730 之间的天数。") if any(not 7 <= n <= 730 for n in wanted) else "")
    RecheckRule.objects.filter(category=category).exclude(days__in=wanted).delete()
    for n in wanted:
        RecheckRule.objects.get_or_create(category=category, days=n)
    return list(RecheckRule.objects.filter(category=category))


def plan(concern: Concern, *, at: datetime) -> int:
    """Write down the days on which a settled matter is looked at again; answers how many. Settled again, they move.

    What was joined to another is looked at with it, once.
    """
    if concern.stage != Matter.SETTLED or concern.lead_id or concern.closed_as == Concern.ClosedAs.WITHDRAWN:
        return 0
    wanted = list(RecheckRule.objects.filter(category=concern.category_id).values_list("days", flat=True))
    keeper = _keeper(concern, at=at) if wanted else None
    if keeper is None:
        return 0
    settled = localtime(at).date()
    for days in wanted:
        Recheck.objects.update_or_create(
            concern=concern, days=days, done_at=None,
            defaults={"due": settled + timedelta(days=days), "post": keeper},
        )  # fmt: skip
    return len(wanted)


def _keeper(concern: Concern, *, at: datetime) -> Appointment | None:
    holder = concern.holder
    if holder and not holder.ended_at:
        return holder
    return choose(posts_over(concern.path, on=localtime(at).date()))


@transaction.atomic
def recheck(one: Recheck, *, holds: bool, words: str, by: Person, at: datetime, hat: str = "") -> Line:
    """Somebody looked. It still holds: whoever spoke reads so; it does not: the matter is worked on again."""
    now = Recheck.objects.select_for_update(of=("self",)).select_related("concern__voice").get(pk=one.pk)
    refuse_if(
        because("已经有人看过了。") if now.done_at else rules.why_not_why(words, because("请写看到了什么。"))
    )
    now.holds, now.words, now.by, now.done_at = holds, words.strip(), by, at
    now.save(update_fields=["holds", "words", "by", "done_at"])
    if holds:
        says = f"过了 {now.days} 天再去看，还好：{now.words}"
        return concerns.note(now.concern, by=by, at=at, says=says, hat=hat)
    who = f"过了 {now.days} 天再去看的{by.name}"
    return concerns.reopen(now.concern, by=by, at=at, words=now.words, hat=hat, who=who)
