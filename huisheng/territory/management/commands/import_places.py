"""`manage.py import_places FILE [--dry-run]`: registers of divisions and of homes, .xlsx, .csv or .csv.gz (M01)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.echo.asking import in_words
from huisheng.echo.audit.services import keep
from huisheng.echo.operators import OperatorsCommand
from huisheng.echo.refusals import Refused
from huisheng.echo.tables import for_scripts
from huisheng.territory.places.reports import Report, Told
from huisheng.territory.places.rules import KIND_NAMES, Kind
from huisheng.territory.places.services.importing import load

MOST_WARNINGS = 20


class Command(OperatorsCommand):
    """Loads what can be loaded, lists every refused row with its number and the reason. Safe to run twice."""

    help = gettext_noop(
        "导入地方：行政区划（code, name, level，可加纬度、经度）或住户登记表（社区, 小区, 楼栋, 单元, 房号, 常住）"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help=_("只看结果，不写入"))

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            report = self._load(file, dry_run=dry_run)
        except Refused as refused:
            raise CommandError(in_words(refused.reason)) from refused
        self._list(_("提醒"), report.warned[:MOST_WARNINGS])
        self._list(_("没有导入"), report.refused)
        self.stdout.write(summary(report, dry_run=dry_run))

    @transaction.atomic
    def _load(self, file: Path, *, dry_run: bool) -> Report:
        at = timezone.now()
        report = load(file, by=None, at=at, dry_run=dry_run, progress=self._progress)
        if not dry_run:
            keep("imported", by=None, at=at, about=report.kind)
        return report

    def _progress(self, read: int) -> None:
        if read % 5000 == 0:
            self.stderr.write(_("已读 %(read)d 行…") % {"read": read})

    def _list(self, title: str, rows: list[Told]) -> None:
        for told in rows:
            line = _("%(title)s：第 %(row)d 行：%(why)s")
            self.stdout.write(line % {"title": title, "row": told.number, "why": in_words(told.reason)})


def summary(report: Report, *, dry_run: bool) -> str:
    """读到 150，新增 147，已有 0，没有导入 3。顺带新增：楼栋 4、单元 8。"""
    told = _("试运行，什么都没有写入：") if dry_run else ""
    told += _("读到 %(read)d，新增 %(created)d，已有 %(already)d，没有导入 %(refused)d。") % {
        "read": report.read,
        "created": report.created,
        "already": report.already,
        "refused": len(report.refused),
    }
    if report.changed:
        told += _("已有的里面改了 %(changed)d。") % {"changed": report.changed}
    also = "、".join(f"{_(KIND_NAMES[Kind(kind)])} {n}" for kind, n in report.also.items())
    told += _("顺带新增：%(also)s。") % {"also": also} if also else ""
    counts = {"read": report.read, "created": report.created, "already": report.already}
    return f"{told}\n{for_scripts(**counts, refused=len(report.refused))}"
