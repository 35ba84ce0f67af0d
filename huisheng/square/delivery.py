"""The post office beside the server: one process that sends what waits in the outbox."""

import logging
import os
import signal
import time

import django
from django.core.management import call_command, get_commands
from django.db import close_old_connections

log = logging.getLogger(__name__)
EVERY = 5.0


def deliver_forever(parent: int, every: float = EVERY) -> None:
    """Run `manage.py deliver` every few seconds until the server (`parent`, a process id) is gone.

    An error (the database away, a gateway down) is logged and tried again; the messages wait in their table.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the server ends this one
    django.setup()
    if "deliver" not in get_commands():
        return
    while os.getppid() == parent:
        try:
            call_command("deliver", verbosity=0)
        except Exception:
            log.exception("The outbox could not be delivered; trying again in %s s.", every)
        close_old_connections()
        time.sleep(every)
