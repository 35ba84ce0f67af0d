"""The street page in words: every number a link to the list behind it, no rate without what it is computed from."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.collect.concerns.counting import Rate, percentile
from huisheng.collect.concerns.exits import EXIT_NAMES
from huisheng.collect.concerns.figures import WITHIN_DAYS, Figures, previous
from huisheng.collect.concerns.shown import clock_of
from huisheng.collect.concerns.stages import STAGE_NAMES, Stage
from huisheng.collect.models import Concern
from huisheng.echo.addresses import address
from huisheng.echo.naming import with_name
from huisheng.square.street.links import Links
from huisheng.square.street.rules import Period
from huisheng.square.street.services import Asked, Read, read
from huisheng.square.street.words import PERIODS, in_words, name_of
from huisheng.territory.models import Place

KEPT = 3600  # seconds
FIRST_KINDS = 8


def street_page(asked: Asked) -> dict[str, Any]:
    """Everything that square/street.html shows. What is written again only when the figures changed (`seal`, kept so
    many seconds) is worked out when the page asks for it."""
    found = read(asked)
    asked, now = found.asked, found.now
    links = Links(asked)
    parts_of_figures: dict[str, Callable[[], Any]] = {
        "tabs": lambda: _tabs(asked, links),
        "summary": lambda: _summary(now, links),
        "rates": lambda: _rates(found, asked, links),
        "left_out": lambda: _left_out(now, links),
        "funnel": lambda: _funnel(now, links),
        "speed": lambda: _speed(now, links),
        "within": lambda: [_within(now, links, most) for most in WITHIN_DAYS],
        "coverage": lambda: _coverage(asked.place),
        "kinds": lambda: kinds_of(now, asked, links, most=FIRST_KINDS),
        "all_kinds": lambda: links.kinds(len(now.counts.get("category", ()))),
        "parts": lambda: [_part(place, found.parts.get(place.pk), links) for place in asked.parts],
        "hot": lambda: [_hot(spot, asked, links) for spot in found.hot],
        "reopened": lambda: links.n("reopened", now.n("reopened")),
        "no_content": lambda: links.n("no_content", now.n("no_content")),
        "slow": lambda: links.n(f"over:{now.slow[0]}", now.slow[1]) if now.slow[1] else "",
    }
    return {
        **{name: SimpleLazyObject(work) for name, work in parts_of_figures.items()},
        "seal": found.seal,
        "kept": KEPT if found.seal else 0,
        "place": asked.place,
        "period": in_words(asked.period),
        "asked": asked,
        "batches": asked.batches,
        "up": asked.place.parent if asked.place.parent and asked.place not in asked.mine else None,
        "late": [row_of(one) for one in found.late],
        "late_all": links.n("late", now.late),
        "promised": [row_of(one) for one in found.promised],
        "promised_all": links.n("promised", now.promised),
        "made": found.made,
    }


def _tabs(asked: Asked, links: Links) -> list[dict[str, Any]]:
    kept = {key: value for key, value in links.params.items() if key not in ("p", "from", "to")}
    page = address("square:street")
    return [
        {
            "url": f"{page}?{urlencode(kept | {'p': key})}",
            "label": _(label),
            "here": links.params.get("p") == key,
        }
        for key, label in PERIODS.items()
    ]


def _summary(now: Figures, links: Links) -> SafeString:
    return format_html(
        _("说了 {raised} 件，{finished} 件有了答复；现在 {late} 件超了时限，{promised} 件七天内到期。"),
        raised=links.n("raised", now.n("raised")),
        finished=links.n("finished", now.n("finished")),
        late=links.n("late", now.late),
        promised=links.n("promised", now.promised),
    )


def _rates(found: Read, asked: Asked, links: Links) -> list[dict[str, Any]]:
    """R2.12: response, resolution, satisfaction; with what could not be asked and what is not counted beside them."""
    now, before = found.now, found.before
    left_out = format_html(_("不计 {n} 件"), n=links.n("excluded", now.n("excluded")))
    missed = format_html(_("没问到 {n} 件"), n=links.n("lapsed", now.n("lapsed")))
    partly = format_html(_("办了一部分 {n} 件"), n=links.n("solved:partly", now.n("solved:partly")))
    waiting = format_html(_("还没联系 {n} 件"), n=links.n("overdue", now.overdue))
    told = [
        (_("响应率"), "response", "contact_in_time", "contact_asked", [waiting, left_out]),
        (_("解决率"), "resolution", "solved:yes", "verdict", [partly, missed, left_out]),
        (_("满意率"), "satisfaction", "content", "rated", [missed, left_out]),
    ]
    return [
        _rate(
            label, getattr(now, name), part, whole, links, aside=aside + _change(before, name, asked.period)
        )
        for label, name, part, whole, aside in told
    ]


def _rate(label: str, rate: Rate, part: str, whole: str, links: Links, *, aside: list[Any]) -> dict[str, Any]:
    return {
        "label": label, "percent": rate.percent, "part": rate.part, "whole": rate.of, "url": links.to(part),
        "of": links.of(part, whole, rate), "aside": _joined(aside),
    }  # fmt: skip


def _joined(parts: list[Any]) -> SafeString:
    return format_html_join("，", "{}", ((part,) for part in parts))


def _change(before: Figures | None, name: str, period: Period) -> list[str]:
    """M154: never a change without both values and what each was computed from."""
    if before is None or period.since is None or period.until is None:
        return []
    rate: Rate = getattr(before, name)
    since, until = previous(period.since, period.until)
    months = f"{since:%Y.%m}" if since == until else f"{since:%Y.%m}—{until:%Y.%m}"
    if rate.percent is None:
        return [_("上期（%(months)s）没有可比的") % {"months": months}]
    values = {"months": months, "percent": rate.percent, "whole": rate.of, "part": rate.part}
    return [_("上期（%(months)s）%(percent)s%%（%(whole)s 件里 %(part)s 件）") % values]


def _left_out(now: Figures, links: Links) -> list[dict[str, Any]]:
    """Everything that the rates leave out, listed by why (R2.12)."""
    keys = ["withdrawn", "joined", *(f"exit:{one.value}" for one in EXIT_NAMES)]
    return [
        {"name": name_of(key, {}), "n": links.n(key, now.n(key)), "url": links.to(key)}
        for key in keys
        if now.n(key)
    ]


def _funnel(now: Figures, links: Links) -> list[dict[str, Any]]:
    """M150: from said to satisfied, and where each went on the way."""
    open_ = [
        (f"stage:{one}", _(label))
        for one, label in (("heard", "待联系"), ("working", "在办"), ("done", gettext_noop("等确认")))
    ]
    lost = {
        "contacted": [open_[0], ("exited", _("另有去处")), ("withdrawn", _("撤回"))],
        "finished": [
            open_[1],
            ("stage:paused", _("等条件")),
            ("stage:referred", _("转出")),
            ("reopened", _("重办")),
        ],
        "confirmed": [open_[2], ("lapsed", _("没问到"))],
        "satisfied": [("rated:not", _("不满意"))],
    }
    labels = {"raised": _("说出来"), "contacted": _("联系上"), "finished": _("有答复"), "confirmed": _("居民确认"),
              "satisfied": _("满意")}  # fmt: skip
    whole = now.n("raised") or 1
    return [
        {
            "label": label, "count": now.n(key), "whole": whole, "url": links.to(key),
            "lost": _joined([format_html("{} {}", name, links.n(other, _count(now, other)))
                             for other, name in lost.get(key, []) if _count(now, other)]),
        }
        for key, label in labels.items()
    ]  # fmt: skip


def _count(now: Figures, key: str) -> int:
    return now.starting("exit:") if key == "exited" else now.n(key)


def _speed(now: Figures, links: Links) -> list[dict[str, Any]]:
    """M155: median, where the slowest tenth begins, working days, within target."""
    workdays = now.workdays()
    target = now.in_target
    rows = [
        (now.days(0.5), _("天"), _("有答复，中位数"), "finished"),
        (now.days(0.9), _("天"), _("最慢的一成超过"), f"over:{now.slow[0]}"),
        (percentile(workdays, 0.5), _("个工作日"), _("有答复，中位数"), "finished"),
        (percentile(workdays, 0.9), _("个工作日"), _("最慢的一成超过"), "finished"),
        (target.percent, "%", _("时限内（%(whole)s 件里 %(part)s 件）") % {"whole": target.of, "part": target.part},
         "fix_in_time"),
    ]  # fmt: skip
    return [
        {"value": f"{value:g}", "unit": unit, "label": label, "url": links.to(key)}
        for value, unit, label, key in rows
        if value is not None
    ]


def _within(now: Figures, links: Links, most: int) -> dict[str, Any]:
    rate = now.within_days(most)
    key = f"within:{most * 24}"
    return {"days": most, "rate": rate, "of": links.of(key, "finished", rate), "url": links.to(key)}


def _coverage(place: Place) -> dict[str, Any] | None:
    """M03: homes with a named head, of those lived in; None where nobody counted homes."""
    counted = getattr(place, "coverage", None)
    if counted is None or not counted.occupied:
        return None
    rate = Rate(counted.named, counted.occupied)
    words = _("%(whole)s 户里 %(part)s 户") % {"whole": rate.of, "part": rate.part}
    return {
        "label": _("户户有人联"),
        "percent": rate.percent,
        "part": rate.part,
        "whole": rate.of,
        "of": words,
    }


def kinds_of(now: Figures, asked: Asked, links: Links, most: int | None = None) -> list[dict[str, Any]]:
    """By kind of matter (M155): how many, how long in working days, how many within target; the most said first."""
    said = now.counts.get("category")
    rows = []
    for kind, n in said.most_common(most) if said else []:
        taken = now.workdays(kind)
        target = Rate(now.n("fix_in_time", kind), sum(taken.values()))
        rows.append({
            "name": asked.categories.get(kind, ""), "n": links.n(f"category:{kind}", n),
            "median": percentile(taken, 0.5), "p90": percentile(taken, 0.9), "rate": target,
            "of": links.of(f"fix_in_time_of:{kind}", f"finished_of:{kind}", target),
        })  # fmt: skip
    return rows


def _part(place: Place, found: Figures | None, links: Links) -> dict[str, Any]:
    here = {"at": place.pk}
    counted = getattr(place, "coverage", None)
    row: dict[str, Any] = {"name": place.name, "url": links.page(at=str(place.pk)), "coverage": counted}
    if found is None:
        return row
    return row | {
        "n": links.n("raised", found.n("raised"), **here),
        "median": found.days(0.5),
        "rates": [
            {"label": label, "rate": rate, "of": links.of(part, whole, rate, **here)}
            for label, rate, part, whole in (
                (_("响应"), found.response, "contact_in_time", "contact_asked"),
                (_("解决"), found.resolution, "solved:yes", "verdict"),
                (_("满意"), found.satisfaction, "content", "rated"),
                (_("时限内"), found.in_target, "fix_in_time", "finished"),
            )
        ],
    }


def _hot(spot: Any, asked: Asked, links: Links) -> dict[str, Any]:
    return {
        "place": spot.place.where,
        "kind": asked.categories.get(spot.category, ""),
        "n": spot.n,
        "url": links.to(f"hot:{spot.category}", at=spot.place.pk),
    }


def row_of(concern: Concern) -> dict[str, Any]:
    return {
        "url": address("collect:matter", concern.speaker.number),
        "number": concern.speaker.number,
        "title": concern.voice.title,
        "place": concern.place.where,
        "who": with_name(concern.holder.kind, concern.holder.person.name) if concern.holder else "",
        "stage": _(STAGE_NAMES[Stage(concern.stage)]),
        "clock": clock_of(concern),
        "raised_at": concern.raised_at,
    }
