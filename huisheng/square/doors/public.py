"""What was said and done, in numbers that are computed, never typed (M151). No name, phone or door here (I6)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from huisheng.collect.concerns.behind import concerns_behind, is_key
from huisheng.collect.concerns.counting import Rate
from huisheng.collect.concerns.figures import Figures, figures, months_before
from huisheng.collect.concerns.letters import letters_for_all
from huisheng.collect.models import Category, Concern
from huisheng.echo.addresses import whole
from huisheng.echo.naming import called
from huisheng.echo.voices.masking import masked
from huisheng.people.permissions.views import act
from huisheng.territory.mine import find_place, my_place
from huisheng.territory.models import Place
from huisheng.territory.profiles.services import profile_of

PERIOD_NAMES = {"1": "本月", "3": "近三个月", "12": "近一年"}
A_PAGE, MOST_LETTERS = 40, 5
LABEL_WORDS = {
    "raised": "说的事",
    "contacted": "联系过的",
    "contact_in_time": "按时联系到的",
    "contact_asked": "该联系的",
    "finished": "报了办好的",
    "verdict": "居民说过办好没有的",
    "solved:yes": "居民说办好了的",
    "rated": "居民说过满意不满意的",
    "content": "满意和基本满意的",
    "confirmed": "居民确认的",
    "reopened": "重新办的",
    "excluded": "不计入的",
}


@dataclass(frozen=True)
class Asked:
    """Which community or street, and which months; the first of them and the last."""

    ground: Place
    months: str
    since: date
    until: date

    def url(self, key: str = "", **more: str) -> str:
        page = reverse("square:public_list", args=[key]) if key else reverse("square:public")
        return f"{page}?{urlencode({'in': self.ground.token, 'm': self.months} | more)}"


@act("public.see")
def public(request: HttpRequest) -> HttpResponse:
    """One community or street over some months."""
    asked = _asked(request)
    if asked is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    found = figures(asked.ground, since=asked.since, until=asked.until, now=now())
    shown = {
        "ground": asked.ground, "period": _(PERIOD_NAMES[asked.months]), "periods": _periods(asked),
        "figures": _numbers(found, asked), "rates": _rates(found, asked), "topics": _topics(found, asked),
        "others": _others(asked), "letters": _letters(asked), "brand": {"name": asked.ground.name},
        **profile_of(asked.ground),
    }  # fmt: skip
    return render(request, "square/public.html", shown)


def _asked(request: HttpRequest) -> Asked | None:
    given = find_place(request.GET.get("in", ""))
    place = given or my_place(request)
    ground = place and (place.community or place.street)
    if ground is None:
        streets = list(Place.objects.filter(kind="street", closed_on=None)[:2])
        ground = streets[0] if len(streets) == 1 else None
    if ground is None:
        return None
    months = request.GET.get("m", "")
    months, today = months if months in PERIOD_NAMES else "3", localdate()
    return Asked(ground, months, months_before(today, int(months) - 1), today)


def _periods(asked: Asked) -> list[dict[str, Any]]:
    return [
        {"url": asked.url(m=months), "label": _(label), "here": months == asked.months}
        for months, label in PERIOD_NAMES.items()
    ]


def _numbers(found: Figures, asked: Asked) -> list[dict[str, Any]]:
    days = found.days(0.5)
    rows = [
        ("raised", found.n("raised"), "", _("说的事")),
        ("finished", found.n("finished"), "", _("报了办好")),
        ("confirmed", found.n("confirmed"), "", _("居民确认")),
        (
            "finished",
            "—" if days is None else f"{days:g}",
            "" if days is None else _("天"),
            _("办好，中位数"),
        ),
    ]
    return [
        {"url": asked.url(key), "value": value, "unit": unit, "label": label}
        for key, value, unit, label in rows
    ]


def _rates(found: Figures, asked: Asked) -> list[dict[str, Any]]:
    """The three rates of R2.12, each with its numerator, its denominator and what was left out."""
    left_out = _("不计 %(n)s 件") % {"n": found.n("excluded")}
    return [
        _rate(_("响应率"), found.response, asked.url("contact_asked"), left_out),
        _rate(
            _("解决率"),
            found.resolution,
            asked.url("verdict"),
            _("联系不上 %(n)s 件") % {"n": found.n("lapsed")},
        ),
        _rate(_("满意率"), found.satisfaction, asked.url("rated"), ""),
    ]


def _rate(label: str, rate: Rate, url: str, aside: str) -> dict[str, Any]:
    return {
        "label": label,
        "percent": rate.percent,
        "part": rate.part,
        "whole": rate.of,
        "url": url,
        "aside": aside,
    }


def _topics(found: Figures, asked: Asked) -> list[dict[str, Any]]:
    """What is said most: kinds of matter. One query."""
    most = found.counts.get("category")
    top = most.most_common(8) if most else []
    names = Category.objects.in_bulk([pk for pk, _n in top])
    return [
        {"name": called(names[pk]), "count": n, "url": asked.url(f"category:{pk}")}
        for pk, n in top
        if pk in names and n
    ]


def _letters(asked: Asked) -> list[dict[str, Any]]:
    """What residents wrote and let neighbours read (M34), without what points to a person (I6). One query."""
    found = letters_for_all(asked.ground, since=asked.since, until=asked.until)[:MOST_LETTERS]
    return [
        {
            "words": masked(one.line.says, [one.concern.speaker.name]),
            "about": called(one.concern.category),
            "where": one.concern.area.name if one.concern.area else asked.ground.name,
            "day": one.line.at,
        }
        for one in found
    ]


def _others(asked: Asked) -> list[dict[str, str]]:
    """The street above and its communities, to look at the others too."""
    street = asked.ground.street
    if street is None:
        return []
    near = Place.objects.filter(Q(pk=street.pk) | Q(kind="community", street=street), closed_on=None)
    rows = near.exclude(pk=asked.ground.pk).order_by("path")[:40]
    return [
        {
            "name": row.name,
            "url": f"{reverse('square:public')}?{urlencode({'in': row.token, 'm': asked.months})}",
        }
        for row in rows
    ]


@act("public.see")
def public_list(request: HttpRequest, key: str) -> HttpResponse:
    """The list behind one number: kind, part of the community, stage and dates, nothing else."""
    asked = _asked(request)
    if asked is None or not is_key(key):
        raise Http404
    rows = _page(concerns_behind(key, asked.ground, since=asked.since, until=asked.until, now=now()), request)
    shown = {
        "ground": asked.ground, "label": _label(key), "period": _(PERIOD_NAMES[asked.months]), "rows": rows[:A_PAGE],
        "back": asked.url(), "earlier": _earlier(rows, key, asked), "brand": {"name": asked.ground.name},
    }  # fmt: skip
    return render(request, "square/public_list.html", shown)


def _label(key: str) -> str:
    name, _colon, number = key.partition(":")
    if name == "category":
        kind = Category.objects.filter(pk=int(number)).first()
        return called(kind)
    return _(LABEL_WORDS.get(key, "说的事"))


def _page(found: QuerySet[Concern], request: HttpRequest) -> list[Concern]:
    """One page and one more, from the keyset `before` (raised_at, id) on."""
    at, pk = _before(request.GET.get("before", ""))
    if at:
        found = found.filter(Q(raised_at__lt=at) | Q(raised_at=at, id__lt=pk))
    return list(found.select_related("category", "area")[: A_PAGE + 1])


def _before(text: str) -> tuple[datetime | None, int]:
    moment, _comma, pk = text.partition(",")
    try:
        at = parse_datetime(moment) if moment else None
    except ValueError:
        at = None
    return (at, whole(pk)) if at and at.tzinfo and whole(pk) else (None, 0)


def _earlier(rows: list[Concern], key: str, asked: Asked) -> str:
    if len(rows) <= A_PAGE:
        return ""
    last = rows[A_PAGE - 1]
    return asked.url(key, before=f"{last.raised_at.isoformat()},{last.pk}")
