"""`manage.py rotate_keys`: what is sealed is sealed anew with the first key."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.echo.audit.services import keep
from huisheng.echo.operators import OperatorsCommand
from huisheng.echo.sealed.sealing import Unreadable, new_key
from huisheng.echo.sealed.services import ring, rotate


class Command(OperatorsCommand):
    """Two steps, with a restart of the servers between them, so that each server knows the new key before it is used."""

    help = gettext_noop(
        "换钥匙：先 --new 得到一把新的，写在 HUISHENG_SEAL_KEYS 最前面，重启，再运行一次不带 --new 的。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new", action="store_true", help=_("只打印一把新钥匙"))

    def handle(self, *args: Any, new: bool, **options: Any) -> None:
        if new:
            self.stdout.write(new_key(f"{localdate():%y%m%d}-{len(ring().keys) + 1}"))
            return
        done = 0
        try:
            for some in rotate():
                done += some
        except Unreadable as error:
            told = _("换了 %(n)s 条，这一条打不开，停下了：%(which)s。先运行 manage.py doctor。")
            raise CommandError(told % {"n": done, "which": error}) from error
        keep("keys_rotated", by=None, at=now(), about=ring().first)
        self.stdout.write(_("换好了 %(n)s 条，现在都用钥匙 %(key)s。") % {"n": done, "key": ring().first})
