"""What each number is called: on the street page, and over the list behind it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.collect.concerns.exits import EXIT_NAMES
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.stages import STAGE_NAMES
from huisheng.square.street.rules import ALL, CUSTOM, MONTH, QUARTER, YEAR, Period

PERIODS = {
    MONTH: gettext_noop("本月"),
    QUARTER: gettext_noop("近 3 个月"),
    YEAR: gettext_noop("近 12 个月"),
    ALL: gettext_noop("全部"),
}
NAMES = {
    "raised": gettext_noop("说出来的"),
    "contacted": gettext_noop("联系过居民的"),
    "contact_in_time": gettext_noop("按时联系到的"),
    "contact_late": gettext_noop("联系晚了的"),
    "contact_asked": gettext_noop("该联系的"),
    "overdue": gettext_noop("该联系还没联系的"),
    "finished": gettext_noop("有了答复的"),
    "fix_in_time": gettext_noop("时限内答复的"),
    "fix_late": gettext_noop("答复超了时限的"),
    "no_content": gettext_noop("答复没有内容的"),
    "confirmed": gettext_noop("居民确认的"),
    "satisfied": gettext_noop("居民确认并满意的"),
    "verdict": gettext_noop("问到居民的"),
    "solved:yes": gettext_noop("居民说办好了的"),
    "solved:partly": gettext_noop("居民说办了一部分的"),
    "solved:no": gettext_noop("居民说没办好的"),
    "rated": gettext_noop("居民评了满意不满意的"),
    "content": gettext_noop("很满意和基本满意的"),
    "rated:very": gettext_noop("很满意的"),
    "rated:basically": gettext_noop("基本满意的"),
    "rated:not": gettext_noop("不满意的"),
    "lapsed": gettext_noop("没有问到居民、按规则结束的"),
    "withdrawn": gettext_noop("居民撤回的"),
    "exited": gettext_noop("告知另有去处的"),
    "joined": gettext_noop("并到别的事里办的"),
    "excluded": gettext_noop("不计入三率的"),
    "reopened": gettext_noop("重新办过的"),
    "late": gettext_noop("现在超了时限的"),
    "promised": gettext_noop("七天内到期的"),
}


def name_of(key: str, categories: dict[int, str]) -> str:
    """The name of a key (behind.KEYS and those with a number)."""
    name, _colon, number = key.partition(":")
    if key in NAMES:
        return _(NAMES[key])
    if name == "stage":
        return _("现在“%(stage)s”的") % {"stage": _(STAGE_NAMES[Concern.Stage(number)])}
    if name == "exit":
        return _("另有去处：%(why)s") % {
            "why": _(EXIT_NAMES[next(one for one in EXIT_NAMES if one.value == number)])
        }
    return _numbered(name, int(number), categories)


def _numbered(name: str, number: int, categories: dict[int, str]) -> str:
    kind = categories.get(number, "")
    if name == "within":
        return _("%(days)s 天内答复的") % {"days": days(number)}
    if name == "over":
        return _("超过 %(days)s 天才答复的") % {"days": days(number)}
    if name == "workdays":
        return _("%(days)s 个工作日内答复的") % {"days": number}
    if name == "hot":
        return _("近 30 天的“%(kind)s”") % {"kind": kind}
    if name == "finished_of":
        return _("“%(kind)s”里有了答复的") % {"kind": kind}
    if name == "fix_in_time_of":
        return _("“%(kind)s”里时限内答复的") % {"kind": kind}
    return kind


def days(hours: int) -> str:
    """Hours as days with one decimal, whole ones without."""
    return f"{hours / 24:.1f}".removesuffix(".0")


def in_words(period: Period) -> str:
    """The period as the head of the page says it."""
    if period.key == CUSTOM and period.since and period.until:
        return _("%(since)s 到 %(until)s") % {
            "since": f"{period.since:%Y-%m}",
            "until": f"{period.until:%Y-%m}",
        }
    return _(PERIODS[period.params.get("p", ALL)])
