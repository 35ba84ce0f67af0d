"""General Chinese that tells names of places from other words (place_words.txt). No name of a real place stands here."""

import re
from pathlib import Path


def _lists() -> list[frozenset[str]]:
    text = Path(__file__).with_name("place_words.txt").read_text(encoding="utf-8")
    parts = [part.splitlines() for part in text.split("=\n")]
    return [
        frozenset(word for line in part if not line.startswith("#") for word in line.split())
        for part in parts
    ]


GENERIC, STOP, TALK = _lists()
# How names of places end.
SUFFIX = re.compile(
    "(?:小区|社区|街道|新村|家园|花园|公园|广场|新城|公寓|幼儿园|医院|集团|公司|学院|大学|中学|小学|学校|国际|时代|世纪|阳光"
    "|天下|水岸|半岛|香槟|大厦|号线|大道|市场|机场|中心|基地|项目|空间站|三角洲|华庭|庭院|山庄|公馆|壹号|之都|都会|都汇"
    "|[苑城府湾郡镇村路园里街站山湖岛家座都庭院坪塘桥岭洲冲垸楼巷滩])$"
)
# Whatever has this in it is talk, an office, or everybody's matter.
EVERYDAY = re.compile(
    "都$|政府|有限公司|国家|市委|国务院|路口|公积金|补贴|资格|购房|社保|缴纳|人才|新政|公交|普惠|民办|业主|居民|物业|政策|部门"
    "|^(?:国|全|我|他|她|你|这|那|整个|每|一|两|几|进|出|现|什么|为什么|能不|城市|农村|事业单位|机动车|电动车|普通话)"
    "|\\d{3}|^\\d+号|^[栋期号座]"
)
# Tags of the cutter for names, abbreviations and what it does not know.
PROPER = frozenset({"nr", "ns", "nz", "nt", "ng", "j", "b", "eng", "nrfg", "nrt", "x", "vg", "zg", "g"})
