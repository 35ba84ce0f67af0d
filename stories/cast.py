"""Who lives and works on the street. All invented; each has a face in words."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from huisheng.people.models import Person

PASSWORD = "lianchi-2026"
LOGINS = [
    ("居民", "he", PASSWORD),
    ("邻长", "zhou", PASSWORD),
    ("支部书记", "chen", PASSWORD),
    ("社区经办人", "lin", PASSWORD),
    ("街道干部", "guo", PASSWORD),
]


@dataclass(frozen=True)
class Face:
    """A person in one line: key, name, phone, who they are."""

    key: str
    name: str
    phone: str
    is_like: str
    login: str = ""
    elder: bool = False


FACES = [
    Face("wang", "王桂香", "073184560431", "八十一岁，一个人住三楼，家里只有座机，说话爱笑。", elder=True),
    Face("he", "何婉宁", "13800000412", "两岁孩子的妈妈，推着婴儿车过每一道坎。", "he"),
    Face("zhou", "周志恒", "13800000103", "退休的电工，听雨苑3栋邻长，口袋里总有一支试电笔。", "zhou"),
    Face("wen", "文秀云", "13800000105", "5栋楼栋长，认得每家的猫。"),
    Face("liu", "刘德昌", "13800000120", "听雨苑组长，从前跑长途货车，路况最清楚。"),
    Face("xiang", "向晚晴", "13800000130", "莲池片长，小学老师退休，字写得好。"),
    Face("xie", "谢红叶", "13800000142", "联系六户人家，每周二傍晚去敲门。"),
    Face("chen", "陈立渠", "13800000140", "听雨苑支部书记，兼业委会主任，记性好，账也清。", "chen"),
    Face("lin", "林晓汶", "13800000150", "莲池社区经办人，一天接两百个电话，从不说“不归我管”。", "lin"),
    Face("yi", "易青禾", "13800000151", "桂花坪社区经办人，来了半年。", "yi"),
    Face("guo", "郭建川", "13800000160", "街道干部，每周三下楼走一圈。", "guo"),
    Face("tan", "谭小舟", "13800000413", "夜班护士，白天要睡觉。"),
    Face("zeng", "曾广润", "13800000414", "麓溪巷米粉店老板，凌晨四点开火。"),
    Face("mo", "莫少锋", "13800000121", "荷风里邻长，楼下修鞋摊的摊主。"),
    Face("kang", "康玉兰", "13800000122", "桂花新村邻长，广场舞领队，答应过九点收音。"),
    Face("ruan", "阮其昌", "13800000141", "桂花新村支部书记。"),
]


def people() -> dict[str, Person]:
    """Everybody, with the five logins that a newcomer needs (and the second clerk's)."""
    password = make_password(PASSWORD)
    return {
        face.key: Person.objects.create(
            name=face.name,
            phone=face.phone,
            is_elder=face.elder,
            told_by="call" if face.elder else "app",
            login=face.login or None,
            password=password if face.login else "",
        )
        for face in FACES
    }
