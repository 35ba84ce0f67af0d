"""What came by the other doors: a word about the system, a photo, a question about one's data, a consent taken back, a receiver."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, Concern
from huisheng.echo.consents.services import take_back
from huisheng.echo.models import DataRequest, Line, Photo
from huisheng.echo.photos.picture import remade
from huisheng.echo.photos.services import keep
from huisheng.echo.rights import services as rights
from huisheng.echo.voices.services import Said
from huisheng.resolve.models import Task
from huisheng.square.webhooks.models import Delivery, Webhook
from huisheng.square.webhooks.services import end, subscribe

MOST_TOLD = 12


def doors(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Each once, so that no page about them is empty."""
    asked, open_ = _data(told, at=at)
    _withdrawn(told, at=at - timedelta(days=4))
    return {
        "feedback": _feedback(told, at=at - timedelta(days=6)),
        "photo": _photo(told, at=at - timedelta(days=2)),
        "task_photo": _done(told["task_done"], at=at - timedelta(days=17)),
        "data_answered": asked,
        "data_request": open_,
        "webhook": _receiver(told, at=at - timedelta(days=20)),
    }


def _feedback(told: dict[str, Any], *, at: datetime) -> Concern:
    """What is hard to use is answered where everybody reads it (R1.4)."""
    concern = concerns.raise_(
        "字太小，我戴着花镜也看不清按钮上写的什么。", place=told["street"], category=Category.objects.get(code="Z2"),
        said=Said(person=told["he"]), channel=Concern.Channel.SYSTEM, by=told["he"], at=at,
    )  # fmt: skip
    by: dict[str, Any] = {"by": told["guo"], "hat": "莲池街道 街道干部"}
    concerns.contact(concern, says="打过电话，问清楚是首页的按钮。", at=at + timedelta(hours=3), **by)
    report = concerns.Report(
        found="首页按钮的字比正文还小。",
        done="首页的按钮放大了一号，长辈版再大两号；请两位老人戴着花镜在窗口试过，都说看得清。",
        who="街道办公室",
        following="再看不清，就在页脚“对这个系统的意见”里说。",
    )
    concerns.finish(concern, report=report, at=at + timedelta(days=1), **by)
    return concern


def _photo(told: dict[str, Any], *, at: datetime) -> Photo:
    """A lamp that is out, drawn: no picture of a real stairwell is needed."""
    sheet = Image.new("RGB", (640, 480), "#3b4048")
    draw = ImageDraw.Draw(sheet)
    for step in range(6):
        draw.rectangle((60 + step * 60, 420 - step * 50, 640, 470 - step * 50), fill=(80 + step * 8,) * 3)
    draw.ellipse((270, 40, 370, 140), fill="#59606b", outline="#8b93a0", width=4)
    line = Line.objects.filter(voice=told["stomp"].voice).earliest("pk")
    return keep(line, picture=_file(sheet), words="二单元三楼的灯", by=told["tan"], at=at)


def _done(task: Task, *, at: datetime) -> Photo:
    """Where the clutter was there are lines for cars, drawn."""
    sheet = Image.new("RGB", (640, 480), "#6b6f74")
    draw = ImageDraw.Draw(sheet)
    for n in range(5):
        draw.line((100 + n * 110, 90, 60 + n * 130, 420), fill="white", width=8)
    draw.line((100, 90, 540, 90), fill="white", width=8)
    line = Line.objects.filter(voice=task.voice, did="finished").earliest("pk")
    return keep(line, picture=_file(sheet), words="清空以后画好的停车线", by=line.by, at=at)


def _file(sheet: Image.Image) -> bytes:
    out = BytesIO()
    sheet.save(out, "JPEG")
    return remade(out.getvalue())


def _data(told: dict[str, Any], *, at: datetime) -> tuple[DataRequest, DataRequest]:
    """One question that is answered, one that waits (R13.7)."""
    path = told["he_home"].path
    first = rights.ask_for(
        "explain", words="我的电话给过物业吗？", person=told["he"], path=path, at=at - timedelta(days=9)
    )
    words = "没有。转给物业的只有事情和地点；要回电话，由社区打给您。"
    rights.answer(first, done=True, words=words, by=told["lin"], at=at - timedelta(days=7))
    wrong = "门牌写错了，我家是 402，不是 401。"
    second = rights.ask_for("correct", words=wrong, person=told["he"], path=path, at=at - timedelta(days=1))
    return first, second


def _withdrawn(told: dict[str, Any], *, at: datetime) -> None:
    """The neighbour head of 荷风里 does not want the telephone shown any more."""
    for post in told["mo"].posts.filter(public=True, ended_at=None)[:1]:
        take_back("post_public", about=f"post:{post.pk}", by=told["mo"], at=at)


def _receiver(told: dict[str, Any], *, at: datetime) -> Webhook:
    """A board of the district that was told of some steps and is not used any more, at an address that nobody can have:
    nothing leaves this machine."""
    webhook, _secret = subscribe(
        told["street"],
        name="区里的督办看板",
        url="https://board.invalid/huisheng",
        words=False,
        by=told["guo"],
        at=at,
    )
    ended = at + timedelta(days=17)
    lines = Line.objects.filter(voice__path__startswith=told["street"].path, at__range=(at, ended)).order_by(
        "at", "pk"
    )
    Delivery.objects.bulk_create(
        [
            Delivery(
                webhook=webhook, line=line, state=Delivery.State.SENT, tries=1, status=200, next_at=line.at,
                done_at=line.at + timedelta(minutes=1),
            )
            for line in lines[:MOST_TOLD]
        ]
    )  # fmt: skip
    end(webhook, why="换了新平台，旧地址不用了。", by=told["guo"], at=ended)
    return webhook
