"""The chain of the security log: each entry carries the fingerprint of the one before it (RULES R13.5, R16).

A row that is changed, taken out or put in breaks the chain from there on; rows missing at its end are found by an
anchor, a number and a fingerprint that were written down elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from os.path import commonprefix
from typing import NamedTuple

from huisheng.echo.refusals import YES, because

BEGINNING = "0" * 64
MOST = 200  # characters of `about` and of `why`
LONGEST, LED_IN = 36, 8  # characters of one value in a change, and of them before what is different

Change = tuple[str, str, str]  # which field, from what, to what

# What happened → how it is called. Acts on matters are no entries here: their Lines are the record.
DID_NAMES = {
    "login": "登录",
    "login_failed": "登录没成功",
    "locked": "试错太多，锁住了",
    "logout": "退出",
    "login_ended": "结束一个登录",
    "password_set": "设了密码",
    "factor_set": "设了第二道锁",
    "factor_removed": "去掉第二道锁",
    "recovery_used": "用了备用码",
    "post_given": "上岗",
    "post_ended": "卸任",
    "kind_changed": "改了岗位设置",
    "setting_changed": "改了设置",
    "person_registered": "登记了人员",
    "personal_opened": "看了个人信息",
    "personal_corrected": "改了个人信息",
    "personal_removed": "删了个人信息",
    "consent_given": "本人同意",
    "consent_withdrawn": "本人收回同意",
    "own_proven": "核实是本人",
    "exported": "导出",
    "imported": "导入",
    "keys_rotated": "换了密钥",
    "retention": "到期清理",
    "token_made": "发了令牌",
    "token_ended": "收回令牌",
    "webhook_made": "设了回调",
    "webhook_changed": "改了回调",
    "webhook_ended": "停了回调",
    "backup": "备份",
    "restore": "恢复",
}


class Entry(NamedTuple):
    """One entry as it is hashed. `by`, `whose`: ids of persons, never names; `path`: the place it is about."""

    number: int
    at: datetime
    did: str
    by: int | None
    whose: int | None
    about: str
    why: str
    path: str
    before: str

    def text(self) -> str:
        """The same words on every database and every machine: JSON, the moment in UTC to the microsecond."""
        moment = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        said = [self.number, moment, self.did, self.by, self.whose, self.about, self.why, self.path]
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    def fingerprint(self) -> str:
        """SHA-256 over the fingerprint before and this entry's text, in hexadecimal."""
        return hashlib.sha256(f"{self.before}\n{self.text()}".encode()).hexdigest()


def broken(entries: Iterable[tuple[Entry, str]], anchors: Mapping[int, str] | None = None) -> Iterator[str]:
    """A sentence for each place where the log is not what was written; none when it holds.

    `entries`: in order, each with the fingerprint that is kept beside it. `anchors`: number → fingerprint.
    """
    number, before = 0, BEGINNING
    waiting = dict(anchors or {})
    for entry, kept in entries:
        if why := _why_not_next(entry, kept, number=number + 1, before=before):
            yield why
        expected = waiting.pop(entry.number, kept)
        if expected != kept:
            yield because("第 %(n)s 条和当时记下的指纹不一样。", n=entry.number)
        number, before = entry.number, kept
    for missing in sorted(waiting):
        yield because(
            "第 %(n)s 条不见了：当时记下过它的指纹，现在日志到第 %(last)s 条为止。", n=missing, last=number
        )


def _why_not_next(entry: Entry, kept: str, *, number: int, before: str) -> str:
    if entry.number != number:
        return because("第 %(n)s 条不见了，下一条是第 %(found)s 条。", n=number, found=entry.number)
    if entry.before != before:
        return because("第 %(n)s 条接不上前一条。", n=number)
    if entry.fingerprint() != kept:
        return because("第 %(n)s 条被改过。", n=number)
    return YES


def written(changes: Iterable[Change]) -> str:
    """Changes as `why` keeps them: JSON, long values cut to where they differ, then how many more there were; "" for none."""
    several = [[_cut(name), *_cut_to_difference(before, after)] for name, before, after in changes]
    for kept in range(len(several), -1, -1):
        more = len(several) - kept
        text = json.dumps(
            [*several[:kept], *([more] if more else [])], ensure_ascii=False, separators=(",", ":")
        )
        if len(text) <= MOST:
            return text if several else ""
    raise AssertionError


def read_changes(why: str) -> tuple[list[Change], int]:
    """What `written` wrote: the changes, and how many more; nothing for any other words."""
    try:
        rows = json.loads(why)
    except ValueError:
        return [], 0
    rows = rows if isinstance(rows, list) else []
    found: list[Change] = [
        (one[0], one[1], one[2]) for one in rows if isinstance(one, list) and len(one) == 3
    ]
    return found, next((one for one in rows if isinstance(one, int)), 0)


def _cut_to_difference(before: str, after: str) -> tuple[str, str]:
    """Long words from a little before the place where they part."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    same = len(commonprefix([before, after]))
    begin = max(same - LED_IN, 0)
    return _from(before, begin), _from(after, begin)


def _from(word: str, begin: int) -> str:
    return _cut(f"…{word[begin:]}" if begin and word else word)


def _cut(word: str) -> str:
    return word if len(word) <= LONGEST else word[: LONGEST - 1] + "…"


def anchor_line(number: int, fingerprint: str, at: datetime) -> str:
    """What is written down elsewhere: `2026-11-22 17 ab12…`."""
    return f"{at:%Y-%m-%d} {number} {fingerprint}"


def anchors_in(lines: Iterable[str]) -> dict[int, str]:
    """Number → fingerprint from lines as anchor_line writes them; other lines are passed over."""
    found: dict[int, str] = {}
    for line in lines:
        words = line.split()
        if len(words) == 3 and words[1].isdecimal() and len(words[2]) == 64:
            found[int(words[1])] = words[2]
    return found
