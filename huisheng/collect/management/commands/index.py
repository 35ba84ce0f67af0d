"""`manage.py index`: write what was said since into the index of words; `--all`, everything anew."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.collect.search.services import keep_up, rebuild
from huisheng.echo.operators import OperatorsCommand


class Command(OperatorsCommand):
    """`serve` repeats it every few seconds. Safe to run beside itself, and to stop at any moment."""

    help = gettext_noop("把新说的话写进搜索（一遍）；--all 全部重写")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help=_("全部重写"))

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        written = rebuild(told=self._told) if options["all"] else keep_up()
        if written and verbosity:
            self.stdout.write(_("写进搜索 %(n)d 件。") % {"n": written})

    def _told(self, written: int) -> None:
        if written % 10_000 == 0:
            self.stderr.write(_("已写 %(n)d 件…") % {"n": written})
