"""Where a branch may serve (M06)."""

from collections.abc import Iterable

from huisheng.echo.refusals import YES, because


def why_not_serve(home: str, estates: Iterable[str]) -> str:
    """Paths of the community and of the estates: a branch serves at least one, all of its own community or street."""
    paths = list(estates)
    if not paths:
        return because("请至少选一个小区。")
    if any(not path.startswith(home) for path in paths):
        return because("支部服务的小区要在它所在的范围里。")
    return YES
