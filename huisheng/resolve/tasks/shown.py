"""How a task is shown: its day in words, its owner, its acts with their reasons."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huisheng.echo.asking import in_words
from huisheng.resolve.tasks import rules
from huisheng.resolve.tasks.models import Task
from huisheng.resolve.tasks.rules import Act, Stage


def clock_of(task: Task, *, on: date) -> dict[str, str]:
    """The day for `_clock.html`: how late, how many days are left, or that it is over."""
    if task.stage not in rules.OPEN:
        return {"words": _(rules.STAGE_NAMES[Stage(task.stage)]), "what": "", "state": ""}
    over = rules.days_over(task.due, on=on)
    if over:
        return {"words": _("过了 %(n)s 天") % {"n": over}, "what": "", "state": "late"}
    left = (task.due - on).days
    words = _("今天到期") if not left else _("还有 %(n)s 天") % {"n": left}
    return {"words": words, "what": "", "state": "due" if left <= 2 else ""}


def row_of(task: Task, *, on: date) -> dict[str, Any]:
    """One task in a list."""
    return {"task": task, "clock": clock_of(task, on=on), "owner": str(task.owner)}


def acts_of(
    task: Task, *, may_do: bool, may_move: bool, may_drop: bool, promised: bool
) -> list[dict[str, Any]]:
    """The acts for this reader: refused ones stay and say why; a closed task has none."""
    if task.stage not in rules.OPEN:
        return []
    offers = []
    if may_do:
        offers = [
            _act(_("接下"), "accept", rules.why_not_act(task.stage, Act.ACCEPTED), "", asks=False),
            _act(_("做完了"), "finish", rules.why_not_act(task.stage, Act.FINISHED), ""),
            _act(_("记一笔"), "note", rules.why_not_act(task.stage, Act.NOTED), "quiet"),
            _act(_("加几步"), "steps", rules.why_not_act(task.stage, Act.NOTED), "quiet"),
            _act(_("转给别人"), "hand", rules.why_not_act(task.stage, Act.HANDED), "quiet"),
            _act(
                _("退回"), "return", rules.why_not_return(task.stage, returned_at=task.returned_at), "quiet"
            ),
        ]
        first = next((one for one in offers if not one["why"]), None)
        if first:
            first["style"] = "main"
        offers = [one for one in offers if one["url"] != "accept/" or not one["why"]]
    if may_move:
        offers.append(_act(_("改日子"), "day", rules.why_not_act(task.stage, Act.MOVED), "quiet"))
    if may_drop:
        offers.append(_act(_("不用做了"), "drop", rules.why_not_drop(task.stage, promised=promised), "stop"))
    return offers


def _act(label: str, name: str, why: str, style: str, *, asks: bool = True) -> dict[str, Any]:
    return {
        "label": label,
        "url": f"{name}/",
        "why": in_words(why),
        "style": style,
        "form_page": asks,
        "key": "",
    }
