"""`manage.py webhooks`: tell the receivers what was done, once; `serve` repeats it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now
from django.utils.translation import gettext as _

from huisheng.square.webhooks.sending import send_all
from huisheng.square.webhooks.services import find_new


class Command(BaseCommand):
    """Told twice is possible when it is stopped between sending and writing down; each delivery carries its id."""

    help = "把办事经过告诉订阅的系统（一遍）"

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        find_new(at=now())
        done = send_all(now=now)
        if verbosity and done:
            self.stdout.write(_("回调送到 %(n)d 条。") % {"n": done})
