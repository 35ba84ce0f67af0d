"""Several processes at the end of the security log at once: one chain, nothing lost, nothing doubled (RULES R16)."""

from tests.scratch import READY, python, scratch, together

WRITERS, EACH = 2, 40
WRITE = f"""
import sys
import django; django.setup()
from django.db import transaction
from django.utils.timezone import now
from huisheng.echo.audit.services import keep
{READY}for n in range({EACH}):
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
        together(WRITE, *map(str, range(WRITERS)), env=env)
        assert python("-c", LOOK, env=env).split("\n")[0] == f"[] {WRITERS * EACH} {WRITERS * EACH}"
