"""What a catalogue may look like: short enough to choose from, with words that can be searched for (M32)."""

import re

from huisheng.echo.refusals import YES, because

MOST_LEAVES = 60


def why_not_another(leaves: int) -> str:
    """M32: at most 60 leaves in use; a longer list nobody reads."""
    if leaves >= MOST_LEAVES:
        return because("已经有 %(most)s 个类别在用，请先停用一个再加。", most=MOST_LEAVES)
    return YES


def why_not_leaf(*, name: str, keywords: str) -> str:
    """A leaf has a name, and keywords that can be searched for."""
    if not name.strip():
        return because("请写类别的名称。")
    try:
        found = re.compile(keywords) if keywords else None
    except re.error:
        return because("关键词读不懂。用竖线隔开就行，例如：电梯|加装电梯。")
    if found and found.search(""):
        return because("关键词里有空的一项，什么话都会归到这里。请去掉多余的竖线。")
    return YES


def why_not_clock(*, contact_amount: int, fix_amount: int) -> str:
    """A clock of nothing would be late before anybody read it."""
    if contact_amount < 1 or fix_amount < 1:
        return because("期限至少是 1。")
    return YES
