"""What anybody may read of somebody's words: no phone, no plate, no door, no name (R13.4, I6). Plain text in, plain text out."""

import re
import unicodedata
from collections.abc import Iterable

DIGITS = re.compile(
    r"(?<!\d)(?:(?:\+|00)?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|\d{7,18}[\dXx]?)(?!\d)"
)
# One digit of a number that is spelled out to get past: 1 3 8-1234·0431, 幺三八…
D = "[0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
GAP = r"[\s\-–—_.·•,/()~*=|]{0,3}"
MOBILE = re.compile(
    rf"(?<!{D})(?:(?:\+|00)?86{GAP})?[1一幺壹]{GAP}[3-9三四五六七八九叁肆伍陆柒捌玖](?:{GAP}{D}){{9}}(?!{D})"
)
LANDLINE = re.compile(
    rf"(?<!{D})\(?[0零〇]{D}{{2,3}}{GAP}{D}{{3,4}}[\s\-]?{D}{{4}}(?!{D})"
    r"|(?<![\d-])(?!(?:19|20)\d\d)[2-8]\d{3}[\s-]\d{4}(?![\d-])|[零〇一二三四五六七八九幺]{7,}"
)
# The last four digits open one's own matter, so a number that is hidden in its middle is hidden whole.
TAIL = re.compile(r"(?<!\d)1[3-9]\d\s?[*xX×]{2,8}\s?\d{2,4}(?!\d)|(?<=尾号)\s*[:：是为]?\s*\d{4}(?!\d)")
LONG = re.compile(  # identity numbers and bank cards in groups
    r"(?<!\d)\d{6}[\s-](?:19|20)\d{6}[\s-]\d{3}[\dXx](?!\d)|(?<!\d)\d{4}(?:[\s-]\d{4}){2,4}(?:[\s-]\d{1,3})?(?!\d)"
)
PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][ ]?[A-HJ-Z][·•. -]?"
    "(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[挂学警港澳使领])(?![A-Z0-9])",
    re.I,
)
ACCOUNT = re.compile(
    r"((?:[微薇威]信|(?<![A-Z])(?:v信|vx|wechat|weixin|QQ群?)|扣扣|抖音)[号號]?\s*[:：是]?\s*)[A-Z0-9][A-Z0-9_-]{4,19}",
    re.I,
)
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:[.。][\w-]+)+")
NUMERAL = "[0-9零〇一二三四五六七八九十]"
NUMBER = rf"[甲乙丙丁A-Za-z]?{NUMERAL}{{1,4}}"
FLOOR = rf"(?:{NUMERAL}{{1,3}}\s*[楼樓层層]\s*)?"
FLAT = (
    r"(?:\d{3,4}|[一二三四五六七八九][零〇一二三四五六七八九]{2,3})(?![\d零〇一二三四五六七八九十楼樓层層])"
)
STAIR = "(?:单元|單元|门洞|門洞)"
NO_DOOR = "(?!年|米|[万多]?元|块|天(?!天)|人|户|戶|[平多个度万次路公斤点分%])"  # a number of something else
DOOR = re.compile(
    rf"(?:{NUMBER}\s*(?:{STAIR}|梯)\s*)?{FLOOR}{NUMBER}\s*[号號]?\s*"
    r"(?:室(?![内外]|[一二两0-9]厅)|房(?![子屋东]|[一二两0-9]厅|一价))"
    rf"|{NUMBER}\s*(?:{STAIR}\s*(?:{FLOOR}{FLAT}|\d{{2}}(?![\d楼樓层層]))|[门門]\s*{FLAT})[号號]?"
    r"|(?<![\d-])\d{1,3}\s*[-—–]\s*\d{1,2}\s*[-—–]\s*\d{2,4}(?!\d)"
    rf"|(?<![\d-])\d{{1,2}}\s*[-—–]\s*\d{{3,4}}(?!\d){NO_DOOR}"
    rf"|(?:{NUMBER}\s*{STAIR}\s*)?{NUMERAL}{{1,3}}\s*[楼樓层層]的?[东東西南北中左右][边邊面]?(?:[户戶首]|那[家户戶])"
)
ROOM = re.compile(
    r"(?<![A-Z])(?:room|rm|apt|apartment|flat|unit)\b\.?\s*(?:no\.?\s*)?#?[A-Z]?\d{1,4}[A-Z]?(?![A-Z0-9])",
    re.I,
)
BEHIND = re.compile(  # 3栋301, 我家402, 门牌12
    rf"((?:[栋棟幢座#]|[号號][楼樓])\s*{FLOOR}|(?:家|住在?|楼上|楼下|隔壁|对门|樓上|樓下|對門)(?:的|是)?\s*)"
    rf"{FLAT}{NO_DOOR}[号號]?|([门門]牌[号號]?\s*[:：是]?\s*)\d{{1,4}}"
)
BEFORE = re.compile(
    r"(?<![\d-])[1-9]\d?(?:0[1-9]|1\d)(?=的?(?:住户|业主|租户|租客|房东|那家|那户|这户)|[户戶](?![型口人家居民分每均都]))"
)
SURNAME = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳"
    "史唐费岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧戴谈宋庞熊纪舒屈项祝董梁"
    "杜阮蓝季贾江颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应宗丁宣邓郁洪包左石崔吉龚程裴陆荣翁甄曲封邢"
    "段侯全班秋仲宁仇甘厉祖武符刘景詹龙叶黎白蒲邰赖卓蔺屠蒙池乔聂曾关易廖文饶欧阳"
    "趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴華謝鄒竇蘇魯韋馬費賀湯羅畢鄔齊顧黃蕭貝談龐紀項賈顏鍾駱萬盧應鄧龔陸榮寧厲劉龍葉賴藺喬聶關饒"
)
TWO = "欧阳|歐陽|上官|司马|司馬|诸葛|諸葛|司徒|皇甫|慕容|尉迟"
GIVEN = f"(?:(?![{SURNAME}])[一-龥]){{0,2}}"
TITLES = "奶奶|爷爷|爺爺|娭毑|嗲嗲|婆婆|公公|阿姨|叔叔|大爷|大爺|大妈|大媽|大姐|大哥|伯伯|婶婶|嬸嬸|嬢嬢|先生|女士|小姐|师傅|師傅|嫂子"
KIN = "[叔婶嬸姨伯嫂](?![叔婶嬸姨伯嫂子利])|老师|老師|医生|醫生"  # behind a surname alone: 王婶, 陈老师
OUR_HOUSE = "家(?![园園属屬庭具电電装裝长長巷村湾灣塘台冲沖坡岭嶺桥橋])"  # 老陈家
# Words that begin like a name and stand before a title all the same.
NO_NAME = "(?!安装|施工|管道|方便|高龄|关于|关心|关爱|应该|全体|安排|解决|单身|包括|曾经|房东|明天|乐于)"
CALLED = re.compile(
    rf"(?:{TWO}|(?<=姓)){GIVEN}(?=(?:{TITLES}))"
    rf"|{NO_NAME}(?:[{SURNAME}]{GIVEN}|[{SURNAME}][一-龥]|[老小][{SURNAME}])(?=(?:{TITLES}|姓(?:老人|男子|女子|居民)))"
    rf"|(?<![对對关關由于於属屬等主语語相适適不教色读讀班校])[{SURNAME}](?={KIN})|[老小][{SURNAME}](?={OUR_HOUSE})"
)
NAME = rf"(?:{TWO}|[{SURNAME}])[一-龥]{{1,2}}"
OWN_NAME = re.compile(
    rf"(我叫|我是|本人[叫是]?|我?的?名字[叫是]?|名叫|姓名|[联聯][系繫]人[是叫]?|[户戶]主[是叫]?)([\s:：]{{0,4}}){NAME}"
    rf"(?=[,，。;；、\s!！（(*]|$|的?(?:电话|電話|手机|手機)|住)"
)
BY_A_NUMBER = re.compile(rf"(?<![一-龥]){NAME}(?=\s*[（(:：]?\s*\*\*)")  # 陈桂芳（138…）
HIDDEN = "**"
SPELLED, NUMBERS = (MOBILE, LANDLINE), (MAIL, LONG, MOBILE, TAIL, PLATE, DIGITS, LANDLINE)
LATIN = re.compile("[0-9A-Za-z]")  # without one only what is spelled in Chinese can stand there
BETWEEN_MARKS = re.compile("[^，。：；？！（）～…]+")  # the marks stay as they were written
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")  # characters without a width, to get past


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The words without what points to a person: phones however spelled, e-mails, accounts, long numbers, plates,
    doors, and names.

    `names`: names that are known to belong to who spoke; they go wherever they stand. What a pattern cannot know
    (a name without a title) is only found when it is given; so public lists show no words where they need none.
    """
    plain = BETWEEN_MARKS.sub(lambda some: unicodedata.normalize("NFKC", some[0]), UNSEEN.sub("", text))
    latin = LATIN.search(plain)
    numbers, doors = (NUMBERS, (ROOM, DOOR, BEFORE)) if latin else (SPELLED, (DOOR,))
    if plain == text or any(pattern.search(plain) for pattern in (*numbers, *doors, BEHIND)):
        text = plain
    for name in sorted({name.strip() for name in names if len(name.strip()) >= 2}, key=len, reverse=True):
        text = text.replace(name, HIDDEN)
    text = ACCOUNT.sub(rf"\1{HIDDEN}", text) if latin else text
    for pattern in numbers:
        text = pattern.sub(HIDDEN, text)
    text = BY_A_NUMBER.sub(HIDDEN, text)
    for pattern in doors:
        text = pattern.sub(HIDDEN, text)
    text = BEHIND.sub(lambda found: f"{found[1] or found[2]}{HIDDEN}", text)
    text = OWN_NAME.sub(rf"\1\2{HIDDEN}", text)
    return CALLED.sub("某", text)
