"""`manage.py doctor`: ask a live database whether every promise holds. Exit 1 when one is broken.

Changes nothing, but for `--recount`, which first writes every roll-up anew from the records.
"""

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.echo.operators import OperatorsCommand
from huisheng.square.doctor.checked import Checked
from huisheng.square.doctor.counting import recount as write_anew
from huisheng.square.doctor.examination import examine
from huisheng.territory.models import Place
from huisheng.territory.places.rules import Kind


class Command(OperatorsCommand):
    """Prints what it looked at and what it found."""

    help = gettext_noop("检查数据库里的每一条承诺（只看不改）；有一条不成立时退出码为 1")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--recount", action="store_true", help=_("先按记录重写所有汇总数"))

    def handle(self, *args: Any, recount: bool, **options: Any) -> None:
        for street in Place.objects.filter(kind=Kind.STREET) if recount else ():
            self.stdout.write(f"{street}: {write_anew(street)}")
        broken = 0
        for checked in examine(at=timezone.now()):
            self.show(checked)
            broken += len(checked.wrong)
        if broken:
            self.stdout.write(_("有 %(n)d 处不成立。") % {"n": broken})
            sys.exit(1)
        self.stdout.write(_("都成立。"))

    def show(self, checked: Checked) -> None:
        mark = "✗" if checked.wrong else "✓"
        self.stdout.write(f"{mark} {checked.promise:<5} {checked.looked}")
        for words in checked.wrong:
            self.stdout.write(f"        ✗ {words}")
        for words in checked.worries:
            self.stdout.write(f"        · {words}")
        self.stdout.flush()
