"""I7: the process is killed at any moment, on both databases, and nothing that was acknowledged is lost."""

import random
import subprocess
import sys
import time

from tests.scratch import ROOT, python, scratch

KILLS = 2

PREPARE = """
from datetime import timedelta
from django.utils import timezone
import django; django.setup()
from tests.invariants import world as worlds
worlds.build(timezone.now() - timedelta(days=30))
"""
ACT = """
import sys
import django; django.setup()
from django.utils import timezone
from huisheng.alliance.models import OutsideBody
from huisheng.collect.models import Category, PauseReason
from huisheng.collect.concerns.stages import Act
from huisheng.echo.refusals import Refused
from huisheng.people.models import Person
from huisheng.territory.models import Place
from tests.invariants import world as worlds
homes = list(Place.objects.filter(kind="home").order_by("pk"))
people = list(Person.objects.order_by("pk"))
kinds = list(Category.objects.select_related("clock", "receiver").filter(code__in=["C2", "A1", "D1", "Z9"]))
w = worlds.World(homes[0].street, homes, [], people, kinds, list(PauseReason.objects.all()), OutsideBody.objects.get())
def acknowledge(concern):
    print(concern.speaker.number, concern.stage, flush=True)
for n in range(10**6):
    concern = worlds.speak(w, n, timezone.now())
    acknowledge(concern)
    for act in (Act.CONTACTED, Act.REFERRED if n % 3 else Act.PAUSED, Act.FINISHED):
        try:
            worlds.VERBS[act](w, concern, people[6], timezone.now(), n)
        except Refused:
            continue
        acknowledge(concern)
"""
LOOK = """
import sys
import django; django.setup()
from django.utils import timezone
from huisheng.collect.concerns.stages import Stage
from huisheng.collect.models import Concern
from huisheng.square.doctor.examination import RECORDS, examine
order = ["heard", "working", "paused", "referred", "done"]
for said in sys.stdin:
    number, stage = said.split()
    concern = Concern.objects.select_related("voice").get(speaker__number=number)
    assert order.index(concern.stage) >= order.index(stage), said
    assert concern.voice.lines.exists()
    assert concern.speaker.message_set.exists()
wrong = [words for checked in examine(at=timezone.now(), checks=RECORDS) for words in checked.wrong]
assert not wrong, wrong
print(Concern.objects.count())
"""


def test_I7_whatever_was_acknowledged_before_a_kill_is_there_whole_after_it(tmp_path):
    said: list[str] = []
    with scratch(tmp_path) as env:
        python("-c", PREPARE, env=env)
        for _ in range(KILLS):
            said += acknowledged_before_a_kill(env)
        look = subprocess.run(
            [sys.executable, "-c", LOOK],
            cwd=ROOT,
            env=env,
            text=True,
            capture_output=True,
            input="\n".join(said),
        )
    assert look.returncode == 0, look.stderr
    numbers = {one.split()[0] for one in said}
    assert len(said) > KILLS
    # A kill between the commit and its acknowledgement leaves one matter more, never one less.
    assert len(numbers) <= int(look.stdout) <= len(numbers) + 2 * KILLS


def acknowledged_before_a_kill(env: dict[str, str]) -> list[str]:
    """Two processes act until they are killed at a random moment; what they had acknowledged by then."""
    both = [
        subprocess.Popen([sys.executable, "-c", ACT], cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    first = [process.stdout.readline() for process in both if process.stdout]
    time.sleep(random.uniform(0.05, 0.6))
    for process in both:
        process.kill()
    rest = [line for process in both for line in process.communicate()[0].splitlines()]
    return [line.strip() for line in [*first, *rest] if len(line.split()) == 2]
