"""`manage.py import_calendar FILE`: the yearly announcement of holidays and shifted working days (R15)."""

import csv
import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.echo.asking import in_words
from huisheng.echo.operators import OperatorsCommand
from huisheng.echo.refusals import Refused
from huisheng.echo.workdays.services import import_days


class Command(OperatorsCommand):
    """Reads a CSV (UTF-8 or GBK) with the columns day, is_workday, name; all or nothing, safe to run twice."""

    help = gettext_noop("读入一年的放假安排（CSV：day, is_workday, name；一行一天）")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        rows = csv.DictReader(io.StringIO(_text(file)))
        try:
            years = import_days(rows, timezone.now())
        except Refused as refused:
            raise CommandError(in_words(refused.reason)) from refused
        for year, count in years.items():
            self.stdout.write(_("%(year)d 年：读入 %(count)d 天。") % {"year": year, "count": count})


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise CommandError(_("打不开文件 %(file)s。") % {"file": file}) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CommandError(_("%(file)s 不是文本文件，请另存为 CSV。") % {"file": file})
