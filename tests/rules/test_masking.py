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
    ],
)
def test_phones_doors_and_names_are_not_shown(said, shown):
    assert masked(said) == shown


@pytest.mark.parametrize(
    "said",
    ["三楼楼道灯不亮", "电梯坏了2-3天", "我家房子漏水", "停水3天，12户人家", "方家巷有坑", "2026年3月起"],
)
def test_ordinary_words_stay_as_they_are(said):
    assert masked(said) == said


def test_a_name_that_is_known_goes_wherever_it_stands():
    assert masked("陈桂芳家的灯坏了", names=["陈桂芳"]) == "**家的灯坏了"


def test_traditional_characters_find_the_simplified_words():
    assert simplified("樓道著火了") == "楼道着火了"
