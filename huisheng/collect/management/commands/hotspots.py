"""`manage.py hotspots --csv F --out OUT.csv`: what many people write about, the hottest first (docs/hotspots.md)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from huisheng.collect.concerns.triage.hottables import Read, read_dated, write_hotspots
from huisheng.collect.concerns.triage.topics import Topic, topics
from huisheng.echo.refusals import Refused, because, refuse_if

MOST_SHOWN = 20
SHOWN = 10


class Command(BaseCommand):
    """Whatever goes wrong with the file is one sentence and a status other than 0; a bad row is told and left out."""

    help = "热点：同一地方、同一件事、很多人说，最热的在前"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--csv",
            required=True,
            metavar="F",
            help="列：id、sent_at、title、text；可有 user、likes、against、place",
        )
        parser.add_argument(
            "--out", required=True, metavar="OUT", help="topic,rank,heat,from,to,place,summary,id"
        )
        parser.add_argument("--top", type=int, default=0, metavar="N", help="只写最热的 N 个；不写就全写")

    def handle(self, *args: Any, csv: str, out: str, top: int, **options: Any) -> None:
        try:
            refuse_if(because("--top 要是正数。") if top < 0 else "")
            read = read_dated(csv)
            found = topics(read.messages)
            write_hotspots(out, found[:top] if top else found)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self._report(read, found)

    def _report(self, read: Read, found: list[Topic]) -> None:
        for row, why in read.refused[:MOST_SHOWN]:
            self.stderr.write(_("第 %(row)d 行没有用上：%(why)s") % {"row": row, "why": why})
        if (more := len(read.refused) - MOST_SHOWN) > 0:
            self.stderr.write(_("还有 %(more)d 行没有用上。") % {"more": more})
        for topic in found[:SHOWN]:
            self.stdout.write(_line(topic))
        self.stdout.write(
            _("读到 %(n)d 条，热点 %(found)d 个。") % {"n": len(read.messages), "found": len(found)}
        )
        # The same in every language: other programs read this line.
        self.stdout.write(f"messages {len(read.messages)}, refused {len(read.refused)}, topics {len(found)}")


def _line(topic: Topic) -> str:
    return _("%(rank)2d  热度 %(heat)5.1f  %(people)3d 人 %(n)3d 条  %(first)s – %(last)s  %(place)s：%(summary)s（%(reason)s）") % {
        "rank": topic.rank, "heat": topic.heat, "people": topic.people, "n": len(topic.members), "first": topic.first,
        "last": topic.last, "place": topic.place or _("不限地点"), "summary": topic.summary, "reason": "、".join(topic.reason),
    }  # fmt: skip
