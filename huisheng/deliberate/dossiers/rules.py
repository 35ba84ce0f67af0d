"""A dossier binds several meetings and matters to one affair of the street (M47): every function answers with its reason.

Plain values, no Django; empty means yes.
"""

from huisheng.echo.refusals import YES, because

LONGEST_TITLE, LONGEST_WORDS = 80, 2000
MOST_SESSIONS, MOST_MATTERS = 60, 200


def why_not_keep(title: str, words: str) -> str:
    """What it is called and what it is to come to."""
    if len(title.strip()) < 2:
        return because("请写这件大事叫什么。")
    if len(title) > LONGEST_TITLE or len(words) > LONGEST_WORDS:
        return because("写得太长了，请短一些。")
    return YES if words.strip() else because("请写一句：要办成什么样。")


def why_not_change(*, ended: bool) -> str:
    """What was ended stays as it is."""
    return because("这件大事已经收尾了，不再改动。") if ended else YES


def why_not_add_session(*, ended: bool, there: bool, same_street: bool, n: int) -> str:
    """Once each, of the same street (I8)."""
    if reason := why_not_change(ended=ended):
        return reason
    if not same_street:
        return because("这个会是别的街道的。")
    if there:
        return because("这次会已经在里面了。")
    return because("最多放 %(most)s 次会。", most=MOST_SESSIONS) if n >= MOST_SESSIONS else YES


def why_not_add_matter(number: str, *, ended: bool, there: bool, same_street: bool, n: int) -> str:
    """Once each, of the same street; a matter stays with whoever holds it."""
    if reason := why_not_change(ended=ended):
        return reason
    if not same_street:
        return because("%(number)s 是别的街道的事。", number=number)
    if there:
        return because("%(number)s 已经在里面了。", number=number)
    return because("最多放 %(most)s 件事。", most=MOST_MATTERS) if n >= MOST_MATTERS else YES


def why_not_end(*, ended: bool, words: str) -> str:
    """It ends with what came of it."""
    if reason := why_not_change(ended=ended):
        return reason
    return YES if len(words.strip()) >= 4 else because("请写办成了什么样，居民会看到。")
