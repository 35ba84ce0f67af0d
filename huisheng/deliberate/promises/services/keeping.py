"""A promise is kept; the last one of an item hands its matters back to everyone who spoke (M42)."""

from datetime import datetime

from django.db import transaction

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Concern
from huisheng.deliberate.councils.models import Item, ItemMatter
from huisheng.deliberate.councils.services.finding import day
from huisheng.deliberate.councils.services.telling import tell_matters
from huisheng.deliberate.promises import rules
from huisheng.deliberate.promises.models import Promise, PromiseKept
from huisheng.deliberate.promises.services.finding import known, with_open_promises
from huisheng.deliberate.promises.services.making import in_a_line
from huisheng.echo.refusals import refuse_if
from huisheng.people.models import Person

ASKS = "请您说一说办好了没有；没办好，马上重新办"


@transaction.atomic
def keep(
    promise: Promise,
    *,
    words: str,
    who: str,
    by: Person | None,
    at: datetime,
    evidence: str = "",
    counted: str = "",
    hat: str = "",
) -> PromiseKept:
    """It is done. Was it the last of a decided item, every matter of the item is reported done, and whoever spoke is asked;
    else they read what was done and what is still to come.
    """
    item = (
        Item.objects.select_for_update(of=("self",))
        .select_related("session__council")
        .get(pk=promise.item_id)
    )
    done = PromiseKept.objects.filter(promise=promise).exists()
    refuse_if(rules.why_not_keep(kept=done, words=words, who=who))
    given = f"{words.strip().rstrip('。')}{f'。成果：{counted}' if counted else ''}"
    kept = PromiseKept.objects.create(
        promise=promise, words=given, who=who.strip(), evidence=evidence.strip(), by=by, at=at
    )
    if not hand_back(item, by=by, at=at, hat=hat):
        says = f"会上答应的“{promise.words}”做到了：{given}（{kept.who}）{_still(item)}"
        tell_matters([item], says, by=by, at=at, hat=hat)
    return kept


def hand_back(item: Item, *, by: Person | None, at: datetime, hat: str) -> bool:
    """A decided item whose promises are all kept hands its matters back to everyone who spoke; else nothing, False.

    Asked when a promise is kept and when the item is decided, whichever comes last.
    """
    several = list(known().filter(item=item))
    if item.outcome not in rules.DECIDED or not rules.all_kept(hasattr(one, "kept") for one in several):
        return False
    _hand_back(item, several, by=by, at=at, hat=hat)
    return True


def _still(item: Item) -> str:
    left = list(known().filter(item=item, kept=None))
    if not left:
        return ""
    soonest = left[0]
    return f"。还有 {len(left)} 件，下一件由{in_a_line(soonest.words, soonest.owner, soonest.due)}"


def _hand_back(item: Item, several: list[Promise], *, by: Person | None, at: datetime, hat: str) -> None:
    """Every matter that waits for nothing else is reported done, with everything that was done for it."""
    voices = list(ItemMatter.objects.filter(item=item).values_list("voice", flat=True))
    waiting = with_open_promises(voices, besides=item.pk)
    found = (
        Concern.objects.filter(voice__in=voices)
        .exclude(voice__in=waiting)
        .select_related("lead")
        .order_by("pk")
    )
    heads = {one.lead_id or one.pk: one.lead or one for one in found}
    report = _report(item, several)
    for concern in heads.values():
        concerns.report_done(concern, report=report, by=by, at=at, hat=hat)


def _report(item: Item, several: list[Promise]) -> concerns.Report:
    """What the residents read (R2.14)."""
    session = item.session
    return concerns.Report(
        found=f"{day(session.starts)}{session.council.name}第 {item.order} 项定了：{item.resolution}",
        done="；".join(f"{one.words}：{one.kept.words.rstrip('。')}" for one in several),
        who="、".join(dict.fromkeys(one.kept.who for one in several)),
        following=ASKS,
    )
