"""Beside the server: one process that sends what waits in the outbox and does what time itself does."""

import logging
import os
import signal
import socket
import time

import django
from django.core.management import call_command
from django.db import close_old_connections

log = logging.getLogger(__name__)
DELIVER_EVERY = 5.0
TICK_EVERY = 60.0


def run_beside(parent: int, address: str, port: int) -> None:
    """Say where the pages are as soon as they answer; then repeat `manage.py deliver`, `index` and `tick`
    until the server (`parent`, a process id) is gone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the server ends this one
    while os.getppid() == parent and not answers(address, port):
        time.sleep(0.05)
    print(f"http://{address}:{port}  (Ctrl-C stops it)", flush=True)
    django.setup()
    next_tick = time.monotonic()
    while os.getppid() == parent:
        if time.monotonic() >= next_tick:
            next_tick += TICK_EVERY
            attempt("tick")
        attempt("deliver")
        attempt("webhooks")
        attempt("index")
        time.sleep(DELIVER_EVERY)


def answers(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return False
    return True


def attempt(command: str) -> None:
    """An error (the database away, a gateway down) is logged and tried again later; what waits is in its table."""
    try:
        call_command(command, verbosity=0)
    except Exception:
        log.exception("manage.py %s failed; it is tried again.", command)
    close_old_connections()
