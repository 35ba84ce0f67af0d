"""`manage.py backup FILE`: the whole house in one file that only a passphrase opens."""

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
from huisheng.square.backups.services import back_up

PASSPHRASE = "HUISHENG_BACKUP_PASSPHRASE"


class Command(OperatorsCommand):
    """While everybody goes on working."""

    help = gettext_noop("备份数据库和照片到一个加密的文件；口令在环境变量 HUISHENG_BACKUP_PASSPHRASE 里")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("备份文件"))

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            back_up(file, passphrase=os.environ.get(PASSPHRASE, ""), at=now())
        except (Refused, OSError) as error:
            raise CommandError(in_words(getattr(error, "reason", str(error)))) from error
        size = f"{file.stat().st_size / 1_000_000:.1f}"
        self.stdout.write(_("备份好了：%(file)s，%(size)s MB。") % {"file": file, "size": size})
