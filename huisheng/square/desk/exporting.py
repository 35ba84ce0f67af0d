"""The list that one sees on the desk as a file, and a hotline's orders as results that go back in at the hotline."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db.models import QuerySet
from django.utils.timezone import localtime

from huisheng.collect.concerns.exits import EXIT_NAMES
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.stages import STAGE_NAMES, Act, Stage
from huisheng.echo.models import Line
from huisheng.echo.refusals import because, refuse_if
from huisheng.square.desk.queue import Wanted, narrowed

A_CHUNK, MOST_IN_A_WORKBOOK = 500, 20_000
WITH = ("voice", "speaker", "place", "category", "holder__person", "holder__kind")
LIST = ("编号", "标题", "地点", "类别", "渠道", "到哪一步", "谁负责", "说的时间", "联系期限", "第一次联系", "办好期限", "第一次说办好",
        "办结时间", "怎样办结", "居民说", "外部编号", "外部期限")  # fmt: skip
PERSONAL = ("称呼", "电话")
# As the hotline's own export names them (collect/concerns/orders.py), so that the file goes back in; docs/import.md.
ORDERS = (
    "工单编号",
    "标题",
    "诉求内容",
    "诉求时间",
    "答复内容",
    "答复时间",
    "地点",
    "类别",
    "办理期限",
    "到哪一步",
    "编号（本系统）",
)
REPLIES = (Act.FINISHED, Act.EXITED, Act.ANSWERED)
Row = Sequence[str]


def listed(wanted: Wanted, *, personal: bool = False) -> tuple[Row, Iterator[Row]]:
    """Headers and rows of the matters that the desk lists under these filters, in its order; read while they are taken."""
    headers = (*LIST, *PERSONAL) if personal else LIST
    return headers, (_row(one, personal) for one in _in_order(wanted, narrowed(wanted)))


def ordered(wanted: Wanted) -> tuple[Row, Iterator[Row]]:
    """Those of them that came with a number from elsewhere: what was asked, what was answered, and by when it was due."""
    matters = _in_order(wanted, narrowed(wanted).exclude(outside_number=""))
    return ORDERS, _orders(matters)


def why_not_workbook(wanted: Wanted, *, orders: bool) -> None:
    """Refused when there are more rows than a workbook can be made of at once; a .csv takes any number."""
    rows = narrowed(wanted).exclude(outside_number="") if orders else narrowed(wanted)
    many = rows.order_by()[: MOST_IN_A_WORKBOOK + 1].count() > MOST_IN_A_WORKBOOK
    refuse_if(
        because("超过 %(most)s 件，请选 .csv，或者先筛选一部分。", most=MOST_IN_A_WORKBOOK) if many else ""
    )


def _in_order(wanted: Wanted, matters: "QuerySet[Concern]") -> Iterator[Concern]:
    ordered = matters.order_by(*wanted.order.columns(backwards=False)).select_related(*WITH)
    return ordered.iterator(chunk_size=A_CHUNK)


def _row(one: Concern, personal: bool) -> Row:
    holder = one.holder
    row = (
        one.speaker.spoken, one.voice.title, one.place.where, one.category.name, str(Concern.Channel(one.channel).label),
        STAGE_NAMES[Stage(one.stage)], f"{holder.person.name}（{holder.kind.name}）" if holder else "",
        moment(one.raised_at), moment(one.contact_due), moment(one.contacted_at), moment(one.fix_due),
        moment(one.finished_at), moment(one.closed_at), _closed(one), str(dict(Concern.Solved.choices).get(one.solved, "")),
        one.outside_number, moment(one.outside_due),
    )  # fmt: skip
    return (*row, one.speaker.name, one.speaker.phone) if personal else row


def _closed(one: Concern) -> str:
    if one.exit_kind:
        return next(name for kind, name in EXIT_NAMES.items() if kind.value == one.exit_kind)
    return str(dict(Concern.ClosedAs.choices).get(one.closed_as, ""))


def _orders(matters: Iterator[Concern]) -> Iterator[Row]:
    while chunk := list(islice(matters, A_CHUNK)):
        said = words_of(chunk)
        for one in chunk:
            asked, reply, at = said[one.voice_id]
            yield (
                one.outside_number, one.voice.title, asked, moment(one.raised_at), reply, moment(at), one.place.where,
                one.category.name, moment(one.outside_due), STAGE_NAMES[Stage(one.stage)], one.speaker.spoken,
            )  # fmt: skip


def words_of(chunk: Iterable[Concern]) -> dict[int, tuple[str, str, datetime | None]]:
    """Of each matter the first words, and the latest answer with its time. One query."""
    said: dict[int, tuple[str, str, datetime | None]] = {one.voice_id: ("", "", None) for one in chunk}
    lines = Line.objects.filter(voice__in=said, did__in=[Act.RAISED, *REPLIES]).order_by("at", "pk")
    for voice, did, says, at in lines.values_list("voice", "did", "says", "at"):
        asked, reply, when = said[voice]
        said[voice] = (says, reply, when) if did == Act.RAISED else (asked, says, at)
    return said


def moment(at: datetime | None) -> str:
    """A moment as every import reads it."""
    return f"{localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""
