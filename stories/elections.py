"""听雨苑 elects its third committee: the preparatory group, the candidates, their list on the wall, then the ballot."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.deliberate.elections import services as elections
from huisheng.deliberate.models import Assembly, Preparation, Roll
from huisheng.deliberate.notices import services as notices

MEMBERS = (
    ("guo", "street", "街道办事处指派", True),
    ("lin", "community", "居委会指派", False),
    ("wen", "owner", "5 栋业主推荐", False),
    ("he", "owner", "3 栋业主推荐", False),
    ("zhou", "owner", "2 栋业主推荐", False),
)
CANDIDATES = (
    ("陈立渠", "1栋1单元101", "self", "愿意把每季度的账贴到单元门口。"),
    ("罗映荷", "2栋2单元302", "group", "做过会计，愿意管账。"),
    ("欧阳澄", "4栋1单元402", "owners", "在小区住了十一年。"),
    ("蔡一舟", "5栋2单元201", "self", ""),
)


def preparation(told: dict[str, Any], made: Assembly, roll: Roll, *, at: datetime) -> Preparation:
    """Six weeks from the group to the end of the list; one objection was heard and answered."""
    by: dict[str, Any] = {"by": told["lin"]}
    began = elections.begin(
        made, roll=roll, title="第三届业主委员会委员", seats=3, profile="national-2021",
        guidance="莲池街道物业办", asked_on=(at - timedelta(days=20)).date(), founded_on=at.date(), at=at, **by,
    )  # fmt: skip
    for key, side, named_by, leads in MEMBERS:
        elections.add_member(began, name=told[key].name, side=side, named_by=named_by, leads=leads)
    elections.settle(began, at=at + timedelta(days=2), **by)
    backers = [f"4栋{entrance}单元{floor}01" for entrance in (1, 2) for floor in range(1, 7)]
    for name, unit, how, words in CANDIDATES:
        elections.name(
            began, name=name, unit=unit, how=how, agreed=True, words=words, at=at + timedelta(days=6),
            backers=backers if how == "owners" else (), **by,
        )  # fmt: skip
    up = at + timedelta(days=10)
    notice = elections.put_up(
        began, publisher="听雨苑业主大会筹备组", phone=told["lianchi"].phone, boards=["entrance", "itself"],
        begins=up.date(), at=up, **by,
    )  # fmt: skip
    notices.post_up(
        notice,
        list(notices.missing_spots(notice)),
        who="周志恒",
        on=up.date(),
        at=up + timedelta(hours=2),
        **by,
    )
    assert notice.text
    over = up + (notice.text.ends - up.date()) + timedelta(days=1)
    notices.close(notice, says="没有人有意见，名单定了。", at=over, **by)
    return elections.known().get(pk=began.pk)
