"""Talks and calls on Today: what their hosts and keepers have to do now, in one list of sentences."""

from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.collect.calls.models import Call
from huisheng.collect.calls.rules import Kind
from huisheng.collect.calls.services import calls_due, second_looks
from huisheng.collect.talks.models import Talk
from huisheng.collect.talks.services import DateDue, dates_due, talks_due
from huisheng.echo.addresses import address
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, Role, areas

Row = dict[str, Any]


def gatherings(person: Person, hats: list[Hat], *, on: date) -> list[Row]:
    """Each with the day it is due on, the earliest first. At most six queries, whatever the number of rows.

    A street officer hears of calls of their own only, and of every second look: the call is kept nearer to it.
    """
    paths = areas("call.edit", hats)
    near = areas("call.edit", [hat for hat in hats if hat.role is not Role.OFFICER])
    rows = [_talk(one, on) for one in talks_due(person, on=on)]
    rows += [_date(one) for one in dates_due(person, on=on)]
    if paths:
        rows += [row for one in calls_due(person, near, on=on) for row in _call(one, on)]
        rows += [_look(one) for one in second_looks(person, paths)]
    return sorted(rows, key=lambda row: (row["on"], row["title"]))


def _row(day: date, title: str, why: str, url: str, where: Any, *, late: bool = False) -> Row:
    return {"on": day, "title": title, "why": why, "url": url, "where": where, "late": late}


def _talk(one: Talk, on: date) -> Row:
    starts = localtime(one.starts)
    late = starts.date() < on
    why = _("开过了，还没有结束") if late else _("%(hour)s 开始") % {"hour": f"{starts:%H:%M}"}
    return _row(starts.date(), one.title, why, address("collect:talk_edit", one.pk), one.place, late=late)


def _date(one: DateDue) -> Row:
    why = _("没有开，也没有说为什么") if one.missed else _("还没有写开不开")
    url = address("collect:talk_series", one.series.pk)
    return _row(one.day, one.series.title, why, url, one.series.place, late=one.missed)


def _call(one: Call, on: date) -> list[Row]:
    waits, url, over = one.waits, address("collect:call_edit", one.pk), one.closes < on  # type: ignore[attr-defined]
    told = []
    if not over and (one.closes - on).days <= 3:
        told.append(_("还有 %(n)s 天截止") % {"n": (one.closes - on).days + 1})
    if waits and (over or one.kind == Kind.DRAFT):
        told.append(_("%(n)s 条在等答复") % {"n": waits})
    if over and not waits:
        told.append(_("条条答复了，可以结束"))
    return [_row(one.closes, one.title, "，".join(told), url, one.place, late=over)]


def _look(one: Any) -> Row:
    call = one.proposal.call
    why = _("第 %(n)s 条：提的人不同意撤下，请您看一次") % {"n": one.proposal.number}
    return _row(
        localtime(one.asked_at).date(), call.title, why, address("collect:call_edit", call.pk), call.place
    )
