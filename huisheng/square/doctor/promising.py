"""Nothing that was decided is nobody's: every item has a fate, every promise its task, every task an owner in office."""

from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from huisheng.deliberate.models import Item, Promise
from huisheng.resolve.models import Recheck, Task
from huisheng.resolve.tasks.rules import OPEN, Stage
from huisheng.square.doctor.checked import Checked


def every_decision_has_somebody_who_does_it(at: datetime) -> Checked:
    """M41, M42, M60: no closed session with an item without a fate, no promise without its task, no task left alone."""
    checked = Checked(
        "I2",
        _("%(items)s 项议题、%(promises)s 个承诺、%(tasks)s 项任务。")
        % {"items": Item.objects.count(), "promises": Promise.objects.count(), "tasks": Task.objects.count()},
    )
    closed = Item.objects.filter(session__closed_at__isnull=False)
    checked.breaks("会开完了，议题没有结论", closed.filter(outcome=""), "title")
    idle = closed.filter(outcome="agreed", no_promise="", promises=None)
    checked.breaks("定了的事没有人去办，也没写为什么不用办", idle, "title")
    checked.breaks("承诺没有人去办", Promise.objects.filter(task=None), "words")
    apart = ~Q(task__due=F("due")) | ~(Q(task__post=F("post")) | Q(task__body=F("body")))
    checked.breaks("承诺和它的任务不是同一个人、同一天", Promise.objects.filter(apart, kept=None), "words")
    kept = Promise.objects.filter(
        Q(kept=None, task__stage=Stage.DONE) | Q(kept__isnull=False) & ~Q(task__stage=Stage.DONE)
    )
    checked.breaks("承诺和它的任务，一个做完了一个没有", kept, "words")
    opened = Task.objects.filter(stage__in=OPEN)
    checked.breaks("任务在已经卸任的人手上", opened.filter(post__ended_at__isnull=False), "voice__title")
    held = opened.filter(holdings__until=None, holdings__isnull=False)
    checked.breaks("任务没有人接着", opened.exclude(pk__in=held.values("pk")), "voice__title")
    gone = Recheck.objects.filter(done_at=None, post__ended_at__isnull=False)
    checked.breaks("复查在已经卸任的人手上", gone, "concern__speaker__number")
    return checked
