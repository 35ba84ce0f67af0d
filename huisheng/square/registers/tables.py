"""The tables that can be handed in: categories, posts with their people, the calendar, a hotline's orders."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from huisheng.collect.catalogue.models import Category, ClockPolicy
from huisheng.collect.catalogue.services import keep_leaf, leaves
from huisheng.collect.concerns import orders
from huisheng.collect.concerns.services.importing import import_orders
from huisheng.echo.naming import called
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.tables import Row, Table
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.workdays.models import CalendarDay
from huisheng.echo.workdays.services import import_days
from huisheng.people.models import Person
from huisheng.people.persons.services import known_or_new
from huisheng.square.registers.rules import Doing, Outcome, Register, Told, refuse_long
from huisheng.territory.models import Appointment, Place, PostKind
from huisheng.territory.places.services import in_areas
from huisheng.territory.posts.rules import why_not_give
from huisheng.territory.posts.services import appoint

YES_NO = ("是", "否")
LEAF = ("代号", "大类", "名称", "英文名称", "关键词", "时限", "谁先接", "一般谁来办", "在用")
POST = ("姓名", "电话", "岗位", "地点", "从哪天", "到哪天", "公开")
DAY = ("日期", "是否工作日", "名称")
ORDER = (
    "工单编号",
    "标题",
    "诉求内容",
    "诉求时间",
    "地点",
    "类别",
    "称呼",
    "联系电话",
    "办理期限",
    "答复内容",
    "答复时间",
)


def by_rows(take: Callable[[Row, Outcome, Doing], None]) -> Callable[[Table, Outcome, Doing], None]:
    """Each row for itself: what is refused is told and the others go in."""

    def load(table: Table, came: Outcome, doing: Doing) -> None:
        for row in table:
            came.read += 1
            refuse_long(came.read)
            try:
                with transaction.atomic():
                    take(row, came, doing)
            except Refused as refused:
                came.refused.append(Told(row.number, refused.reason))

    return load


def _leaf(row: Row, came: Outcome, doing: Doing) -> None:
    """One category: found by its code, or by group and name; new without either."""
    known = _one(Category.objects.filter(group=None), row, "大类")
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
        "clock": _one(ClockPolicy.objects.all(), row, "时限"),
        "receiver": _one(PostKind.objects.all(), row, "谁先接") if row.get("谁先接") else None,
        "hint": row.get("一般谁来办", ""), "is_active": yes(row, "在用", default=True),
    }  # fmt: skip
    differs = [field for field, value in fields.items() if getattr(leaf, field) != value]
    if not new and not differs:
        came.already += 1
        return
    for field, value in fields.items():
        setattr(leaf, field, value)
    keep_leaf(leaf)
    words = because("新加“%(name)s”。", name=name) if new else because("改“%(name)s”。", name=name)
    came.note(row.number, words, new=new)


def _post(row: Row, came: Outcome, doing: Doing) -> None:
    """One post: the person with this name and telephone, known or new, holds it at a place of one's own area."""
    name, phone = row.get("姓名", "").strip(), row.get("电话", "").strip()
    refuse_if(because("没有写姓名。") if not name else why_not_phone(phone))
    kind: PostKind = _one(PostKind.objects.all(), row, "岗位")
    refuse_if(why_not_give(kind.role, by={hat.role for hat in doing.hats}))
    place, public = _place(row.get("地点", "").strip(), doing.paths), yes(row, "公开", default=False)
    held = Appointment.objects.filter(kind=kind, place=place, ended_at=None, person__name=name)
    if held.filter(person__phone=phone).exists():
        came.already += 1
        return
    known = bool(phone) and Person.objects.filter(name=name, phone=phone, is_active=True).exists()
    appoint(
        known_or_new(name=name, phone=phone), kind=kind, place=place, by=doing.by, at=doing.at,
        starts=day(row, "从哪天"), ends=day(row, "到哪天"), phone=phone, public=public,
    )  # fmt: skip
    told = {"who": name, "place": place.where, "post": kind.name}
    words = (
        because("%(who)s：%(place)s，%(post)s。", **told)
        if known
        else because("%(who)s（新登记的人）：%(place)s，%(post)s。", **told)
    )
    came.note(row.number, words, new=True)


def _place(text: str, paths: Sequence[str]) -> Place:
    refuse_if(because("没有写地点。") if not text else "")
    here = Place.objects.filter(in_areas(paths), closed_on=None)
    found = list(here.filter(Q(code=text) | Q(where=text))[:2]) or list(here.filter(name=text)[:2])
    refuse_if(because("您的辖区里没有叫“%(text)s”的地方。", text=text[:40]) if not found else "")
    refuse_if(
        because("叫“%(text)s”的地方不止一处，请写全称或代码。", text=text[:40]) if len(found) > 1 else ""
    )
    return found[0]


def _one(rows: Any, row: Row, header: str) -> Any:
    """The row of a table with this code or name; refused when there is none."""
    text = row.get(header, "").strip()
    found = rows.filter(Q(code=text) | Q(name=text)).first() if text else None
    if found is None:
        raise Refused(because("“%(header)s”里没有“%(text)s”这一项。", header=header, text=text[:40]))
    return found


def yes(row: Row, header: str, *, default: bool) -> bool:
    """是 or 否; refused when it is something else."""
    text = row.get(header, "").strip()
    refuse_if(because("“%(header)s”要填是或否。", header=header) if text and text not in YES_NO else "")
    return text == "是" if text else default


def day(row: Row, header: str) -> Any:
    """A date however a spreadsheet writes it; None when it is empty."""
    moment = orders.moment(row.get(header, ""), what=header)
    return moment.date() if moment else None


def _days(table: Table, came: Outcome, doing: Doing) -> None:
    """The announcement of a year: all of it or nothing."""
    rows = list(table)
    came.read = len(rows)
    refuse_long(came.read)
    before = dict(CalendarDay.objects.filter(provisional=False).values_list("day", "is_workday"))
    years = import_days(rows, doing.at)
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


def _orders(table: Table, came: Outcome, doing: Doing) -> None:
    """A hotline's orders into one's own street (docs/import.md)."""
    street = Place.objects.filter(in_areas(doing.paths), kind="street").first()
    if street is None:
        raise Refused(because("工单要导入到街道，您的岗位不在街道上。"))
    columns = orders.columns_of(table.headers)
    done = import_orders(
        table, columns=columns, source=doing.name, street=street, at=doing.at, dry_run=doing.dry_run
    )
    came.read, came.created, came.already = done.read, done.created, done.already
    came.refused = [Told(number, why) for number, why in done.refused]


def _leaf_choices(_paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return {
        "大类": [one.name for one in Category.objects.filter(group=None)],
        "时限": [one.name for one in ClockPolicy.objects.all()],
        "谁先接": [one.name for one in PostKind.objects.all()],
        "在用": YES_NO,
    }


def _leaves_now() -> list[Sequence[Any]]:
    known = Category.objects.filter(group__isnull=False).select_related("group", "clock", "receiver")
    return [
        (one.code, one.group.name if one.group else "", one.name, one.name_en, one.keywords, one.clock.name if one.clock else "",
         one.receiver.name if one.receiver else "", one.hint, YES_NO[not one.is_active])
        for one in known
    ]  # fmt: skip


def _post_choices(paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    named = Place.objects.filter(in_areas(paths), closed_on=None).exclude(kind__in=["home", "entrance"])
    return {
        "岗位": [one.name for one in PostKind.objects.all()],
        "地点": list(named.order_by("path").values_list("where", flat=True)[:2000]),
        "公开": YES_NO,
    }


def _days_now() -> list[Sequence[Any]]:
    known = CalendarDay.objects.filter(day__year__gte=localdate().year - 1, provisional=False)
    return [(one.day, int(one.is_workday), one.name) for one in known]


def _order_choices(_paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return {"类别": [called(one) for one in leaves()]}


REGISTERS = {
    one.key: one
    for one in (
        Register("posts", gettext_noop("岗位和人员"), "post.fill", POST, ("姓名", "岗位", "地点"),
                 [("王小明", "13800000000", "邻长", "听雨苑 3栋", "2026-01-01", "", "否")], _post_choices, by_rows(_post)),
        Register("categories", gettext_noop("类别"), "category.edit", LEAF, ("大类", "名称", "时限"),
                 [("", "物业管理", "示例：门禁坏了", "", "门禁|刷卡", "", "", "", "是")], _leaf_choices, by_rows(_leaf), _leaves_now),
        Register("calendar", gettext_noop("工作日历"), "calendar.edit", DAY, DAY[:2],
                 [("2027-01-01", "0", "元旦"), ("2027-02-20", "1", "春节调休")], lambda _paths: {"是否工作日": ("0", "1")}, _days, _days_now),
        Register("orders", gettext_noop("热线工单"), "concern.import", ORDER, (),
                 [("HT-2026-0001", "路灯不亮", "莲池广场西边一排灯都不亮", "2026-03-02 08:30:00", "莲池广场", "", "", "", "2026-03-09 18:00:00", "", "")],
                 _order_choices, _orders),
    )
}  # fmt: skip
