"""An entry of the security log as a sentence: the patterns, by what was done. Plain words, no database."""

from huisheng.echo.refusals import Because, because

# `who`: by whom; `whose`: to whom; `what`: the thing, in words (telling.py).
SENTENCES_NAMES = {
    "login": "%(who)s登录了。",
    "login_failed": "有人用%(whose)s的登录名登录，没成功。",
    "locked": "试错太多，%(whose)s的登录锁住了一会儿。",
    "logout": "%(who)s退出了。",
    "login_ended": "%(who)s结束了%(whose)s的一个登录。",
    "password_set": "%(who)s给%(whose)s设了密码。",
    "factor_set": "%(who)s设了第二道锁。",
    "factor_removed": "%(who)s去掉了%(whose)s的第二道锁。",
    "recovery_used": "%(who)s用一个备用码开了第二道锁。",
    "post_given": "%(who)s请%(whose)s上岗：%(what)s。",
    "post_ended": "%(who)s记下%(whose)s卸任：%(what)s。",
    "kind_changed": "%(who)s改了设置：%(what)s。",
    "setting_changed": "%(who)s改了设置：%(what)s。",
    "person_registered": "%(who)s登记了%(whose)s。",
    "personal_opened": "%(who)s看了%(what)s。",
    "personal_corrected": "%(who)s改了%(what)s。",
    "personal_removed": "%(who)s删了%(what)s。",
    "consent_given": "%(whose)s同意了：%(what)s。记录人：%(who)s。",
    "consent_withdrawn": "%(whose)s收回了同意：%(what)s。记录人：%(who)s。",
    "own_proven": "%(who)s核实了是本人：%(what)s。",
    "exported": "%(who)s导出了%(what)s。",
    "imported": "%(who)s导入了%(what)s。",
    "keys_rotated": "%(who)s换了密钥，现在用的是 %(what)s。",
    "retention": "到期清理：%(what)s。",
    "token_made": "%(who)s发了令牌%(what)s。",
    "token_ended": "%(who)s收回了令牌%(what)s。",
    "webhook_made": "%(who)s设了回调%(what)s。",
    "webhook_changed": "%(who)s让回调%(what)s再发一次。",
    "webhook_ended": "%(who)s停了回调%(what)s。",
    "backup": "做了一份备份。",
    "restore": "从备份恢复：%(what)s。",
}
# What a few words in `about` say of the entry itself.
SPECIAL_NAMES = {
    ("login_failed", "second"): "有人开%(whose)s的第二道锁，码不对。",
    ("password_set", "first_clerk"): "在服务器上给第一位工作人员%(whose)s设了密码。",
}
NOBODY_NAMES = {
    "login_failed": "有人用没有的登录名登录，没成功。",
    "locked": "试错太多，一个登录名锁住了一会儿。",
}
ABOUT_NAMES = {
    "own copy": "给本人的那一份",
    "desk list": "办件清单",
    "desk named": "带称呼和电话的办件清单",
    "desk orders": "热线工单的办理结果",
    "homes": "住户登记表",
    "orders": "热线工单",
    "divisions": "行政区划",
}
PLACES_NAMES = {
    "brand": "%(where)s的品牌",
    "profile": "%(where)s的概况",
    "triage": "%(where)s自动归类的开关",
}
READ_NAMES = {
    "name, phone": "编号 %(number)s 说事人的称呼和电话",
    "sensitive": "编号 %(number)s 封着的敏感情况",
    "own copy": "编号 %(number)s 封着的内容（给本人的那一份）",
    "search": "按姓名或电话找到的人",
    "list": "一份名单里的个人信息",
    "owners": "业主名册上封着的姓名",
    "ballots": "投了的选票，连同是哪一户",
    "slips": "印给居民的选票上的姓名和住址",
}
THEIR_OWN = {
    "personal_opened", "personal_corrected", "personal_removed", "consent_given", "consent_withdrawn", "own_proven",
    "exported",
}  # fmt: skip


def sentence(did: str, *, about: str, who: str, whose: str, what: str) -> Because:
    """What happened, from names and words that may be empty: nobody is the system, or a person without a login."""
    pattern = SPECIAL_NAMES.get((did, about)) or SENTENCES_NAMES[did]
    if not whose:
        pattern = NOBODY_NAMES.get(did, pattern)
    own = because("本人")
    nobody = own if did in THEIR_OWN else because("系统")
    return because(pattern, who=who or nobody, whose=whose or own, what=what or because("个人信息"))
