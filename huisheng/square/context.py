"""What every page knows: the look, and where this reader can go."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from huisheng.echo.addresses import address
from huisheng.people.permissions.rules import Hat, hat_for
from huisheng.territory.brands.services import worn_by

DAILY = [
    ("today.see", "square:today", "今天"),
    ("desk.see", "square:desk", "工作台"),
    ("street.see", "square:street", "街道"),
    ("task.see", "resolve:tasks", gettext_noop("任务")),
    ("talk.edit", "collect:talk_desk", gettext_noop("夜话")),
    ("council.found", "deliberate:councils_mine", gettext_noop("议事")),
    ("assembly.edit", "deliberate:assemblies", gettext_noop("业主大会")),
    ("budget.edit", "deliberate:budgets_mine", gettext_noop("预算")),
    ("project.do", "resolve:projects_mine", gettext_noop("项目")),
    ("notice.edit", "deliberate:notices", gettext_noop("公示")),
]
# What is set up once and looked at now and then.
NOW_AND_THEN = [
    ("search.person", "square:search", gettext_noop("搜索")),
    ("place.see", "territory:places", "地方"),
    ("post.see", "territory:posts", "岗位"),
    ("body.see", "alliance:bodies", "外部单位"),
    ("message.see", "square:messages", "消息"),
    ("category.edit", "collect:catalogue", "类别"),
    ("data.answer", "square:data_requests", gettext_noop("信息请求")),
    ("retention.see", "square:retention", gettext_noop("留多久")),
    ("register.see", "square:registers", gettext_noop("表格导入")),
    ("calendar.edit", "square:calendar", gettext_noop("日历")),
    ("desk.see", "square:tokens", gettext_noop("接口")),
    ("audit.see", "square:audit", gettext_noop("安全日志")),
]
FEW = 7  # so many stand in one row as they are


def page(request: HttpRequest) -> dict[str, Any]:
    """`look`, `brand` and `nav` for base.html; staff see the pages that their posts open, residents none."""
    look = request.COOKIES.get("look", "")
    if not request.user.is_authenticated:
        return {"look": look, "brand": worn_by(request), "nav": ""}
    hats = frozenset(request.hats)  # type: ignore[attr-defined]
    pages = (address(name) for _act, name, _label in (*DAILY, *NOW_AND_THEN))
    here = request.path if request.path in pages else ""
    return {"look": look, "brand": worn_by(request), "nav": _nav(hats, here, get_language())}


@lru_cache(maxsize=512)
def _nav(hats: frozenset[Hat], here: str, language: str) -> SafeString:
    """Written once for each set of hats, page and language."""

    def open_to_me(entries: list[tuple[str, str, str]]) -> list[dict[str, Any]]:
        pages = [(address(name), label) for act, name, label in entries if hat_for(act, [*hats])]
        return [{"url": url, "label": _(label), "here": here == url} for url, label in pages]

    daily, rest = open_to_me(DAILY), open_to_me(NOW_AND_THEN)
    if len(daily) + len(rest) <= FEW:
        daily, rest = [*daily, *rest], []
    return render_to_string(
        "_nav.html", {"nav": daily, "rest": rest, "there": any(one["here"] for one in rest)}
    )
