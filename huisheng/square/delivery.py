"""The post office beside the server: one process that sends what waits in the outbox."""

import logging
import os
import signal
import time

import django
from django.core.management import call_command
from django.db import close_old_connections

log = logging.getLogger(__name__)
EVERY = 5.0
TICK_EVERY = 60.0


def deliver_forever(parent: int, every: float = EVERY) -> None:
    """`manage.py deliver` every few seconds, `manage.py tick` every minute, until the server is gone (`parent`: its id).

    An error (the database away) is logged and tried again; the messages wait in their table.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the server ends this one
    django.setup()
    ticked = -TICK_EVERY
    while os.getppid() == parent:
        if time.monotonic() - ticked >= TICK_EVERY:
            ticked = time.monotonic()
            run("tick")
        run("deliver")
        time.sleep(every)


def run(command: str) -> None:
    try:
        call_command(command, verbosity=0)
    except Exception:
        log.exception("`%s` could not be done; trying again soon.", command)
    close_old_connections()
