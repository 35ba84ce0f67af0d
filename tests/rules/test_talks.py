"""M27: no talk without fates; names read from any list that people keep."""

from datetime import date, datetime, timedelta

from huisheng.collect.talks import rules
from huisheng.collect.talks.names import read_names
from huisheng.collect.talks.rules import Standing

EVENING = datetime(2026, 7, 29, 19, 30)
OPEN = Standing(starts=EVENING, points=9, bare=(3, 7))


def test_M27_a_talk_with_bare_points_names_them_and_stays_open():
    reason = rules.why_not_close(OPEN, now=EVENING + timedelta(hours=2))
    assert reason == "还有 2 条没有着落：第 3、7 条。"
    assert not rules.why_not_close(Standing(starts=EVENING, points=9), now=EVENING + timedelta(hours=2))


def test_M27_a_point_has_exactly_one_fate():
    assert "别人已经写了着落" in rules.why_not_settle(
        OPEN, already="agenda", fate="explained", words="说过了啊"
    )
    assert rules.why_not_settle(OPEN, already="", fate="forgotten", words="") == "请选一个着落。"


def test_M27_a_fate_has_the_words_that_it_needs():
    assert rules.why_not_settle(OPEN, already="", fate="explained", words="好") != ""
    assert rules.why_not_settle(OPEN, already="", fate="outside", words="不归我们") == "请写该找谁。"
    assert not rules.why_not_settle(OPEN, already="", fate="outside", words="", whom="12345")
    assert not rules.why_not_settle(OPEN, already="", fate="agenda", words="")


def test_a_talk_is_never_moved_into_the_past():
    coming = Standing(starts=EVENING)
    assert rules.why_not_move(
        coming, starts=EVENING - timedelta(days=9), now=EVENING - timedelta(days=1)
    ) == ("新的时间已经过了，请往后改。")
    assert "已经记了 9 条" in rules.why_not_move(OPEN, starts=EVENING + timedelta(days=9), now=EVENING)


def test_nothing_is_captured_before_the_day_nor_after_the_end():
    assert rules.why_not_capture(OPEN, "灯不亮", on=date(2026, 7, 28)).startswith("7月29日才开始")
    closed = Standing(starts=EVENING, closed=True)
    assert "已经结束" in rules.why_not_capture(closed, "灯不亮", on=date(2026, 7, 30))
    assert rules.why_not_capture(OPEN, " …… ", on=date(2026, 7, 29)) == "请写一句：说了什么。"


def test_what_somebody_with_a_name_said_is_never_dropped():
    assert "要给一个着落" in rules.why_not_drop(OPEN, fate="", spoke=True, why="记重了")
    assert not rules.why_not_drop(OPEN, fate="", spoke=False, why="记重了")


def test_three_hundred_names_pasted_as_one_list_are_three_hundred_people():
    surnames, given = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩", "安宁平康乐和顺美明华丽芳强军勇伟杰涛磊静"
    names = [a + b for a in surnames for b in given]
    assert len(names) == 300
    for text in ("\n".join(names), "、".join(names), "，".join(names), " ".join(names)):
        assert read_names(text).names == tuple(names)
    numbered = "\n".join(f"{n}. {name}  1380000{n:04d}" for n, name in enumerate(names, 1))
    assert read_names(numbered).names == tuple(names)


def test_a_column_from_a_spreadsheet_is_read_without_its_head_and_its_telephones():
    text = "序号\t姓名\t电话\n1\t李　明\t13800000000\n2\t欧阳澄\t0731-84560431\n3\t买买提·艾力\t"
    assert read_names(text).names == ("李明", "欧阳澄", "买买提·艾力")


def test_who_stands_twice_counts_once_and_is_told():
    read = read_names("罗映荷、蔡一舟、罗映荷\n12345")
    assert (read.names, read.again) == (("罗映荷", "蔡一舟"), ("罗映荷",))


def test_namesakes_are_two_when_something_stands_beside_the_name():
    assert read_names("李伟(3栋)、李伟(5栋)").names == ("李伟(3栋)", "李伟(5栋)")


def test_M27_a_fate_is_corrected_freely_before_the_end_and_with_a_reason_after_it():
    fine = {"given": "agenda", "same": False, "later": False}
    assert not rules.why_not_correct(OPEN, why="", **fine)
    closed = Standing(starts=EVENING, points=9, closed=True)
    assert "请写为什么改" in rules.why_not_correct(closed, why=" ", **fine)
    assert not rules.why_not_correct(closed, why="记错了", **fine)


def test_M27_a_fate_that_somebody_has_gone_on_with_stays():
    fine = {"given": "agenda", "same": False, "later": False, "why": "记错了"}
    assert "有人接着办了" in rules.why_not_correct(OPEN, **fine | {"later": True})
    assert "一样" in rules.why_not_correct(OPEN, **fine | {"same": True})
    assert "还没有着落" in rules.why_not_correct(OPEN, **fine | {"given": ""})
