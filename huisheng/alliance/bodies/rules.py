"""Whose an outside body is, and who may change it (M15, I8)."""

from collections.abc import Iterable

from huisheng.echo.refusals import YES, because

MOST_DAYS = 120


def why_not_change(scope: str, *, mine: Iterable[str]) -> str:
    """`scope`: the path that a body serves, "" for one shared by all streets; `mine`: the paths of the reader's area."""
    if not scope:
        return because("这个单位几个街道共用，不能由一个街道来改。可以另外登记一个本街道的。")
    if not any(scope.startswith(path) or path.startswith(scope) for path in mine):
        return because("这个单位是别的街道登记的。")
    return YES


def why_not_keep(name: str, *, answers_in: int, above_self: bool) -> str:
    """What the register needs to know of a body."""
    if not name.strip():
        return because("请写名称。")
    if not 1 <= answers_in <= MOST_DAYS:
        return because("答复的工作日数请写 1 到 %(most)s。", most=MOST_DAYS)
    if above_self:
        return because("上级单位不能是它自己，也不能是它的下级。")
    return YES
