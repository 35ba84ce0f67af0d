"""`manage.py deliver`: send what waits in the outbox, once; `serve` repeats it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from huisheng.echo.notices.delivery import deliver
from huisheng.echo.notices.models import State


class Command(BaseCommand):
    """Safe to run beside itself: no message is taken twice."""

    help = "发出等着发的消息（一遍）"

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        done = deliver()
        if verbosity and done:
            told = "、".join(f"{State(state).label} {n}" for state, n in sorted(done.items()))
            self.stdout.write(_("消息：%(told)s。") % {"told": told})
