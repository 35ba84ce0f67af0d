"""What anybody may read of somebody's words: no phone, no plate, no door, no name (R13.4, I6). Plain text in, plain text out."""

import re
import unicodedata
from collections.abc import Iterable

DIGITS = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|\d{7,18}[\dXx]?)(?!\d)"
)
# One digit of a number that is spelled out to get past: 1 3 8-1234·0431, 幺三八…
D = "[0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
GAP = r"[\s\-–—_.·•,/()]{0,3}"
MOBILE = re.compile(
    rf"(?<!{D})(?:\+?86{GAP})?[1一幺壹]{GAP}[3-9三四五六七八九叁肆伍陆柒捌玖](?:{GAP}{D}){{9}}(?!{D})"
)
LANDLINE = re.compile(
    rf"(?<!{D})\(?[0零〇]{D}{{2,3}}{GAP}{D}{{3,4}}[\s\-]?{D}{{4}}(?!{D})"
    r"|(?<![\d-])(?!(?:19|20)\d\d)[2-8]\d{3}[\s-]\d{4}(?![\d-])|[零〇一二三四五六七八九幺]{7,}"
)
LONG = re.compile(  # identity numbers and bank cards in groups
    r"(?<!\d)\d{6}[\s-](?:19|20)\d{6}[\s-]\d{3}[\dXx](?!\d)|(?<!\d)\d{4}(?:[\s-]\d{4}){2,4}(?:[\s-]\d{1,3})?(?!\d)"
)
PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-HJ-NP-Z][·•. -]?"
    "(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[挂学警港澳使领])(?![A-Z0-9])",
    re.I,
)
ACCOUNT = re.compile(r"((?:微信|QQ|扣扣|抖音)号?\s*[:：是]?\s*)[A-Za-z0-9][\w-]{4,19}", re.I)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NUMBER = r"[甲乙丙丁A-Za-z]?[0-9一二三四五六七八九十]{1,4}"
DOOR = re.compile(
    rf"(?:{NUMBER}\s*(?:单元|门洞|梯)\s*)?{NUMBER}\s*(?:室|房(?![子屋东])|户(?![型口人家居民分每均都]))"
    rf"|{NUMBER}\s*(?:单元|门洞)\s*\d{{2,4}}号?"
    r"|(?<![\d-])\d{1,3}\s*[-—–]\s*\d{1,2}\s*[-—–]\s*\d{2,4}(?!\d)"
    r"|(?<![\d-])\d{1,2}\s*[-—–]\s*\d{3,4}(?!\d)"
)
AFTER_BUILDING = re.compile(r"((?:栋|幢|座|号楼)\s*)\d{3,4}(?!\d|年|米|元|天|人|户)")
SURNAME = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳"
    "史唐费岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧戴谈宋庞熊纪舒屈项祝董梁"
    "杜阮蓝季贾江颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应宗丁宣邓郁洪包左石崔吉龚程裴陆荣翁甄曲封邢"
    "段侯全班秋仲宁仇甘厉祖武符刘景詹龙叶黎白蒲邰赖卓蔺屠蒙池乔聂曾关易廖文饶欧阳"
)
TITLES = "奶奶|爷爷|娭毑|嗲嗲|婆婆|公公|阿姨|叔叔|大爷|大妈|大姐|大哥|伯伯|婶婶|先生|女士|小姐|师傅|嫂子|老人"
CALLED = re.compile(rf"(?:[{SURNAME}][一-龥]?|老[{SURNAME}]|小[{SURNAME}])(?=(?:{TITLES}))")
OWN_NAME = re.compile(rf"(我叫|我是|本人叫?|姓名[:：]?\s*)([{SURNAME}][一-龥]{{1,2}})(?=[,，。;；、\s!！]|$)")
HIDDEN = "**"
NUMBERS = (MAIL, LONG, MOBILE, PLATE, DIGITS, LANDLINE)
BETWEEN_MARKS = re.compile("[^，。：；？！（）～…]+")  # the marks stay as they were written


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The words without what points to a person: phones however spelled, e-mails, accounts, long numbers, plates,
    doors, and names.

    `names`: names that are known to belong to who spoke; they go wherever they stand. What a pattern cannot know
    (a name without a title) is only found when it is given; so public lists show no words where they need none.
    """
    plain = BETWEEN_MARKS.sub(lambda some: unicodedata.normalize("NFKC", some[0]), text)
    if plain == text or any(pattern.search(plain) for pattern in (*NUMBERS, DOOR)):
        text = plain
    for name in sorted({name.strip() for name in names if len(name.strip()) >= 2}, key=len, reverse=True):
        text = text.replace(name, HIDDEN)
    text = ACCOUNT.sub(rf"\1{HIDDEN}", text)
    for pattern in NUMBERS:
        text = pattern.sub(HIDDEN, text)
    text = DOOR.sub(HIDDEN, text)
    text = AFTER_BUILDING.sub(rf"\1{HIDDEN}", text)
    text = OWN_NAME.sub(rf"\1{HIDDEN}", text)
    return CALLED.sub("某", text)
