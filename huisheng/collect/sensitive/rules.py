"""When a sensitive circumstance may be written down beside a matter (R13.5; 个人信息保护法 arts 28-30)."""

from huisheng.echo.refusals import YES, because

LONGEST = 1000


def why_not_write(words: str, *, agreed: bool, is_open: bool) -> str:
    """Health, hardship, minors: only while the matter runs, and only with the separate consent of whom it is about."""
    if not is_open:
        return because("这件事已经办结，不再记敏感情况。")
    if len(words.strip()) < 2:
        return because("还什么都没写。")
    if not agreed:
        return because("要本人单独同意才能记（《个人信息保护法》第二十九条）。没有同意，就不记。")
    return YES


def why_not_open(purpose: str) -> str:
    """A reason first, in words."""
    return YES if len(purpose.strip()) >= 4 else because("请写一句为什么要看，例如：送饭前问清楚能不能吃糖。")
