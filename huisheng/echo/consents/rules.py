"""What personal data is held for, one row a purpose (RULES R13.1, R13.2; 个人信息保护法 arts 6, 13-17, 25).

The privacy page, a person's own page and the filing pack are made from this table; what a consent said is kept with it.
"""

from dataclasses import dataclass
from enum import StrEnum

from huisheng.echo.refusals import YES, Because, because


class How(StrEnum):
    """By which way somebody agreed, or took it back."""

    PAGE = "page"
    PAPER = "paper"
    COUNTER = "counter"
    PHONE = "phone"


HOW_NAMES = {
    How.PAGE: "网页上",
    How.PAPER: "书面",
    How.COUNTER: "当面",
    How.PHONE: "电话里",
}


@dataclass(frozen=True)
class Purpose:
    """`holds`: which data; `sees`: who reads it; `kept`: how long; `basis`: the law that allows it.

    `asks`: the words that somebody agrees to; "" where the law needs no consent. A change of these words is a new
    `version`: whoever agreed to the old one agreed to the old words only.
    """

    name: Because
    holds: Because
    sees: Because
    kept: Because
    basis: Because
    asks: Because = YES
    version: int = 1
    public: bool = False  # whoever agreed may take it back with one press, and it is hidden at once


PURPOSES: dict[str, Purpose] = {
    "matter": Purpose(
        name=because("办您说的事，告诉您进展"),
        holds=because("您说的话、在哪儿；称呼、电话、邮箱、怎样告知您（都可以不写）"),
        sees=because("您自己、负责的人、转去的单位；邻居只看到去掉姓名、电话、门牌的话"),
        kept=because("办结两年后去掉称呼、电话、邮箱和账号，只留办事经过"),
        basis=because("履行法定职责所必需：《个人信息保护法》第十三条第一款第三项、第三十四条"),
    ),
    "sensitive": Purpose(
        name=because("照顾到健康、困难、未成年人这些情况"),
        holds=because("负责的人经您同意另外记下的敏感情况"),
        sees=because("加密保存；负责的人写明为什么才能打开，每打开一次都有记录"),
        kept=because("办结一年后删除"),
        basis=because("有特定目的和充分必要，并单独同意：《个人信息保护法》第二十八至三十条"),
        asks=because("我知道并同意把这些情况记下来，只用来办这件事。"),
    ),
    "resident": Purpose(
        name=because("知道谁住在哪里，怎样告知"),
        holds=because("社区登记的居民的姓名、电话、邮箱、住在哪一户、是不是长者、怎样告知（不登记也一样说事）"),
        sees=because("社区和街道的工作人员；成批取出要写明为什么，每次都有记录"),
        kept=because("到本人要求删除为止"),
        basis=because("履行法定职责所必需：《个人信息保护法》第十三条第一款第三项、第三十四条"),
    ),
    "post": Purpose(
        name=because("知道每一户该找谁"),
        holds=because("任职的人的姓名、电话、岗位、任期、参加过的培训"),
        sees=because("社区和街道的工作人员"),
        kept=because("卸任以后保留，说明当时由谁负责"),
        basis=because("履行法定职责所必需：《个人信息保护法》第十三条第一款第三项、第三十四条"),
    ),
    "post_public": Purpose(
        name=because("让居民直接找到您"),
        holds=because("任职的人的姓名和一个电话"),
        sees=because("任何人"),
        kept=because("到卸任或者收回同意为止"),
        basis=because("单独同意：《个人信息保护法》第二十五条"),
        asks=because("我同意公开姓名和这个电话，居民能直接找到。"),
        public=True,
    ),
    "nominated": Purpose(
        name=because("任命以前公示，听大家的意见"),
        holds=because("被提名人的姓名和一句介绍"),
        sees=because("任何人，公示期内"),
        kept=because("公示期满就不再公开；记录保留"),
        basis=because("单独同意：《个人信息保护法》第二十五条"),
        asks=because("我同意被提名，也同意公示姓名。"),
    ),
    "stands": Purpose(
        name=because("参选业主委员会"),
        holds=because("候选人的姓名、楼栋、一句介绍"),
        sees=because("任何人，在候选人名单和选票上"),
        kept=because("随选举档案保留"),
        basis=because("单独同意：《个人信息保护法》第二十五条"),
        asks=because("我同意参选，同意公布姓名。"),
    ),
    "letter_public": Purpose(
        name=because("让邻居看您写的信"),
        holds=because("您写的信，不带称呼"),
        sees=because("任何人，去掉姓名、电话、门牌以后"),
        kept=because("到收回同意为止"),
        basis=because("单独同意：《个人信息保护法》第二十五条"),
        asks=because("我同意让邻居看这封信，不写我的名字。"),
        public=True,
    ),
    "owner": Purpose(
        name=because("业主表决"),
        holds=because("业主的姓名、编号、房号、面积；投了什么只留代号"),
        sees=because("姓名加密保存，只在备案时打开，有记录；公布的名册只有代号"),
        kept=because("名册定下三年后删除姓名，代号和结果随档案保留"),
        basis=because("法律规定：《民法典》第二百七十八条"),
    ),
    "login": Purpose(
        name=because("登录和安全"),
        holds=because("登录名、密码的指纹、谁什么时候看过个人信息；输错的次数不记是谁"),
        sees=because("街道负责安全的人"),
        kept=because("登录 8 小时；查看记录三年；输错的次数七天"),
        basis=because("《网络安全法》留存网络日志不少于六个月；《个人信息保护法》第五十一、五十四条"),
    ),
}  # fmt: skip


def why_not_consent(purpose: str, *, about: str) -> str:
    """Consent is asked only where it is needed (R13.2), and for one thing at a time."""
    if not PURPOSES[purpose].asks:
        return because("“%(what)s”不用同意：法律规定就是这样办。", what=PURPOSES[purpose].name)
    return YES if about else because("没有写同意的是哪一件。")
