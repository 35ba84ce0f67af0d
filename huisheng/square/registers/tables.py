"""The tables that can be handed in and taken out: places, posts, people, matters, categories, the calendar, a hotline's orders."""

from django.utils.translation import gettext_noop

from huisheng.square.registers.hotline import ORDER, load_orders, order_choices
from huisheng.square.registers.matters import CONCERN, load_matters, matter_choices, matters_now
from huisheng.square.registers.office import (
    DAY,
    LEAF,
    days_now,
    leaf_choices,
    leaves_now,
    load_days,
    load_leaves,
)
from huisheng.square.registers.people import PERSON, load_people, people_now, person_choices
from huisheng.square.registers.places import PLACE, load_places, place_choices, places_now
from huisheng.square.registers.posts import POST, load_posts, post_choices, posts_now
from huisheng.square.registers.rules import Register

REGISTERS = {
    one.key: one
    for one in (
        Register("places", gettext_noop("地方"), "place.import", PLACE, PLACE[1:4],
                 [("", "楼栋", "7栋", "听雨苑", "", "", "", "", "29.304000", "112.994300"),
                  ("", "网格", "第九网格", "莲池社区", "", "", "", "听雨苑 1栋、听雨苑 2栋", "", "")],
                 place_choices, load_places, places_now, placed=True,
                 hint=gettext_noop("编号空着就是新加，有编号就是改。“属于”写全称，例如“听雨苑 3栋”；上面的行刚加的也算。很多户一起登记，用“住户登记表”更快。纬度、经度用 WGS84（GPS）的度数。")),
        Register("posts", gettext_noop("岗位和人员"), "post.fill", POST, ("姓名", "岗位", "地点"),
                 [("王小明", "13800000000", "邻长", "听雨苑 3栋", "2026-01-01", "", "否")], post_choices, load_posts, posts_now,
                 personal=True, placed=True, hint=gettext_noop("姓名、电话、岗位、地点都一样，就是同一个任职：可以改到哪天和公不公开。")),
        Register("people", gettext_noop("人员"), "person.edit", PERSON, ("姓名", "电话", "住在"),
                 [("", "王小明", "13800000000", "", "听雨苑 3栋 2单元 301", "否", "看网页", "")], person_choices, load_people, people_now,
                 personal=True, placed=True,
                 hint=gettext_noop("编号空着就是新加，有编号就是改。“住在”写到门牌，几处用顿号隔开；没有登录名也可以。写了登录名的，密码当面设。")),
        Register("concerns", gettext_noop("事项"), "concern.file", CONCERN, ("地点", "内容"),
                 [("", "", "听雨苑 3栋", "", "三楼的灯不亮，晚上看不见台阶", "王小明", "13800000000", "柜台", "2026-03-02 08:30:00", "")],
                 matter_choices, load_matters, matters_now, personal=True, placed=True,
                 hint=gettext_noop("编号空着就是新的一件，类别空着照内容来归；说的时间空着就是现在。有编号的只能改类别，别的到那一件的页面上写。下载的是最近 3000 件。")),
        Register("categories", gettext_noop("类别"), "category.edit", LEAF, ("大类", "名称", "时限"),
                 [("", "物业管理", "示例：门禁坏了", "", "门禁|刷卡", "", "", "", "是")], leaf_choices, load_leaves, leaves_now),
        Register("calendar", gettext_noop("工作日历"), "calendar.edit", DAY, DAY[:2],
                 [("2027-01-01", "0", "元旦"), ("2027-02-20", "1", "春节调休")], lambda _paths: {"是否工作日": ("0", "1")}, load_days, days_now),
        Register("orders", gettext_noop("热线工单"), "concern.import", ORDER, (),
                 [("HT-2026-0001", "路灯不亮", "莲池广场西边一排灯都不亮", "2026-03-02 08:30:00", "莲池广场", "", "", "", "2026-03-09 18:00:00", "", "")],
                 order_choices, load_orders),
    )
}  # fmt: skip
