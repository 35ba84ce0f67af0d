"""R2.14: done is said with content, by whoever it was; and the first sentence names the matter."""

import pytest

from huisheng.collect.concerns.rules import title_of, why_not_content

FULL = {
    "found": "三楼到四楼的声控开关坏了，灯泡也烧了，线头松着，碰到会麻手。",
    "done": "换了开关和灯泡，试了三遍都亮",
    "who": "陈师傅",
    "following": "一个月后再看",
    "basis": "",
    "refused": False,
}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, ""),
        ({"found": " "}, "查到了什么"),
        ({"done": ""}, "做了什么"),
        ({"who": ""}, "谁做的"),
        ({"found": "看了", "done": "修了", "following": ""}, "写得太少"),
        ({"found": "。" * 40, "done": "，" * 40}, "写得太少"),
        ({"refused": True}, "依据"),
        ({"refused": True, "basis": "物业管理条例第五十条"}, ""),
        ({"done": "已收到，已转交有关部门处理。"}, "不是办好了"),
        ({"done": "已转办！"}, "不是办好了"),
        ({"done": "已收到！师傅当天换了声控开关和灯泡，又查了整栋的线路"}, ""),
        ({"done": "已转交物业。物业当天换了开关，现在三层都亮了"}, ""),
    ],
)
def test_R2_14_received_or_forwarded_closes_nothing_and_a_report_has_content(more, why):
    said = why_not_content(**{**FULL, **more})
    assert why in said
    assert bool(said) == bool(why)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("灯坏了！快来修，三楼黑了一个星期", "灯坏了"),
        ("什么时候来水？已经停了两天", "什么时候来水"),
        ("三楼灯不亮。\n晚上看不见", "三楼灯不亮"),
        ("！！！灯坏了", "！！！灯坏了"),
        ("字" * 50, "字" * 39 + "…"),
    ],
)
def test_the_first_sentence_names_the_matter(words, title):
    assert title_of(words) == title
