"""`manage.py tick`: what time itself does, once; `serve` repeats it every minute."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _

from huisheng.collect.calls import services as calls
from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.hot.following import follow_all
from huisheng.collect.concerns.hot.services import find_all
from huisheng.collect.concerns.likening import learn_all as learn_likeness
from huisheng.collect.concerns.triage.drift import look_all
from huisheng.collect.concerns.triage.teaching import learn_waiting
from huisheng.collect.talks import services as talks
from huisheng.deliberate.councils import services as councils
from huisheng.echo.alone import alone
from huisheng.echo.audit.services import write_anchor
from huisheng.echo.operators import why_not_usable
from huisheng.echo.rights.proofs import forget_unproved
from huisheng.square.api.services import forget_replays
from huisheng.square.retention.services import clean_up
from huisheng.square.safety.services import forget_failures
from huisheng.square.watching.services import beat
from huisheng.territory.coverage.services import keep_up
from huisheng.territory.posts.services import end_terms

log = logging.getLogger(__name__)
STEPS: list[tuple[str, Callable[..., int]]] = [
    ("任期届满 %(n)d 个岗位", end_terms),
    ("重数覆盖 %(n)d 个街道", keep_up),
    ("补交接 %(n)d 件", concerns.hand_on_strays),
    ("恢复计时 %(n)d 件", concerns.resume_overdue),
    ("按规则结束 %(n)d 件", concerns.lapse_overdue),
    ("提醒过期 %(n)d 件", concerns.remind_late),
    ("提醒开会 %(n)d 次", councils.remind_all),
    ("提醒夜话 %(n)d 场", talks.remind),
    ("到期清理 %(n)d 条", clean_up),
    ("删掉没核实的电话 %(n)d 个", calls.forget_telephones),
    ("删掉没写回来的验证码 %(n)d 个", forget_unproved),
    ("学归类 %(n)d 次", learn_waiting),
    ("看归类准不准 %(n)d 个街道", look_all),
    ("学多像才算一件 %(n)d 个街道", learn_likeness),
    ("找热点 %(n)d 个街道", find_all),
    ("跟上热点 %(n)d 件", follow_all),
    ("忘掉没登上的 %(n)d 次", forget_failures),
    ("忘掉接口的旧答复 %(n)d 个", forget_replays),
    ("记下安全日志的指纹 %(n)d 次", write_anchor),
]
AWAY = (OperationalError, InterfaceError)  # the database does not answer: no step would get further


def tick(*, at: datetime) -> dict[str, int]:
    """Ends terms, resumes pauses, lets lapse, reminds; answers how many of each, or nothing while another clockwork is at it.
    Twice in a minute changes nothing.

    A step that fails keeps none of the others from being done; but then the clockwork does not count as having run, so
    that /healthz says it.
    """
    with alone("clockwork") as mine:
        return _tick(at) if mine else {}


def _tick(at: datetime) -> dict[str, int]:
    done, failed = {}, []
    for words, step in STEPS:
        try:
            done[words] = step(at=at)
        except AWAY:
            raise
        except Exception as error:
            log.exception("tick: %s failed; the other steps go on.", step.__qualname__)
            failed.append(error)
    if failed:
        raise ExceptionGroup("tick", failed)
    beat(at=at)
    return done


class Command(BaseCommand):
    """Safe to run beside itself."""

    help = "做到点该做的事：任期、暂停、回访不到、过期提醒（一遍）"

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        try:
            done = tick(at=timezone.now())
        except AWAY as error:
            raise CommandError(why_not_usable(error)) from error
        for words, n in done.items():
            if n and verbosity:
                self.stdout.write(_(words) % {"n": n})
