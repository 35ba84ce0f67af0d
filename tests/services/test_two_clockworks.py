"""Two servers, each with its clockwork, or somebody who runs `tick` beside one: what time does is done once."""

import pytest

from tests.scratch import READY, python, scratch, together

LATE = """
import django; django.setup()
from datetime import timedelta
from django.utils.timezone import localdate, now
from huisheng.territory.models import Appointment
from tests.invariants import world as worlds
w = worlds.build(now() - timedelta(days=60))
for n in range(30):
    worlds.speak(w, 1, now() - timedelta(days=40))
Appointment.objects.filter(kind__role="head").update(ends=localdate() - timedelta(days=1))
"""
STEPS = f"""
import django; django.setup()
from django.utils.timezone import now
from huisheng.collect.concerns.services import remind_late
from huisheng.territory.posts.services import end_terms
{READY}print(end_terms(at=now()), remind_late(at=now()))
"""
TICK = f"""
import django; django.setup()
from django.utils.timezone import now
from huisheng.square.management.commands.tick import tick
{READY}done = tick(at=now())
print(done.get("任期届满 %(n)d 个岗位", 0), done.get("提醒过期 %(n)d 件", 0))
"""
TOLD = """
import django; django.setup()
from huisheng.echo.models import AuditEntry, Line
from huisheng.territory.models import Appointment
ended = Appointment.objects.filter(ended_at__isnull=False)
print(Line.objects.filter(did="noted", inner__contains="期限过了").count(), ended.count(), AuditEntry.objects.filter(did="post_ended").count())
"""


@pytest.mark.parametrize("program", [STEPS, TICK], ids=["step by step", "whole"])
def test_three_at_once_remind_of_each_matter_once_and_end_each_term_once(tmp_path, program):
    with scratch(tmp_path) as env:
        python("-c", LATE, env=env)
        done = [[int(n) for n in said.split()] for said in together(program, *"123", env=env)]
        ended, reminded = (sum(each) for each in zip(*done, strict=True))
        assert (ended, reminded) == (2, 30)
        assert python("-c", TOLD, env=env).split() == ["30", "2", "2"]
