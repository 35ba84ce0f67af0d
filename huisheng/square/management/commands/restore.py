"""`manage.py restore FILE`: a backup put in place. Stop the server first."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.echo.asking import in_words
from huisheng.echo.operators import OperatorsCommand
from huisheng.echo.refusals import Refused
from huisheng.square.backups.services import restore
from huisheng.square.management.commands.backup import PASSPHRASE


class Command(OperatorsCommand):
    """Checks everything before it touches anything."""

    help = gettext_noop("用备份恢复数据库和照片（先停下服务）；有数据的地方要加 --replace")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("备份文件"))
        parser.add_argument("--replace", action="store_true", help=_("换掉现在的数据"))

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            made = restore(file, passphrase=os.environ.get(PASSPHRASE, ""), at=now(), replace=replace)
        except (Refused, OSError) as error:
            raise CommandError(in_words(getattr(error, "reason", str(error)))) from error
        self.stdout.write(_("恢复好了：%(made)s 的备份。请运行 manage.py doctor。") % {"made": made["made"]})
