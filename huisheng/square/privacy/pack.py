"""The filing pack (R1.2): what the sponsor files before launch and with each change: functions, data items, security.

Made from the tables that the code obeys; what only the sponsor knows is a line to fill in.
"""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.echo.asking import in_words
from huisheng.echo.consents.rules import PURPOSES
from huisheng.echo.retention.rules import KEPT, NEVER
from huisheng.echo.word import add_table, as_bytes, new_paper
from huisheng.people.permissions.rules import ROLE_NAMES
from huisheng.square.privacy.acts import groups

TO_FILL_IN = "________________"
ONLY_THE_SPONSOR_KNOWS = (
    gettext_noop("主办单位"),
    gettext_noop("责任人和电话"),
    gettext_noop("立项批准文号"),
    gettext_noop("网络安全等级保护备案号"),
    gettext_noop("服务器在哪里"),
)
# R1.3, the negative list: what tests/test_no_points.py holds of every table, page and form.
NEVER_DONE = (
    gettext_noop("不要求基层随意填表、重复填表：一次录入，报表从办事记录里算出来。"),
    gettext_noop("没有打卡、签到、积分、排名，不统计在线时长。"),
    gettext_noop("不强制安装、不强制登录、不考核使用率：不登录也能说、能查。"),
    gettext_noop("点赞、投票、转发不作考核；照片从不强制，没有轨迹和定位。"),
    gettext_noop("没有商业经营活动。"),
)


def pack(address: str, *, on: date) -> bytes:
    """The pack as a .docx for the site at `address`, as things stand on a day."""
    paper = new_paper(_("备案材料：功能、数据项、安全说明"))
    facts = [(_("名称"), _("回声")), (_("网址"), address), (_("哪天的情况"), f"{on:%Y-%m-%d}")]
    add_table(paper, [*facts, *((_(name), TO_FILL_IN) for name in ONLY_THE_SPONSOR_KNOWS)], columns=2)
    paper.add_heading(_("一、功能：谁能做什么"), level=1)
    add_table(paper, (("\n".join(one["who"]), "、".join(one["acts"])) for one in groups()), columns=2)
    paper.add_heading(_("二、数据项：用来做什么、谁看得到、留多久、凭什么"), level=1)
    rows = ((one.name, one.holds, one.sees, one.kept, one.basis) for one in PURPOSES.values())
    add_table(paper, (tuple(map(in_words, row)) for row in rows), columns=5)
    paper.add_heading(_("三、到期怎么办"), level=1)
    days = [
        (in_words(one.name), _("%(n)s 天") % {"n": one.days}, in_words(one.then)) for one in KEPT.values()
    ]
    add_table(
        paper, [*days, *((in_words(what), _("不清理"), in_words(why)) for what, why in NEVER)], columns=3
    )
    paper.add_heading(_("四、安全说明"), level=1)
    for line in security():
        paper.add_paragraph(line, style="List Bullet")
    paper.add_heading(_("五、负面清单"), level=1)
    for line in NEVER_DONE:
        paper.add_paragraph(_(line), style="List Bullet")
    paper.add_heading(_("六、变更和停用"), level=1)
    paper.add_paragraph(
        _(
            "变更功能、停用都要再备案。停用前：每张表都能导出，整库和照片用 backup 命令存成一个加密文件，恢复过再停。"
        )
    )
    return as_bytes(paper)


def security() -> Iterator[str]:
    """How this server stands now, said as it is: what is off is said to be off."""
    yield (
        _("传输：全程 HTTPS。") if settings.HTTPS else _("传输：这台服务器没有开 HTTPS，只能试用，不能上线。")
    )
    yield _(
        "敏感情况和业主姓名用 AES-256-GCM 加密保存，写明为什么才能打开，每打开一次都有记录；钥匙可以更换。"
    )
    second = "、".join(_(ROLE_NAMES[role]) for role in ROLE_NAMES if role in settings.MFA_ROLES)
    yield (
        _("登录：连着输错会锁；必须有第二道锁的：%(who)s。") % {"who": second}
        if second
        else _("登录：连着输错会锁；第二道锁各人自愿，没有强制的岗位。")
    )
    yield _("%(n)s 分钟不用就自动退出。") % {"n": int(settings.SESSION_IDLE.total_seconds() // 60)}
    yield _("登录、岗位、钥匙、打开个人信息都记进安全日志，一条扣一条，改不了、删不掉，随时能验。")
    yield _("页面只运行自己的程序，不用外来的脚本、字体、统计。")
    yield _("备份是一个加密文件，先验过整个文件再恢复。")
