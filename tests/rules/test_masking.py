"""What anybody may read of somebody's words."""

import pytest

from huisheng.echo.simplified import simplified
from huisheng.echo.voices.masking import masked


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("我家3栋2单元301漏水，电话13812340431", "我家3栋**漏水，电话**"),
        ("王奶奶住302室", "某奶奶住**"),
        ("3-2-301的张阿姨说", "**的某阿姨说"),
        ("我叫李小明，打 138-1234-0431", "我叫**，打 **"),
        ("5栋1203渗水", "5栋**渗水"),
        ("座机0731-58221234", "座机**"),
        ("写信到 a.b@example.com", "写信到 **"),
        ("湘A12345挡住了消防通道", "**挡住了消防通道"),
        ("湘Ａ·Ｄ１２３４５ 又来了", "** 又来了"),
        ("那辆粤B1234学", "那辆**"),
        ("身份证 430102 19900101 123X", "身份证 **"),
        ("卡号6222 0200 1234 5678 901", "卡号**"),
        ("电话幺三八一二三四零四三一", "电话**"),
        ("打1-3-8 1.2.3.4 0 4 3 1找我", "打**找我"),
        ("(0731) 5822 1234 没人接", "** 没人接"),
        ("微信号：lichi_2020 加我", "微信号：** 加我"),
    ],
)
def test_phones_doors_and_names_are_not_shown(said, shown):
    assert masked(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "三楼楼道灯不亮",
        "电梯坏了2-3天",
        "我家房子漏水",
        "停水3天，12户人家",
        "方家巷有坑",
        "2026年3月起",
        "2026-11-22 18:30 停电",
        "一楼二楼三楼都不亮",
        "2025-2026 年度",
        "花了 1,200.50 元，30 户分摊",
        "12345 已转",
        "湘江边的路灯",
        "办了A类5件",
        "1、2、3、4、5、6、7、8、9、10、11栋",
    ],
)
def test_ordinary_words_stay_as_they_are(said):
    assert masked(said) == said


def test_a_name_that_is_known_goes_wherever_it_stands():
    assert masked("陈桂芳家的灯坏了", names=["陈桂芳"]) == "**家的灯坏了"


def test_traditional_characters_find_the_simplified_words():
    assert simplified("樓道著火了") == "楼道着火了"
