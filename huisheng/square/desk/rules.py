"""The queue's tabs, its order, and the place in it where a page begins. Plain values."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from huisheng.collect.concerns.stages import STAGE_NAMES, Stage

ALL = "all"
TABS = {
    Stage.HEARD.value: STAGE_NAMES[Stage.HEARD],
    Stage.WORKING.value: STAGE_NAMES[Stage.WORKING],
    Stage.DONE.value: STAGE_NAMES[Stage.DONE],
    Stage.REFERRED.value: STAGE_NAMES[Stage.REFERRED],
    Stage.PAUSED.value: STAGE_NAMES[Stage.PAUSED],
    Stage.JOINED.value: STAGE_NAMES[Stage.JOINED],
    ALL: "全部",
}
A_PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Cursor:
    """Behind (or, `backwards`, before) the matter with this moment and id in the order of the list."""

    moment: datetime
    pk: int
    backwards: bool = False

    def __str__(self) -> str:
        return f"{(self.moment - EPOCH) // timedelta(microseconds=1)}-{self.pk}"


def read_cursor(after: str, before: str) -> Cursor | None:
    """The cursor of `?after=` or `?before=`; anything else than what was printed is the beginning."""
    found = re.fullmatch(r"(\d{1,16})-(\d{1,18})", after or before)
    if not found:
        return None
    moment = EPOCH + timedelta(microseconds=int(found[1]))
    return Cursor(moment, int(found[2]), backwards=not after)


@dataclass(frozen=True)
class Order:
    """By which moment a list is ordered: what is due first on top, or what was said last on top."""

    key: str
    descending: bool = False

    def columns(self, *, backwards: bool) -> list[str]:
        """For order_by."""
        sign = "-" if self.descending != backwards else ""
        return [sign + self.key, sign + "id"]


DUE_FIRST, LAST_SAID_FIRST = Order("due_at"), Order("raised_at", descending=True)


def order_of(tab: str, *, late: bool) -> Order:
    """Everything is listed newest first, unless only the late ones are wanted; a queue by what is due."""
    return LAST_SAID_FIRST if tab == ALL and not late else DUE_FIRST
