"""A knock at a door (M24): where, and what was said. No check-in, no track, no photo is asked for (R1.3)."""

from huisheng.echo.refusals import YES, because

LONGEST = 1000


def why_not_visit(words: str, *, closed: bool) -> str:
    """A visit is written down for what was said, not to prove that somebody went."""
    if closed:
        return because("这个地方已经停用了。")
    if len(words.strip()) < 2:
        return because("请写一句听到了什么、看到了什么。没有什么要记的，就不用记。")
    return YES if len(words) <= LONGEST else because("写得太长了，请在 %(most)s 字以内。", most=LONGEST)


def why_not_raise(*, raised: bool) -> str:
    """One visit becomes one matter; what is new is another visit."""
    return because("这次上门听到的已经报过了。") if raised else YES
