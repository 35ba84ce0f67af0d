"""`manage.py verify_audit`: whether the security log is what was written. Exit 1 names the entry where it breaks."""

import sys
from argparse import FileType
from typing import Any

from django.core.management.base import CommandParser
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.echo.asking import in_words
from huisheng.echo.audit import guard, services
from huisheng.echo.audit.rules import anchors_in
from huisheng.echo.operators import OperatorsCommand

MOST = 20  # sentences; after the first break the rest is seldom news


class Command(OperatorsCommand):
    """Reads the whole log; changes nothing."""

    help = gettext_noop("核对安全日志：每一条扣着前一条，和每天记下的指纹对得上；对不上时退出码为 1")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchors", type=FileType(encoding="utf-8"), help=_("另存在别处的指纹文件，和这里的一起核对")
        )

    def handle(self, *args: Any, anchors: Any, **options: Any) -> None:
        elsewhere = anchors_in(anchors) if anchors else {}
        wrong = [in_words(one) for _n, one in zip(range(MOST), breaks(elsewhere), strict=False)]
        for sentence in wrong:
            self.stdout.write(f"✗ {sentence}")
        if wrong:
            sys.exit(1)
        number, fingerprint = services.last() or (0, "—")
        self.stdout.write(_("安全日志 %(n)s 条，都对得上。") % {"n": number})
        self.stdout.write(_("到此为止的指纹：%(fingerprint)s") % {"fingerprint": fingerprint})


def breaks(elsewhere: dict[int, str]) -> Any:
    """The chain, then the lock on it."""
    yield from services.verify(services.anchors() | elsewhere)
    if not guard.stands(connection):
        yield _("数据库里的只加不改的锁没有装上，请运行 manage.py migrate。")
