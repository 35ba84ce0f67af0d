"""The six lawful exits and the words of an emergency (RULES R2.4; 接诉即办条例 第十一条第三款)."""

from dataclasses import dataclass
from enum import StrEnum


class Exit(StrEnum):
    """The only reasons for which a concern is not handled here. There is no seventh."""

    EMERGENCY = "emergency"
    ELSEWHERE = "elsewhere"
    IN_HAND = "in_hand"
    SECRET = "secret"
    NOT_OURS = "not_ours"
    UNLAWFUL = "unlawful"


EXIT_NAMES = {
    Exit.EMERGENCY: "紧急情况，应打 110、119、120、122",
    Exit.ELSEWHERE: "已经或应当走诉讼、仲裁、纪检、复议、信访程序",
    Exit.IN_HAND: "同一件事正在办，没有新的情况",
    Exit.SECRET: "涉及国家秘密、商业秘密或他人隐私",
    Exit.NOT_OURS: "不属于街道社区和政府部门的职责",
    Exit.UNLAWFUL: "诉求违反法律或公序良俗",
}


@dataclass(frozen=True)
class Emergency:
    """What to dial first, and the word that said so."""

    dial: str
    word: str


EMERGENCY_WORDS = {
    "119": (
        "着火",
        "着了火",
        "起火",
        "失火",
        "火灾",
        "冒浓烟",
        "煤气泄漏",
        "燃气泄漏",
        "天然气泄漏",
        "闻到煤气",
        "闻到燃气",
        "煤气漏",
        "燃气漏",
        "天然气漏",
        "漏煤气",
        "漏燃气",
        "漏天然气",
        "煤气味",
        "燃气味",
        "电梯困人",
        "困在电梯",
    ),
    "120": (
        "晕倒",
        "昏迷",
        "不省人事",
        "没有呼吸",
        "没呼吸",
        "心脏病发",
        "中风",
        "触电了",
        "大出血",
        "煤气中毒",
        "一氧化碳中毒",
    ),
    "110": (
        "持刀",
        "打人了",
        "抢劫",
        "入室",
        "进贼",
        "进了贼",
        "进小偷",
        "进了小偷",
        "砍人",
        "跳楼",
        "轻生",
        "要自杀",
        "想自杀",
        "割腕",
        "绑架",
        "家暴",
        "孩子走失",
        "老人走失",
    ),
    "122": ("车祸", "撞车", "撞人了", "撞了人", "撞到人", "交通事故"),
}
DANGER_SIGNS = (
    "电箱",
    "漏电",
    "裸露的电线",
    "电线掉",
    "墙要倒",
    "要塌",
    "坠落",
    "高空抛物",
    "井盖没",
    "缺井盖",
    "电梯坠",
    "电梯下坠",
)


def emergency_in(text: str) -> Emergency | None:
    """The first emergency word in a text and the number to dial, or None."""
    for dial, words in EMERGENCY_WORDS.items():
        for word in words:
            if word in text:
                return Emergency(dial, word)
    return None


def is_danger(text: str) -> bool:
    """Whether a text speaks of danger to life, which runs on the shortest clocks (R2.13 P0)."""
    return emergency_in(text) is not None or any(word in text for word in DANGER_SIGNS)
