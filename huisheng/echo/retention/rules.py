"""How long what is kept, and what then happens: one row a kind (RULES R13.3; 个人信息保护法 arts 19, 47).

The job of every night, the page that says what would go, and the privacy page read this table. `at_least` is what a law
wants kept: a row below it is refused when the table is read.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from huisheng.echo.refusals import Because, because


@dataclass(frozen=True)
class Keeping:
    """`name`: what; `then`: what happens to it; `days`: after so many days since `since`."""

    name: Because
    since: Because
    then: Because
    days: int
    basis: Because
    at_least: int = 0

    def __post_init__(self) -> None:
        if self.days < self.at_least:
            raise ValueError(f"{self.name}: {self.days} days, and the law wants {self.at_least}")

    def before(self, at: datetime) -> datetime:
        """What is older than this goes."""
        return at - timedelta(days=self.days)


NEEDED_NO_LONGER = because("《个人信息保护法》第十九、四十七条：目的达到了就删，或者去掉身份")
KEPT: dict[str, Keeping] = {
    "matters": Keeping(
        because("居民说的事"),
        because("办结"),
        because("去掉称呼、电话、邮箱、账号、照片和录音，话里的姓名、电话、门牌也去掉；经过和数字留下"),
        730,
        NEEDED_NO_LONGER,
    ),
    "sensitive": Keeping(because("敏感情况"), because("办结"), because("删除"), 365, NEEDED_NO_LONGER),
    "spoke": Keeping(
        because("公示意见、征集、夜话里留的称呼和电话"),
        because("说的那天"),
        because("去掉称呼、电话、邮箱、账号，话里的姓名、电话、门牌也去掉；意见和答复留下"),
        730,
        NEEDED_NO_LONGER,
    ),
    "objections": Keeping(
        because("任前公示的意见里留的称呼和电话"),
        because("决定"),
        because("去掉称呼和电话；意见和答复留下"),
        365,
        NEEDED_NO_LONGER,
    ),
    "talks": Keeping(
        because("夜话里留的名字"),
        because("那一场"),
        because("去掉名字；人数和身份留下"),
        365,
        NEEDED_NO_LONGER,
    ),
    "owners": Keeping(
        because("业主名册上的姓名"),
        because("名册定下"),
        because("删除姓名；代号、面积、表决结果留下"),
        1095,
        because("《民法典》第二百八十条：业主可以在知道之日起一年内请求撤销决定"),
        at_least=365,
    ),
    "readings": Keeping(
        because("谁看过个人信息"),
        because("看的那天"),
        because("删除"),
        1095,
        because("《个人信息保护法》第五十六条：处理记录至少保存三年"),
        at_least=1095,
    ),
    "visits": Keeping(
        because("走访记的话"), because("走访那天"), because("删除；报成的事照样在"), 365, NEEDED_NO_LONGER
    ),
    "proofs": Keeping(
        because("本人核实的记录"), because("核实那天"), because("删除；安全日志里留着"), 90, NEEDED_NO_LONGER
    ),
    "tokens": Keeping(
        because("程序用的令牌"), because("到期"), because("删除；安全日志里留着"), 365, NEEDED_NO_LONGER
    ),
    "deliveries": Keeping(
        because("告诉别的系统的记录"), because("对方收到"), because("删除"), 90, NEEDED_NO_LONGER
    ),
    "logins": Keeping(because("登录"), because("过期"), because("删除"), 0, NEEDED_NO_LONGER),
    "knocks": Keeping(
        because("输错的次数（不知道是谁）"), because("第一次输错"), because("删除"), 7, NEEDED_NO_LONGER
    ),
    "uploads": Keeping(
        because("传上来还没导入的表格、还没说完的录音"), because("上传"), because("删除"), 1, NEEDED_NO_LONGER
    ),
}
# What is never taken away, whatever its age, and why.
NEVER: list[tuple[Because, Because]] = [
    (because("安全日志"), because("《网络安全法》：网络日志不少于六个月；一环扣一环，去掉一条就对不上")),
    (because("同意和收回同意的记录"), because("《个人信息保护法》第十四条：要能证明本人同意过")),
    (
        because("表决、选举、预算的名册代号、票和结果"),
        because("《民法典》第二百七十八、二百八十条：谁都能重新算一遍"),
    ),
    (because("账号"), because("还在用；本人要求就删")),
    (because("谁住在哪户、谁联系哪户"), because("说得清该由谁联系；搬走就停用，本人要求就删")),
    (because("办公电话、单位联系人"), because("公开的，或者为办公留的")),
    (because("关于个人信息的请求和答复"), because("要能证明答复过")),
    (because("没有办结的事"), because("还要联系您")),
    (because("谁任过什么岗位"), because("说得清当时由谁负责")),
]  # fmt: skip
