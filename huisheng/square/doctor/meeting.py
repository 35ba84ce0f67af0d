"""M40-M46: no closed session leaves an item without a fate, no decision skips a step, no matter is tabled twice."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from huisheng.deliberate.models import Attendee, CouncilSession, Item, ItemMatter, ItemStep
from huisheng.square.doctor.checked import Checked

DECIDED = ("agreed", "escalated")


def every_decision_of_a_council_was_made_by_the_rules(at: datetime) -> Checked:
    """Items, their six steps, and that somebody was there when they were decided."""
    items = Item.objects.all()
    sessions = CouncilSession.objects.exclude(opened_at=None)
    looked = {"items": items.count(), "sessions": sessions.count()}
    checked = Checked("M44", _("%(sessions)d 次会议的 %(items)d 项议题。") % looked)
    bare = items.filter(outcome="", session__closed_at__isnull=False)
    checked.breaks("会散了，议题没有结论", bare, "title")
    decided = items.filter(outcome__in=DECIDED)
    for step in ("parties", "notify", "deliberate"):
        taken = ItemStep.objects.filter(item=OuterRef("pk"), step=step, at__lte=OuterRef("decided_at"))
        checked.breaks("结论前少走了一步", decided.filter(~Exists(taken)), "title")
    live = Q(item__outcome="") | Q(item__outcome="put_off", item__next=None)
    twice = ItemMatter.objects.filter(live).values("voice").annotate(n=Count("pk")).filter(n__gt=1)
    checked.breaks("同一件事上了两次议程", twice, "voice__title")
    came = Attendee.objects.filter(session=OuterRef("session"), came_at__lte=OuterRef("decided_at"))
    checked.breaks("作结论时一个人也没有到场", decided.filter(~Exists(came)), "title")
    return checked
