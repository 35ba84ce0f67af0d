"""The tables that can be handed in and taken out: places, posts, people, matters, categories, the calendar, a hotline's orders."""

from django.utils.translation import gettext_noop

from huisheng.square.registers.hotline import ORDER, load_orders, order_choices
from huisheng.square.registers.office import (
    DAY,
    LEAF,
    days_now,
    leaf_choices,
    leaves_now,
    load_days,
    load_leaves,
)
from huisheng.square.registers.places import PLACE, load_places, place_choices, places_now
from huisheng.square.registers.posts import POST, load_posts, post_choices, posts_now
from huisheng.square.registers.rules import Register

REGISTERS = {
    one.key: one
    for one in (
        Register("places", gettext_noop("地方"), "place.import", PLACE, PLACE[1:4],
                 [("", "楼栋", "7栋", "听雨苑", "", "", "", ""), ("", "网格", "第九网格", "莲池社区", "", "", "", "听雨苑 1栋、听雨苑 2栋")],
                 place_choices, load_places, places_now, placed=True,
                 hint=gettext_noop("编号空着就是新加，有编号就是改。“属于”写全称，例如“听雨苑 3栋”；上面的行刚加的也算。很多户一起登记，用“住户登记表”更快。")),
        Register("posts", gettext_noop("岗位和人员"), "post.fill", POST, ("姓名", "岗位", "地点"),
                 [("王小明", "13800000000", "邻长", "听雨苑 3栋", "2026-01-01", "", "否")], post_choices, load_posts, posts_now,
                 personal=True, placed=True, hint=gettext_noop("姓名、电话、岗位、地点都一样，就是同一个任职：可以改到哪天和公不公开。")),
        Register("categories", gettext_noop("类别"), "category.edit", LEAF, ("大类", "名称", "时限"),
                 [("", "物业管理", "示例：门禁坏了", "", "门禁|刷卡", "", "", "", "是")], leaf_choices, load_leaves, leaves_now),
        Register("calendar", gettext_noop("工作日历"), "calendar.edit", DAY, DAY[:2],
                 [("2027-01-01", "0", "元旦"), ("2027-02-20", "1", "春节调休")], lambda _paths: {"是否工作日": ("0", "1")}, load_days, days_now),
        Register("orders", gettext_noop("热线工单"), "concern.import", ORDER, (),
                 [("HT-2026-0001", "路灯不亮", "莲池广场西边一排灯都不亮", "2026-03-02 08:30:00", "莲池广场", "", "", "", "2026-03-09 18:00:00", "", "")],
                 order_choices, load_orders),
    )
}  # fmt: skip
