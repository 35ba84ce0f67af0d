"""Orders as a hotline exports them: which column is which, times as they come, and one row read into an Order.

Plain Python. A row that cannot be taken is Refused with a sentence for whoever has the file open.
"""

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from huisheng.collect.concerns.rules import why_not_raised_at
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.tables import why_not_whole
from huisheng.echo.voices.rules import heard_phone, why_not_phone
from huisheng.echo.workdays.rules import LOCAL

# Field → the headers by which it is known without a mapping (docs/import.md).
HEADERS: dict[str, tuple[str, ...]] = {
    "id": ("id", "留言编号", "编号", "工单编号"),
    "user": ("user", "留言用户", "用户"),
    "title": ("title", "留言主题", "主题", "标题"),
    "sent_at": ("sent_at", "留言时间", "诉求时间", "来电时间"),
    "text": ("text", "留言详情", "内容", "诉求内容"),
    "reply": ("reply", "答复意见", "答复内容"),
    "replied_at": ("replied_at", "答复时间", "回复时间"),
    "place": ("place", "地点", "地址"),
    "category": ("category", "类别", "诉求类别"),
    "phone": ("phone", "联系电话", "电话"),
    "name": ("name", "称呼", "姓名"),
    "due": ("due", "办理期限", "外部期限"),
}
NEEDED = ("id", "sent_at", "text")
LONGEST_NUMBER = 40
EXCEL_BEGAN = datetime(1899, 12, 30, tzinfo=LOCAL)
WRITTEN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:(?:(?<=日)|[ T])[ T]*"
    r"(上午|下午)?\s*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?)?[秒分]?)?"
)


@dataclass(frozen=True)
class Order:
    """One order as it was written elsewhere. `reply` and `replied_at` come both or not at all."""

    row: int
    number: str
    text: str
    sent_at: datetime
    title: str = ""
    user: str = ""
    reply: str = ""
    replied_at: datetime | None = None
    place: str = ""
    category: str = ""
    phone: str = ""
    name: str = ""
    due: datetime | None = None


def columns_of(headers: Iterable[str], mapping: str = "") -> dict[str, str]:
    """Field → column of this file: what `mapping` says (see read_mapping), else the known headers.

    Refused when a needed column is missing, or the mapping names a field or column that is not there.
    """
    known = list(headers)
    found = {field: next((name for name in names if name in known), "") for field, names in HEADERS.items()}
    for field, column in read_mapping(mapping).items():
        if field not in HEADERS:
            raise Refused(because("对照表里的“%(field)s”不是可以导入的项；可用的有：%(fields)s。",
                                  field=field, fields="、".join(HEADERS)))  # fmt: skip
        if column not in known:
            raise Refused(because("文件里没有“%(column)s”这一列；有：%(columns)s。",
                                  column=column, columns="、".join(known)))  # fmt: skip
        found[field] = column
    missing = [HEADERS[field][1] for field in NEEDED if not found[field]]
    refuse_if(because("文件缺少这些列：%(columns)s。列名不同时，用 --mapping 写明，如 id=工单号，text=内容。",
                      columns="、".join(missing)) if missing else "")  # fmt: skip
    return {field: column for field, column in found.items() if column}


def read_mapping(mapping: str) -> dict[str, str]:
    """`id=工单号，text=内容`, or the path of a .json ({"id": "工单号"}) or .csv (two columns: field, column)."""
    if not mapping.strip():
        return {}
    if re.search("[=\uff1d]", mapping) and not Path(mapping).is_file():
        parts = (part for part in re.split("[,;\uff0c\uff1b]", mapping) if part.strip())
        pairs = (part.replace("\uff1d", "=", 1).partition("=") for part in parts)
        return {field.strip(): column.strip() for field, _, column in pairs}
    try:
        text = _text_of(Path(mapping).read_bytes())
        if mapping.lower().endswith(".json"):
            return {str(field): str(column) for field, column in json.loads(text).items()}
        lines = [line[:2] for line in csv.reader(text.splitlines()) if len(line) > 1]
    except (OSError, ValueError, AttributeError) as error:
        raise Refused(because("读不了对照表 %(path)s：要么写 字段=列名，要么给一个 .csv 或 .json 文件。",
                              path=mapping)) from error  # fmt: skip
    named = [(field.strip(), column.strip()) for field, column in lines]
    return dict(named if named and named[0][0] in HEADERS else named[1:])


def _text_of(content: bytes) -> str:
    """A spreadsheet in China saves a .csv as GBK unless it is asked not to."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def read_order(
    row: Mapping[str, str], *, at_row: int, columns: Mapping[str, str], now: datetime, taken: set[str]
) -> Order:
    """One row read and checked. `taken`: the numbers seen in this file so far; this one is added.

    Refused: no number, a number twice in the file, no words, a time that is missing, unreadable, in the future or
    before there were hotlines, a reply without its time or before its question, an impossible phone.
    """
    cell = {field: row.get(column, "").strip() for field, column in columns.items()}
    number, text, reply = cell["id"], cell["text"], cell.get("reply", "")
    refuse_if(why_not_whole(number) if number else because("没有编号。"))
    refuse_if(because("编号太长：%(number)s…", number=number[:20]) if len(number) > LONGEST_NUMBER else "")
    refuse_if(because("编号 %(number)s 在这份文件里出现了两次。", number=number) if number in taken else "")
    refuse_if(because("没有留言内容。") if not re.sub(r"[\s\W_]+", "", text) else "")
    sent_at = moment(cell["sent_at"], what="留言时间")
    refuse_if(because("没有留言时间。") if sent_at is None else "")
    assert sent_at is not None
    refuse_if(why_not_raised_at(sent_at, now=now))
    replied_at = _replied(cell.get("replied_at", ""), reply=reply, sent_at=sent_at, now=now)
    refuse_if(why_not_phone(cell.get("phone", "")))
    taken.add(number)
    return Order(
        row=at_row, number=number, text=text, sent_at=sent_at, reply=reply, replied_at=replied_at,
        title=cell.get("title", "")[:200], user=cell.get("user", "")[:60], name=cell.get("name", "")[:60],
        place=cell.get("place", ""), category=cell.get("category", ""), phone=heard_phone(cell.get("phone", "")),
        due=moment(cell.get("due", ""), what="期限"),
    )  # fmt: skip


def _replied(text: str, *, reply: str, sent_at: datetime, now: datetime) -> datetime | None:
    replied_at = moment(text, what="答复时间")
    refuse_if(because("有答复内容，没有答复时间。") if reply and replied_at is None else "")
    refuse_if(because("有答复时间，没有答复内容。") if replied_at and not reply else "")
    if replied_at is None:
        return None
    if ":" not in unicodedata.normalize("NFKC", text) and replied_at.date() == sent_at.date():
        return sent_at  # a day without an hour: some time on the day of the question
    refuse_if(because("答复时间早于留言时间。") if replied_at < sent_at else "")
    refuse_if(why_not_raised_at(replied_at, now=now))
    return replied_at


def moment(text: str, *, what: str) -> datetime | None:
    """A time as exports write it, on the community's wall clock; None for an empty cell.

    `2019/4/25 9:32:09`, `2019/4/25 下午3:20`, `2019-04-08 08:37:20`, `2018/4/24`, `2019年4月25日 9:32`, Excel's day count, ISO with a zone.
    Refused when it cannot be read.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    try:
        if match := WRITTEN.fullmatch(plain):
            half = match[4]  # a spreadsheet in Chinese writes 下午3:20
            year, month, day, hour, minute, second = (
                int(part or 0) for part in match.group(1, 2, 3, 5, 6, 7)
            )
            hour = hour % 12 + 12 * (half != "上午") if half and hour <= 12 else hour
            return datetime(year, month, day, hour, minute, second, tzinfo=LOCAL)
        if re.fullmatch(r"\d{4,5}(\.\d+)?", plain):
            return EXCEL_BEGAN + timedelta(seconds=round(float(plain) * 86400))
        known = datetime.fromisoformat(plain)
    except ValueError as error:
        raise Refused(because("%(what)s看不懂：%(text)s。", what=what, text=plain[:40])) from error
    return known.astimezone(LOCAL) if known.tzinfo else known.replace(tzinfo=LOCAL)
