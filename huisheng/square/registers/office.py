"""What the street itself sets: the categories of matters, and the working calendar."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from huisheng.collect.catalogue.models import Category, ClockPolicy
from huisheng.collect.catalogue.services import keep_leaf
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.tables import Row, Table
from huisheng.echo.workdays.models import CalendarDay
from huisheng.echo.workdays.services import import_days
from huisheng.square.registers.cells import YES_NO, each_row, one_of, yes
from huisheng.square.registers.rules import Doing, Outcome, refuse_long
from huisheng.territory.models import PostKind

LEAF = ("代号", "大类", "名称", "英文名称", "关键词", "时限", "谁先接", "一般谁来办", "在用")
DAY = ("日期", "是否工作日", "名称")


def load_leaves(table: Table, came: Outcome, doing: Doing) -> None:
    """Categories, each row for itself."""
    each_row(table, came, lambda row: _leaf(row, came, doing))


def _leaf(row: Row, came: Outcome, doing: Doing) -> None:
    """One category: found by its code, or by group and name; new without either."""
    known = one_of(Category.objects.filter(group=None), row, "大类")
    code, name = row.get("代号", "").strip(), row.get("名称", "").strip()
    found = Category.objects.filter(Q(code=code) if code else Q(group=known, name=name), group__isnull=False)
    leaf = found.first()
    refuse_if(
        because("没有代号是“%(code)s”的类别。新加的请空着代号。", code=code) if code and not leaf else ""
    )
    new = leaf is None
    leaf = leaf or Category(group=known)
    fields = {
        "group": known, "name": name, "name_en": row.get("英文名称", ""), "keywords": row.get("关键词", ""),
        "clock": one_of(ClockPolicy.objects.all(), row, "时限"),
        "receiver": one_of(PostKind.objects.all(), row, "谁先接") if row.get("谁先接") else None,
        "hint": row.get("一般谁来办", ""), "is_active": yes(row, "在用", default=True),
    }  # fmt: skip
    differs = [field for field, value in fields.items() if getattr(leaf, field) != value]
    if not new and not differs:
        came.already += 1
        return
    for field, value in fields.items():
        setattr(leaf, field, value)
    keep_leaf(leaf, by=doing.by, at=doing.at)
    words = because("新加“%(name)s”。", name=name) if new else because("改“%(name)s”。", name=name)
    came.note(row.number, words, new=new)


def load_days(table: Table, came: Outcome, doing: Doing) -> None:
    """The announcement of a year: all of it or nothing."""
    rows = list(table)
    came.read = len(rows)
    refuse_long(came.read)
    before = dict(CalendarDay.objects.filter(provisional=False).values_list("day", "is_workday"))
    years = import_days(rows, doing.at, by=doing.by)
    after = CalendarDay.objects.filter(provisional=False, day__year__in=years)
    for one in after:
        if before.get(one.day) != one.is_workday:
            words = because(
                "%(day)s %(what)s",
                day=str(one.day),
                what=because("上班") if one.is_workday else because("放假"),
            )
            came.note(came.created + came.changed + 1, words, new=one.day not in before)
    came.already = max(came.read - came.created - came.changed, 0)


def leaf_choices(_paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return {
        "大类": [one.name for one in Category.objects.filter(group=None)],
        "时限": [one.name for one in ClockPolicy.objects.all()],
        "谁先接": [one.name for one in PostKind.objects.all()],
        "在用": YES_NO,
    }


def leaves_now(_paths: Sequence[str]) -> list[Sequence[Any]]:
    known = Category.objects.filter(group__isnull=False).select_related("group", "clock", "receiver")
    return [
        (one.code, one.group.name if one.group else "", one.name, one.name_en, one.keywords, one.clock.name if one.clock else "",
         one.receiver.name if one.receiver else "", one.hint, YES_NO[not one.is_active])
        for one in known
    ]  # fmt: skip


def days_now(_paths: Sequence[str]) -> list[Sequence[Any]]:
    known = CalendarDay.objects.filter(day__year__gte=localdate().year - 1, provisional=False)
    return [(one.day, int(one.is_workday), one.name) for one in known]
