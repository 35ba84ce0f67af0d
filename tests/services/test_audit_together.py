"""Several processes at the end of the security log at once: one chain, nothing lost, nothing doubled (RULES R16)."""

import subprocess
import sys

from tests.scratch import ROOT, python, scratch

WRITERS, EACH = 2, 40
WRITE = f"""
import sys
import django; django.setup()
from django.db import transaction
from django.utils.timezone import now
from huisheng.echo.audit.services import keep
print("ready", flush=True)
sys.stdin.readline()
for n in range({EACH}):
    try:
        with transaction.atomic():
            keep("backup", by=None, at=now(), about=f"{{sys.argv[1]}}-{{n}}")
            if n % 7 == 3:
                raise InterruptedError  # what is undone leaves no gap
    except InterruptedError:
        keep("restore", by=None, at=now(), about=f"{{sys.argv[1]}}-{{n}}")
"""
LOOK = """
import django; django.setup()
from huisheng.echo.audit.services import verify
from huisheng.echo.models import AuditEntry
print(list(verify()), AuditEntry.objects.count(), AuditEntry.objects.values("about").distinct().count())
"""


def test_several_writers_at_once_leave_one_unbroken_chain(tmp_path):
    with scratch(tmp_path) as env:
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITE, str(n)], cwd=ROOT, env=env, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )
            for n in range(WRITERS)
        ]  # fmt: skip
        for one in writers:
            assert one.stdout
            assert one.stdout.readline() == "ready\n"
        for one in writers:
            assert one.stdin
            one.stdin.write("\n")
            one.stdin.flush()
        assert [one.wait(timeout=60) for one in writers] == [0] * WRITERS
        assert python("-c", LOOK, env=env).split("\n")[0] == f"[] {WRITERS * EACH} {WRITERS * EACH}"
