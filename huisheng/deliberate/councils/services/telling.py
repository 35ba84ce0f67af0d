"""Say on every matter of an item what the council did with it; each person who spoke is told once."""

from collections.abc import Collection, Iterable
from datetime import datetime

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Concern, TalkPoint
from huisheng.deliberate.councils.models import Council, Item, ItemMatter, ItemStep
from huisheng.deliberate.councils.terms import Step
from huisheng.echo.models import Line
from huisheng.echo.say import say
from huisheng.people.models import Person


def tell_matters(
    items: Iterable[Item],
    says: str,
    *,
    by: Person | None,
    at: datetime,
    hat: str,
    besides: Collection[int] = (),
) -> int:
    """One line on each matter of these items, whatever stage it is in; its holder and its clocks stay (I2).

    A matter that was joined to another since then is told by the one it follows; a point of a talk on its own voice.
    `besides`: concerns that were told already. Answers on how many it was said.
    """
    rows = ItemMatter.objects.filter(item__in=[one.pk for one in items])
    found = Concern.objects.filter(voice__in=rows.values("voice")).select_related("lead").order_by("pk")
    heads = {key: one.lead or one for one in found if (key := one.lead_id or one.pk) not in besides}
    for concern in heads.values():
        concerns.note(concern, says=says, by=by, at=at, hat=hat)
    points = TalkPoint.objects.filter(voice__in=rows.values("voice")).select_related("voice").order_by("pk")
    for point in points:
        say(point.voice, by=by, at=at, did="deliberated", says=says, hat=hat, caller=by)
    return len(heads) + len(points)


def tell_council(
    council: Council,
    did: str,
    says: str,
    *,
    by: Person | None,
    at: datetime,
    hat: str,
    staff: Iterable[Person] = (),
) -> Line:
    """A line on the council's own voice: what was done with it, for everybody to read."""
    return say(council.voice, by=by, at=at, did=did, says=says, hat=hat, to=[], staff=staff)


def take_step(items: Iterable[Item], step: Step, *, by: Person | None, at: datetime) -> None:
    """Write down that these items took a step of the consultation (M46). The caller has asked the rule."""
    ItemStep.objects.bulk_create([ItemStep(item=one, step=step, by=by, at=at) for one in items])
