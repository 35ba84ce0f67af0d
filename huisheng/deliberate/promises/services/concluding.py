"""An item ends together with its first promise: who, what, by which day, in one act and one line (M41, M42)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from huisheng.deliberate.councils.models import Item
from huisheng.deliberate.councils.services import decide
from huisheng.deliberate.promises import rules
from huisheng.deliberate.promises.services.keeping import hand_back
from huisheng.deliberate.promises.services.making import Owner, in_a_line, promise
from huisheng.echo.refusals import refuse_if
from huisheng.people.models import Person


@transaction.atomic
def conclude(
    item: Item,
    *,
    first: str = "",
    owner: Owner | None = None,
    due: date | None = None,
    none_needed: str = "",
    by: Person | None,
    at: datetime,
    hat: str = "",
    **ending: Any,
) -> Item:
    """The item ends (`ending` as councils.decide takes it) and `first` is promised by `owner` for `due`, told in one line.

    Refused when something agreed has neither a promise nor a reason why `none_needed`. What bodies had promised and
    done before hands the matters back at once.
    """
    given = bool(first.strip() or owner or due)
    also = _also(first, owner, due, none_needed)
    decided = decide(item, no_promise=none_needed, also=also, by=by, at=at, hat=hat, **ending)
    if given:
        promise(decided, words=first, owner=owner, due=due, by=by, at=at, hat=hat, told=False)
    promised = decided.promises.exists()
    refuse_if(rules.why_not_conclude(decided.outcome, promised=promised, none_needed=none_needed))
    hand_back(decided, by=by, at=at, hat=hat)
    return decided


def _also(first: str, owner: Owner | None, due: date | None, none_needed: str) -> str:
    """What the line of the decision goes on with."""
    if first.strip() and owner and due:
        return f"{in_a_line(first, owner, due)}。"
    why = none_needed.strip().rstrip("。")
    return f"不用再安排谁去做：{why}。" if why else ""
